import { newId } from '../../db/ids.ts'
import { type Scope, today } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMayCorrect, assertWasThere, visibleIn } from './counseling.policy.ts'
import { activePlanOf, counselorById, lockSession, seekerById, sessionReturning } from './counseling.queries.ts'
import { pairProblems, sessionProblems } from './counseling.rules.ts'
import type { LogCounselingSessionInput, SessionRow, UpdateCounselingSessionInput } from './counseling.types.ts'

/**
 * Writes down that a student has talked to a counselor, the first step of preparing (S#34). It belongs to the plan that the
 * student has at this moment. The note is for both to read.
 * Throws FORBIDDEN for all but the two, NOT_A_STUDENT, NOT_A_COUNSELOR, INVALID_INPUT.
 */
export const logCounselingSession = (scope: Scope, input: LogCounselingSessionInput): Promise<SessionRow> =>
  write(
    scope,
    async (tx, [seekers, counselors, plans]) => {
      assertWasThere(tx.actor, input)
      const isSeeker = seekers?.length === 1
      refuseAll([
        ...pairProblems({ ...input, isSeeker, isCounselor: counselors?.length === 1 }),
        ...sessionProblems(input, tx.now)
      ])
      const { studentId, counselorId, heldAt, note = null } = input
      const planId = (plans?.[0]?.id as string | undefined) ?? null
      const values = { studentId, counselorId, planId, heldAt, note, loggedById: tx.actor.id as string }
      const row = { id: newId(), ...values, version: 1, createdAt: tx.now, updatedAt: tx.now }
      record(tx, 'counseling_session.logged', row, { heldAt, note })
      return lastOf(insertRow('counseling_sessions', row, sessionReturning))
    },
    [seekerById(input.studentId, today(scope.clock)), counselorById(input.counselorId), activePlanOf(input.studentId)]
  )

/**
 * Corrects a session. Throws NOT_FOUND, FORBIDDEN for all but whoever logged it, VERSION_CONFLICT, INVALID_INPUT.
 */
export const updateCounselingSession = (scope: Scope, input: UpdateCounselingSessionInput): Promise<SessionRow> =>
  write(
    scope,
    async (tx, [sessions]) => {
      const session = sessions?.[0] as unknown as SessionRow | undefined
      if (!session) throw refuse('NOT_FOUND', { path: ['id'] })
      assertMayCorrect(tx.actor, session)
      checkVersion(session, input.expectedVersion)
      refuseAll(sessionProblems(input, tx.now))
      const heldAt = input.heldAt ?? session.heldAt
      const { note = session.note } = input
      const changes = { ...(heldAt !== session.heldAt && { heldAt }), ...(note !== session.note && { note }) }
      if (Object.keys(changes).length === 0) return session
      record(tx, 'counseling_session.updated', session, changes)
      return lastOf(updateRow('counseling_sessions', session.id, changes, tx.now, sessionReturning))
    },
    [lockSession(input.id, visibleIn('s', scope.actor))]
  )

const lastOf = (statement: Last<SessionRow>['statement']) =>
  new Last(statement, ([session]) => session as unknown as SessionRow)

type Recorded = Pick<SessionRow, 'id' | 'studentId' | 'counselorId' | 'planId'>

function record(tx: Tx, action: string, { id: subjectId, studentId, counselorId, planId }: Recorded, changes: object) {
  const payload = { studentId, counselorId, planId }
  tx.record({ action, subjectType: 'CounselingSession', subjectId, changes: { ...changes }, payload })
}
