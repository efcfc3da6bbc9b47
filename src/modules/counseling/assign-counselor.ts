import { constraintOf } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { type Scope, today } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayAssign, visibleIn } from './counseling.policy.ts'
import { assignmentReturning, counselorById, lockAssignment, seekerById } from './counseling.queries.ts'
import { pairProblems } from './counseling.rules.ts'
import type { AssignCounselorInput, AssignmentRow, EndCounselorAssignmentInput } from './counseling.types.ts'

/**
 * Gives a student or alum a counselor: S2 has them talk to one first (S#34). There may be several at a time.
 * Throws FORBIDDEN for all but counselors, admins and integrations, NOT_A_STUDENT, NOT_A_COUNSELOR, INVALID_INPUT when the
 * two are one, COUNSELOR_ALREADY_ASSIGNED.
 */
export const assignCounselor = (scope: Scope, input: AssignCounselorInput): Promise<AssignmentRow> =>
  write(
    scope,
    async (tx, [seekers, counselors]) => {
      assertMayAssign(tx.actor)
      refuseAll(pairProblems({ ...input, isSeeker: seekers?.length === 1, isCounselor: counselors?.length === 1 }))
      const row = { id: newId(), ...input, since: tx.now, version: 1, updatedAt: tx.now }
      const insert = insertRow('counselor_assignments', row, assignmentReturning)
      const [assignment] = await tx.rows<AssignmentRow>(insert).catch((error) => {
        if (constraintOf(error) === 'counselor_assignments_one_current')
          throw refuse('COUNSELOR_ALREADY_ASSIGNED', { path: ['counselorId'], cause: error })
        throw error
      })
      record(tx, 'counselor_assignment.made', assignment as AssignmentRow)
      return assignment as AssignmentRow
    },
    [seekerById(input.studentId, today(scope.clock)), counselorById(input.counselorId)]
  )

/**
 * Ends an assignment, which stays as history. Throws NOT_FOUND, FORBIDDEN for all but counselors, admins and integrations,
 * INVALID_TRANSITION when it has ended, VERSION_CONFLICT.
 */
export const endCounselorAssignment = (scope: Scope, input: EndCounselorAssignmentInput): Promise<AssignmentRow> =>
  write(
    scope,
    async (tx, [assignments]) => {
      const assignment = assignments?.[0] as unknown as AssignmentRow | undefined
      if (!assignment) throw refuse('NOT_FOUND', { path: ['id'] })
      assertMayAssign(tx.actor)
      if (assignment.until !== null)
        throw refuse('INVALID_TRANSITION', { message: 'The assignment has ended already.', allowed: [] })
      checkVersion(assignment, input.expectedVersion)
      record(tx, 'counselor_assignment.ended', { ...assignment, until: tx.now })
      const end = updateRow('counselor_assignments', assignment.id, { until: tx.now }, tx.now, assignmentReturning)
      return new Last(end, ([ended]) => ended as unknown as AssignmentRow)
    },
    [lockAssignment(input.id, visibleIn('a', scope.actor))]
  )

function record(tx: Tx, action: string, { id: subjectId, studentId, counselorId, since, until }: AssignmentRow): void {
  const payload = { studentId, counselorId, isCurrent: until === null }
  const changes = { studentId, counselorId, since, until }
  tx.record({ action, subjectType: 'CounselorAssignment', subjectId, changes, payload })
}
