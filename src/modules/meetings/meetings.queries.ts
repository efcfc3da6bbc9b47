import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { MeetingFilter, MeetingRow } from './meetings.types.ts'

const names = `id request_id student_id mentor_id status starts_at duration_minutes channel location completed_at
  actual_minutes cancelled_at cancelled_by_id cancel_reason no_show_person_id version created_at updated_at`.split(
  /\s+/
)

// Not EXISTS, which is planned as one reading of all the campus's outcomes: nine times what a page of look-ups takes.
const hasOutcome = (meetingId: string): Sql => sql`
  (select true from outcomes x where x.tenant_id = ${tenant} and x.meeting_id = ${raw(meetingId)}) is not null as has_outcome`

/** The columns of a MeetingRow, as RETURNING gives them and as they are read from `m`. */
export const returning = sql`${raw(names.join(', '))}, ${hasOutcome('meetings.id')}`
const columns = sql`${raw(names.map((name) => `m.${name}`).join(', '))}, ${hasOutcome('m.id')}`
const from = raw('meetings m')

const byStart = (direction: 'ASC' | 'DESC'): Order<MeetingRow> => ({
  name: 'meetings.STARTS_AT',
  direction,
  keys: [
    { expression: raw('m.starts_at'), type: 'timestamptz', valueOf: (row) => row.startsAt },
    { expression: raw('m.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function filterConditions(filter: MeetingFilter): Sql[] {
  const conditions: Sql[] = []
  if (filter.status) conditions.push(sql`m.status = any(${filter.status})`)
  if (filter.studentId != null) conditions.push(sql`m.student_id = ${toUuid(filter.studentId)}`)
  if (filter.mentorId != null) conditions.push(sql`m.mentor_id = ${toUuid(filter.mentorId)}`)
  if (filter.startsFrom) conditions.push(sql`m.starts_at >= ${filter.startsFrom}`)
  if (filter.startsBefore) conditions.push(sql`m.starts_at < ${filter.startsBefore}`)
  return conditions
}

/** One page of the meetings that `visible` allows. */
export const meetingPage = (
  reader: Reader,
  visible: Sql,
  filter: MeetingFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<MeetingRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`m.tenant_id = ${tenant}`, visible, ...filterConditions(filter)],
    order: byStart(direction),
    args
  })

export const meetingRowsBy = (
  reader: Reader,
  column: 'id' | 'request_id',
  ids: readonly string[]
): Promise<MeetingRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where m.tenant_id = ${tenant} and m.${raw(column)} = any(${ids.map(toUuid)})`
  )

/** A meeting, locked until the change is committed, so that its two people can't settle it twice. */
export const lockMeeting = (id: string): Sql =>
  sql`select ${columns} from ${from} where m.tenant_id = ${tenant} and m.id = ${toUuid(id)} for update of m`
