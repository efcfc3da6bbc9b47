import { all, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Problem } from '../../errors.ts'
import { programProblems } from './funnel.report.ts'

/** Which outcomes a report is about. */
export interface OutcomeReportFilter {
  type?: string | null
  program?: string | null
  loggedFrom?: string | null
  loggedBefore?: string | null
}

export const filterProblems = (filter: OutcomeReportFilter): Problem[] => programProblems(filter.program)

/** Outcomes `o` with their meetings `m` and requests `r`, as far as the filter goes. */
export function reportedOutcomes({ type, program, loggedFrom, loggedBefore }: OutcomeReportFilter): Sql {
  const conditions = [sql`o.tenant_id = ${tenant}`]
  if (type) conditions.push(sql`r.type = ${type}`)
  if (loggedFrom) conditions.push(sql`o.logged_at >= ${loggedFrom}`)
  if (loggedBefore) conditions.push(sql`o.logged_at < ${loggedBefore}`)
  if (program != null)
    conditions.push(sql`exists (select 1 from degrees d where d.tenant_id = ${tenant} and d.person_id = o.student_id
      and starts_with(d.program_code, ${program}))`)
  return sql`outcomes o
    join meetings m on m.tenant_id = ${tenant} and m.id = o.meeting_id
    join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
    where ${all(conditions)}`
}

/** A setting of the campus's policy that is a number, with its default. */
const setting = (section: string, name: string, usual: number): Sql =>
  sql`(select coalesce((i.policy -> ${raw(`'${section}'`)} -> ${raw(`'${name}'`)})::int, ${raw(String(usual))})
    from institutions i where i.id = ${tenant})`

/** The students that a group has at least, so that nobody in it is made out. */
export const smallNumber = setting('reports', 'smallNumber', 5)
export const referralGoal = setting('outcomes', 'referralGoal', 2)

/** To two digits. */
export const rounded = (value: number): number => Math.round(100 * value) / 100
