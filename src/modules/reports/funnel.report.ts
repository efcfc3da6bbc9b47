import { type Actor, hasRole } from '../../actor.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import { all, type Sql, sql, tenant } from '../../db/sql.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'

export interface FunnelFilter {
  type?: string | null
  program?: string | null
  seniority?: string | null
  isWarm?: boolean | null
  createdFrom?: string | null
  createdBefore?: string | null
}

/** How many requests reached each stage, wherever they are now. */
export interface FunnelRow {
  drafted: number
  sent: number
  accepted: number
  met: number
  logged: number
  useful: number
  declined: number
  expired: number
  closedByMentor: number
  withdrawn: number
}

/** Figures of the campus are for officials of it. Throws FORBIDDEN. */
export function assertMaySeeFigures(actor: Actor): void {
  if (!hasRole(actor, 'COUNSELOR', 'ADMIN', 'INTEGRATION')) throw refuse('FORBIDDEN')
}

/** Which requests (as `r`) a report is about. Throws INVALID_INPUT for a malformed program. */
export function requestConditions(filter: FunnelFilter): Sql[] {
  refuseAll(programProblems(filter.program))
  const found = [sql`r.tenant_id = ${tenant}`]
  if (filter.type) found.push(sql`r.type = ${filter.type}`)
  if (filter.isWarm != null) found.push(filter.isWarm ? sql`r.via_person_id is not null` : sql`r.via_person_id is null`)
  if (filter.createdFrom) found.push(sql`r.created_at >= ${filter.createdFrom}`)
  if (filter.createdBefore) found.push(sql`r.created_at < ${filter.createdBefore}`)
  if (filter.seniority) {
    found.push(sql`exists (select 1 from mentor_profiles p where p.tenant_id = ${tenant} and p.person_id = r.mentor_id
      and p.seniority = ${filter.seniority})`)
  }
  if (filter.program != null) {
    found.push(sql`exists (select 1 from degrees d where d.tenant_id = ${tenant} and d.person_id = r.student_id
      and starts_with(d.program_code, ${filter.program}))`)
  }
  return found
}

const programPattern = /^\d{2}(\.\d{2}(\d{2})?)?$/

/** What is wrong with a program that a report is asked for. */
export function programProblems(program: string | null | undefined): Problem[] {
  if (program == null || programPattern.test(program)) return []
  return [
    problem('INVALID_INPUT', {
      path: ['program'],
      message: 'A CIP code has two, four or six digits, as in 11, 11.07 or 11.0701.'
    })
  ]
}

const funnelRow = async (reader: Reader, filter: FunnelFilter): Promise<FunnelRow> => {
  const rows = await reader.rows<FunnelRow>(sql`
    select count(*) as drafted, count(r.sent_at) as sent,
      count(*) filter (where r.status = 'ACCEPTED') as accepted,
      count(*) filter (where m.status = 'COMPLETED') as met,
      count(o.id) as logged,
      count(*) filter (where o.fit_verdict in ('FITS', 'DOES_NOT_FIT')) as useful,
      count(*) filter (where r.status = 'DECLINED') as declined,
      count(*) filter (where r.status = 'EXPIRED') as expired,
      count(*) filter (where r.status = 'CLOSED_BY_MENTOR') as closed_by_mentor,
      count(*) filter (where r.status = 'WITHDRAWN') as withdrawn
    from meeting_requests r
    left join meetings m on m.tenant_id = ${tenant} and m.request_id = r.id
    left join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = m.id
    where ${all(requestConditions(filter))}`)
  return rows[0] as FunnelRow
}

/**
 * The funnel of a campus: drafted (all), sent (has been sent), accepted, met (the meeting took place), logged
 * (has an outcome), useful (fits, or turned out not to: S#58), and how the others ended. One statement.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getFunnel(scope: Scope, { filter }: { filter?: FunnelFilter | null }): Promise<FunnelRow> {
  assertMaySeeFigures(scope.actor)
  return funnelRow(scope, filter ?? {})
}
