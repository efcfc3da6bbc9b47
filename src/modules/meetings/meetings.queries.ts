import { askedColumns, type FieldColumns, type Joined, joinedObject, type Wanted } from '../../db/asked-columns.ts'
import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { outcomeFieldColumns } from '../outcomes/outcomes.fields.ts'
import { personFieldColumns } from '../people/people.service.ts'
import type { MeetingFilter, MeetingRow } from './meetings.types.ts'

const names = `id request_id student_id mentor_id status starts_at duration_minutes channel location completed_at
  actual_minutes cancelled_at cancelled_by_id cancel_reason no_show_person_id version created_at updated_at`.split(
  /\s+/
)

// Not EXISTS, which is planned as one reading of all the campus's outcomes: nine times what a page of look-ups takes.
const hasOutcome = (meetingId: string): Sql => sql`
  (select true from outcomes x where x.tenant_id = ${tenant} and x.meeting_id = ${raw(meetingId)}) is not null as has_outcome`

// What the student wants the mentor told, and nothing else of the outcome (S#57).
const keepInMind = (meetingId: string): Sql => sql`
  (select true from outcomes y where y.tenant_id = ${tenant} and y.meeting_id = ${raw(meetingId)}
    and y.keep_in_mind and y.is_keep_in_mind_shared) as keep_in_mind`

const lookedUp: Readonly<Record<string, (meetingId: string) => Sql>> = {
  has_outcome: hasOutcome,
  keep_in_mind: keepInMind
}

/** The columns of a MeetingRow, as RETURNING gives them and as they are read from `m`. */
export const returning = sql`${raw(names.join(', '))}, ${hasOutcome('meetings.id')}, ${keepInMind('meetings.id')}`
const columns = sql`${raw(names.map((name) => `m.${name}`).join(', '))}, ${hasOutcome('m.id')}, ${keepInMind('m.id')}`

/** The columns of a meeting by the field that shows them; those of its outcome are looked up. */
const meetingFieldColumns: FieldColumns = {
  id: ['id'],
  request: ['request_id'],
  student: ['student_id'],
  mentor: ['mentor_id'],
  status: ['status'],
  startsAt: ['starts_at'],
  durationMinutes: ['duration_minutes'],
  channel: ['channel'],
  location: ['location'],
  completedAt: ['completed_at'],
  actualMinutes: ['actual_minutes'],
  cancelledAt: ['cancelled_at'],
  cancelledBy: ['cancelled_by_id'],
  cancelReason: ['cancel_reason'],
  noShowPerson: ['no_show_person_id'],
  outcome: [],
  keepInMind: ['keep_in_mind'],
  allowedActions: ['status', 'student_id', 'mentor_id', 'has_outcome'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  version: ['version']
}

/** What a page of meetings reads for the fields that are asked for, with the relations that go along. */
export interface MeetingShape {
  columns: Sql
  student: Joined | null
  mentor: Joined | null
  outcome: Joined | null
}

// Per document, since that is what `wanted` is kept with.
const shapes = new WeakMap<Wanted, MeetingShape>()

/** The shape of a page for what is wanted of its meetings; everything, and no relation, where nobody has said. */
export function shapeOf(wanted: Wanted | undefined): MeetingShape {
  if (!wanted) return { columns, student: null, mentor: null, outcome: null }
  const known = shapes.get(wanted)
  if (known) return known
  const joined = {
    student: joinedObject('student', 's', personFieldColumns, wanted.student),
    mentor: joinedObject('mentor', 'p', personFieldColumns, wanted.mentor),
    outcome: joinedObject('outcome', 'o', outcomeFieldColumns, wanted.outcome)
  }
  const own = askedColumns(Object.keys(wanted), meetingFieldColumns, ['id', 'starts_at'])
  const shape = { columns: join([own ? ownColumns(own) : columns, ...columnsIn(joined)], ', '), ...joined }
  shapes.set(wanted, shape)
  return shape
}

const columnsIn = (joined: Record<string, Joined | null>): Sql[] =>
  Object.values(joined).flatMap((each) => (each ? [each.columns] : []))

const ownColumns = (own: readonly string[]): Sql =>
  join(
    own.map((name) => lookedUp[name]?.('m.id') ?? raw(`m.${name}`)),
    ', '
  )

function joinsOf({ student, mentor, outcome }: MeetingShape, visibleOutcomes: Sql): Sql {
  const parts = [from]
  if (student) parts.push(sql`left join persons s on s.tenant_id = ${tenant} and s.id = m.student_id`)
  if (mentor) parts.push(sql`left join persons p on p.tenant_id = ${tenant} and p.id = m.mentor_id`)
  if (outcome)
    parts.push(sql`left join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = m.id and ${visibleOutcomes}`)
  return join(parts, ' ')
}
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

/** One page of the meetings that `visible` allows, in a shape, with outcomes joined as far as they may be seen. */
export const meetingPage = (
  reader: Reader,
  visible: { meetings: Sql; outcomes: Sql },
  shape: MeetingShape,
  filter: MeetingFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<MeetingRow>> =>
  page(reader, {
    columns: shape.columns,
    from: joinsOf(shape, visible.outcomes),
    where: [sql`m.tenant_id = ${tenant}`, visible.meetings, ...filterConditions(filter)],
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
