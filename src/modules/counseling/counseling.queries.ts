import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { AssignmentFilter, AssignmentRow, SessionFilter, SessionRow } from './counseling.types.ts'

const assignmentNames = ['id', 'student_id', 'counselor_id', 'since', 'until', 'version', 'updated_at']
const sessionNames = 'id student_id counselor_id plan_id held_at note logged_by_id version created_at updated_at'.split(
  ' '
)
const columnsOf = (alias: string, names: readonly string[]) => raw(names.map((name) => `${alias}.${name}`).join(', '))

/** The columns of an AssignmentRow, and of a SessionRow, as RETURNING gives them. */
export const assignmentReturning = raw(assignmentNames.join(', '))
export const sessionReturning = raw(sessionNames.join(', '))

const assignmentColumns = columnsOf('a', assignmentNames)
const sessionColumns = columnsOf('s', sessionNames)
const assignments = raw('counselor_assignments a')
const sessions = raw('counseling_sessions s')

type Direction = 'ASC' | 'DESC'

const bySince = (direction: Direction): Order<AssignmentRow> => ({
  name: 'counselorAssignments.SINCE',
  direction,
  keys: [
    { expression: raw('a.since'), type: 'timestamptz', valueOf: (row) => row.since },
    { expression: raw('a.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

const byHolding = (direction: Direction): Order<SessionRow> => ({
  name: 'counselingSessions.HELD_AT',
  direction,
  keys: [
    { expression: raw('s.held_at'), type: 'timestamptz', valueOf: (row) => row.heldAt },
    { expression: raw('s.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function assignmentConditions({ studentId, counselorId, isCurrent }: AssignmentFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`a.student_id = ${toUuid(studentId)}`)
  if (counselorId != null) conditions.push(sql`a.counselor_id = ${toUuid(counselorId)}`)
  if (isCurrent != null) conditions.push(isCurrent ? sql`a.until is null` : sql`a.until is not null`)
  return conditions
}

function sessionConditions({ studentId, counselorId, planId, heldFrom, heldBefore }: SessionFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`s.student_id = ${toUuid(studentId)}`)
  if (counselorId != null) conditions.push(sql`s.counselor_id = ${toUuid(counselorId)}`)
  if (planId != null) conditions.push(sql`s.plan_id = ${toUuid(planId)}`)
  if (heldFrom) conditions.push(sql`s.held_at >= ${heldFrom}`)
  if (heldBefore) conditions.push(sql`s.held_at < ${heldBefore}`)
  return conditions
}

/** One page of the assignments that `visible` allows. */
export const assignmentPage = (
  reader: Reader,
  visible: Sql,
  filter: AssignmentFilter,
  direction: Direction,
  args: PageArgs
): Promise<Connection<AssignmentRow>> => {
  const where = [sql`a.tenant_id = ${tenant}`, visible, ...assignmentConditions(filter)]
  return page(reader, { columns: assignmentColumns, from: assignments, where, order: bySince(direction), args })
}

/** One page of the sessions that `visible` allows. */
export const sessionPage = (
  reader: Reader,
  visible: Sql,
  filter: SessionFilter,
  direction: Direction,
  args: PageArgs
): Promise<Connection<SessionRow>> => {
  const where = [sql`s.tenant_id = ${tenant}`, visible, ...sessionConditions(filter)]
  return page(reader, { columns: sessionColumns, from: sessions, where, order: byHolding(direction), args })
}

const uuids = (ids: readonly (string | null)[]) => ids.map((id) => toUuid(id ?? ''))

export const assignmentRowsByIds = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<AssignmentRow[]> =>
  reader.rows(sql`select ${assignmentColumns} from ${assignments}
    where a.tenant_id = ${tenant} and a.id = any(${uuids(ids)}) and ${visible}`)

export const sessionRowsByIds = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<SessionRow[]> =>
  reader.rows(sql`select ${sessionColumns} from ${sessions}
    where s.tenant_id = ${tenant} and s.id = any(${uuids(ids)}) and ${visible}`)

/** The assignments of these students that hold now, the oldest first. */
export const currentAssignmentRows = (
  reader: Reader,
  visible: Sql,
  studentIds: readonly string[]
): Promise<AssignmentRow[]> =>
  reader.rows(sql`select ${assignmentColumns} from ${assignments}
    where a.tenant_id = ${tenant} and a.student_id = any(${uuids(studentIds)}) and a.until is null and ${visible}
    order by a.since, a.id`)

/** The latest session of each plan. */
export const lastSessionRows = (reader: Reader, visible: Sql, planIds: readonly string[]): Promise<SessionRow[]> =>
  reader.rows(sql`select distinct on (s.plan_id) ${sessionColumns} from ${sessions}
    where s.tenant_id = ${tenant} and s.plan_id = any(${uuids(planIds)}) and ${visible}
    order by s.plan_id, s.held_at desc, s.id desc`)

export const lockAssignment = (id: string, visible: Sql): Sql => sql`select ${assignmentColumns} from ${assignments}
  where a.tenant_id = ${tenant} and a.id = ${toUuid(id)} and ${visible} for update of a`

export const lockSession = (id: string, visible: Sql): Sql => sql`select ${sessionColumns} from ${sessions}
  where s.tenant_id = ${tenant} and s.id = ${toUuid(id)} and ${visible} for update of s`

/** Somebody who seeks on this day: a student or an alum who can sign in. Shared, so that nobody leaves meanwhile. */
export const seekerById = (id: string, on: string): Sql => sql`
  select p.id from persons p where p.tenant_id = ${tenant} and p.id = ${toUuid(id)} and p.is_active
    and exists (select 1 from affiliations f where f.tenant_id = ${tenant} and f.person_id = p.id
      and f.kind in ('STUDENT', 'ALUM') and (f.ended_on is null or f.ended_on > ${on}::date)) for share of p`

/** A counselor of the campus who can sign in. */
export const counselorById = (id: string): Sql => sql`
  select p.id from persons p join staff_roles r on r.tenant_id = ${tenant} and r.person_id = p.id and r.role = 'COUNSELOR'
  where p.tenant_id = ${tenant} and p.id = ${toUuid(id)} and p.is_active for share of p`

/** The plan that a student has now. */
export const activePlanOf = (studentId: string): Sql => sql`
  select e.id from exploration_plans e
  where e.tenant_id = ${tenant} and e.student_id = ${toUuid(studentId)} and e.status = 'ACTIVE'`
