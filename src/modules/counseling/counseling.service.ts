import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { asSeenBy, visibleIn } from './counseling.policy.ts'
import {
  assignmentPage,
  assignmentRowsByIds,
  currentAssignmentRows,
  lastSessionRows,
  sessionPage,
  sessionRowsByIds
} from './counseling.queries.ts'
import type { AssignmentFilter, AssignmentRow, SessionFilter, SessionRow } from './counseling.types.ts'

interface ListArgs<Filter> extends PageArgs {
  filter?: Filter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

type ById = { id: string }

/** The assignments that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listCounselorAssignments = (
  scope: Scope,
  args: ListArgs<AssignmentFilter>
): Promise<Connection<AssignmentRow>> =>
  assignmentPage(scope, visibleIn('a', scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** The sessions that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listCounselingSessions(
  scope: Scope,
  args: ListArgs<SessionFilter>
): Promise<Connection<SessionRow>> {
  const visible = visibleIn('s', scope.actor)
  const found = await sessionPage(scope, visible, args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)
  // In place, because a connection makes its edges from the same list.
  found.nodes.splice(0, found.nodes.length, ...found.nodes.map((row) => asSeenBy(scope.actor, row)))
  return found
}

/** Assignments by id in their order; null for what is missing or not for the actor to see. */
export const assignmentsByIds = async (scope: Scope, ids: readonly string[]): Promise<(AssignmentRow | null)[]> =>
  inOrder(ids, await assignmentRowsByIds(scope, visibleIn('a', scope.actor), ids), (row) => row.id)

/** Sessions by id in their order; null for what is missing or not for the actor to see. */
export async function sessionsByIds(scope: Scope, ids: readonly string[]): Promise<(SessionRow | null)[]> {
  const rows = await sessionRowsByIds(scope, visibleIn('s', scope.actor), ids)
  const seen = rows.map((row) => asSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.id)
}

/** The assignments of each student that hold now, grouped in the order of the ids, as far as the actor may see them. */
export const currentAssignmentsOf = async (scope: Scope, studentIds: readonly string[]): Promise<AssignmentRow[][]> =>
  groupedBy(
    studentIds,
    await currentAssignmentRows(scope, visibleIn('a', scope.actor), studentIds),
    (row) => row.studentId
  )

/** The latest session of each plan, in order; null where there is none for the actor to see. */
export async function lastSessionsOfPlans(scope: Scope, planIds: readonly string[]): Promise<(SessionRow | null)[]> {
  const rows = await lastSessionRows(scope, visibleIn('s', scope.actor), planIds)
  const seen = rows.map((row) => asSeenBy(scope.actor, row))
  return inOrder(planIds, seen, (row) => row.planId as string)
}

/** One assignment, or null. */
export const findCounselorAssignment = async (scope: Scope, { id }: ById): Promise<AssignmentRow | null> =>
  (await assignmentsByIds(scope, [id]))[0] ?? null

/** One session, or null. */
export const findCounselingSession = async (scope: Scope, { id }: ById): Promise<SessionRow | null> =>
  (await sessionsByIds(scope, [id]))[0] ?? null

function present<Row>(row: Row | null): Row {
  if (row === null) throw refuse('NOT_FOUND', { path: ['id'] })
  return row
}

/** One assignment. Throws NOT_FOUND. */
export const getCounselorAssignment = async (scope: Scope, args: ById): Promise<AssignmentRow> =>
  present(await findCounselorAssignment(scope, args))

/** One session. Throws NOT_FOUND. */
export const getCounselingSession = async (scope: Scope, args: ById): Promise<SessionRow> =>
  present(await findCounselingSession(scope, args))
