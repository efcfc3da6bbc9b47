import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { OutcomeFilter, OutcomeRow } from './outcomes.types.ts'

const names = `id meeting_id student_id mentor_id fit_verdict learned next_steps qualifications_learned
  careers_discovered confidence_before confidence_after fit_verdicts purposes_met observations competencies has_thanked
  interest_level keep_in_mind is_keep_in_mind_shared version logged_at updated_at`.split(/\s+/)

// Looked up rather than copied: a request says what it is about once and for all, before there is an outcome.
const target = (meetingId: string): Sql => sql`
  (select r.target_occupation_code from meetings n
    join meeting_requests r on r.tenant_id = ${tenant} and r.id = n.request_id
    where n.tenant_id = ${tenant} and n.id = ${raw(meetingId)}) as target_occupation_code`

/** The columns of an OutcomeRow, as RETURNING gives them and as they are read from `o`. */
export const returning = sql`${raw(names.join(', '))}, ${target('outcomes.meeting_id')}`
const columns = sql`${raw(names.map((name) => `o.${name}`).join(', '))}, ${target('o.meeting_id')}`
const from = raw('outcomes o')

const byLogging = (direction: 'ASC' | 'DESC'): Order<OutcomeRow> => ({
  name: 'outcomes.LOGGED_AT',
  direction,
  keys: [
    { expression: raw('o.logged_at'), type: 'timestamptz', valueOf: (row) => row.loggedAt },
    { expression: raw('o.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function filterConditions(filter: OutcomeFilter): Sql[] {
  const conditions: Sql[] = []
  if (filter.fitVerdict) conditions.push(sql`o.fit_verdict = any(${filter.fitVerdict})`)
  if (filter.studentId != null) conditions.push(sql`o.student_id = ${toUuid(filter.studentId)}`)
  if (filter.mentorId != null) conditions.push(sql`o.mentor_id = ${toUuid(filter.mentorId)}`)
  if (filter.loggedFrom) conditions.push(sql`o.logged_at >= ${filter.loggedFrom}`)
  if (filter.loggedBefore) conditions.push(sql`o.logged_at < ${filter.loggedBefore}`)
  if (filter.resumeVersionId != null)
    conditions.push(sql`o.id in (select b.outcome_id from resume_feedback b
      where b.tenant_id = ${tenant} and b.resume_version_id = ${toUuid(filter.resumeVersionId)})`)
  return conditions
}

/** One page of the outcomes that `visible` allows. */
export const outcomePage = (
  reader: Reader,
  visible: Sql,
  filter: OutcomeFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<OutcomeRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`o.tenant_id = ${tenant}`, visible, ...filterConditions(filter)],
    order: byLogging(direction),
    args
  })

export const outcomeRowsBy = (
  reader: Reader,
  visible: Sql,
  column: 'id' | 'meeting_id',
  ids: readonly string[]
): Promise<OutcomeRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where o.tenant_id = ${tenant} and o.${raw(column)} = any(${ids.map(toUuid)}) and ${visible}`)

export const lockOutcome = (id: string, visible: Sql): Sql =>
  sql`select ${columns} from ${from} where o.tenant_id = ${tenant} and o.id = ${toUuid(id)} and ${visible} for update of o`
