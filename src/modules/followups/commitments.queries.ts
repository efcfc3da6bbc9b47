import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { CommitmentCounts, CommitmentFilter, CommitmentRow } from './commitments.types.ts'
import type { Direction } from './followups.types.ts'

const names = `id student_id mentor_id meeting_id text due_on overdue_at status reminded_at reported_back_at report_note
  drop_reason version created_at updated_at`.split(/\s+/)

/** The columns of a CommitmentRow, as RETURNING gives them. */
export const commitmentReturning = raw(names.join(', '))
const columns = raw(names.map((name) => `c.${name}`).join(', '))
const from = raw('commitments c')

const byDue = (direction: Direction): Order<CommitmentRow> => ({
  name: 'commitments.DUE_ON',
  direction,
  keys: [
    { expression: raw('c.due_on'), type: 'date', valueOf: (row) => row.dueOn },
    { expression: raw('c.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf(filter: CommitmentFilter, now: string): Sql[] {
  const conditions: Sql[] = []
  const { status, isOverdue, dueFrom, dueBefore, meetingId, studentId, mentorId } = filter
  if (status) conditions.push(sql`c.status = any(${status}::text[])`)
  if (isOverdue != null)
    conditions.push(sql`(c.status = 'OPEN' and c.overdue_at <= ${now}::timestamptz) = ${isOverdue}`)
  if (dueFrom) conditions.push(sql`c.due_on >= ${dueFrom}::date`)
  if (dueBefore) conditions.push(sql`c.due_on < ${dueBefore}::date`)
  if (meetingId != null) conditions.push(sql`c.meeting_id = ${toUuid(meetingId)}`)
  if (studentId != null) conditions.push(sql`c.student_id = ${toUuid(studentId)}`)
  if (mentorId != null) conditions.push(sql`c.mentor_id = ${toUuid(mentorId)}`)
  return conditions
}

/** One page of the promises that `visible` allows. */
export const commitmentPage = (
  reader: Reader,
  visible: Sql,
  { filter, now }: { filter: CommitmentFilter; now: string },
  direction: Direction,
  args: PageArgs
): Promise<Connection<CommitmentRow>> => {
  const where = [sql`c.tenant_id = ${tenant}`, visible, ...conditionsOf(filter, now)]
  return page(reader, { columns, from, where, order: byDue(direction), args })
}

export const commitmentRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<CommitmentRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where c.tenant_id = ${tenant} and c.id = any(${ids.map(toUuid)}) and ${visible}`)

/** A promise that `visible` allows, locked, with the zone of its student. */
export const lockCommitment = (id: string, visible: Sql): Sql => sql`
  select ${columns}, s.time_zone from ${from} join persons s on s.tenant_id = ${tenant} and s.id = c.student_id
  where c.tenant_id = ${tenant} and c.id = ${toUuid(id)} and ${visible} for update of c`

/** The meeting in which something was promised, kept from being settled meanwhile, with the zone of its student. */
export const keepMeeting = (id: string): Sql => sql`
  select m.id, m.student_id, m.mentor_id, m.status, m.starts_at, s.time_zone
  from meetings m join persons s on s.tenant_id = ${tenant} and s.id = m.student_id
  where m.tenant_id = ${tenant} and m.id = ${toUuid(id)} for share of m`

/** What has become of somebody's promises; no row for somebody whom the campus does not have. */
export const countsOf = (studentId: string, now: string): Sql => sql`
  select count(c.id)::int as made, count(c.reported_back_at)::int as kept,
    count(*) filter (where c.reported_back_at < c.overdue_at)::int as kept_on_time,
    count(*) filter (where c.status = 'DROPPED')::int as dropped,
    count(*) filter (where c.status = 'OPEN' and c.overdue_at <= ${now}::timestamptz)::int as overdue
  from persons p left join commitments c on c.tenant_id = ${tenant} and c.student_id = p.id
  where p.tenant_id = ${tenant} and p.id = ${toUuid(studentId)} group by p.id`

export const readCounts = async (reader: Reader, studentId: string, now: string): Promise<CommitmentCounts | null> =>
  (await reader.rows<CommitmentCounts>(countsOf(studentId, now)))[0] ?? null

/** Promises whose students are to be reminded of them: it is the morning of the day or later on it, and they were not yet. */
export const lockUnreminded = (now: string, limit: number): Sql => sql`
  select c.id, c.student_id, c.mentor_id, c.status, c.due_on from ${from}
  where c.tenant_id = ${tenant} and c.status = 'OPEN' and c.reminded_at is null and c.remind_at <= ${now}::timestamptz
    and c.overdue_at > ${now}::timestamptz
  order by c.remind_at limit ${limit} for update skip locked`

export const noteReminded = (ids: readonly string[], now: string): Sql => sql`
  update commitments set reminded_at = ${now}, version = version + 1, updated_at = ${now}
  where tenant_id = ${tenant} and id = any(${ids})`
