import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { currentAssignmentsOf, lastSessionsOfPlans } from './counseling.service.ts'
import type { AssignmentRow, SessionRow } from './counseling.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  CounselorAssignment: {
    student: byKey(personsByIds, (assignment: AssignmentRow) => assignment.studentId),
    counselor: byKey(personsByIds, (assignment: AssignmentRow) => assignment.counselorId)
  },
  CounselingSession: {
    student: byKey(personsByIds, (session: SessionRow) => session.studentId),
    counselor: byKey(personsByIds, (session: SessionRow) => session.counselorId),
    loggedBy: byKey(personsByIds, (session: SessionRow) => session.loggedById)
  },
  ExplorationPlan: {
    counselorAssignments: byKey(currentAssignmentsOf, (plan: { studentId: string }) => plan.studentId),
    lastCounselingSession: byKey(lastSessionsOfPlans, (plan: { id: string }) => plan.id)
  }
}
