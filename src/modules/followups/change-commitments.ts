import { isOfficial } from '../../actor.ts'
import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion, move } from '../state-machine.ts'
import { commitmentReturning, keepMeeting, lockCommitment } from './commitments.queries.ts'
import { commitmentMachine, dueOnProblems, instantsOfDay, noteProblems, promiseProblems } from './commitments.rules.ts'
import { recordCommitment } from './commitments.service.ts'
import type {
  CommitmentAction,
  CommitmentRow,
  DropCommitmentInput,
  MakeCommitmentInput,
  ReportBackInput,
  UpdateCommitmentInput
} from './commitments.types.ts'
import { partiesOfCommitment, visibleCommitments } from './followups.policy.ts'
import { reasonProblems } from './followups.rules.ts'

interface PromisedIn {
  id: string
  studentId: string
  mentorId: string
  status: string
  startsAt: string
  timeZone: string
}

/** A meeting in which the actor can have promised something. */
function meetingOf(tx: Tx, rows: Rows | undefined): PromisedIn {
  const meeting = rows?.[0] as unknown as PromisedIn | undefined
  const path = ['meetingId']
  const isSeen =
    meeting && (isOfficial(tx.actor) || [meeting.studentId, meeting.mentorId].includes(tx.actor.id as string))
  if (!isSeen) throw refuse('NOT_FOUND', { path })
  if (meeting.studentId !== tx.actor.id) throw refuse('FORBIDDEN', { message: 'Only its student promises something.' })
  if (meeting.status === 'CANCELLED' || meeting.status === 'NO_SHOW') throw refuse('MEETING_NOT_HELD', { path })
  if (meeting.status === 'SCHEDULED' && meeting.startsAt > tx.now) throw refuse('MEETING_IN_FUTURE', { path })
  return meeting
}

const lastOf = (statement: ReturnType<typeof updateRow>): Last<CommitmentRow> =>
  new Last(statement, ([row]) => row as unknown as CommitmentRow)

/**
 * Keeps what the actor promised in a conversation, to be done until the end of a day of theirs (S#66). The mentor does not
 * read it before it is reported back. Throws NOT_FOUND and FORBIDDEN for a meeting that is not the actor's, MEETING_NOT_HELD,
 * MEETING_IN_FUTURE, INVALID_INPUT.
 */
export const makeCommitment = (scope: Scope, input: MakeCommitmentInput): Promise<CommitmentRow> =>
  write(
    scope,
    async (tx, [meetings]) => {
      const { id: meetingId, studentId, mentorId, timeZone } = meetingOf(tx, meetings)
      const { text, dueOn } = input
      refuseAll([...promiseProblems(text), ...dueOnProblems(dueOn, tx.now, timeZone)])
      const about = { id: newId(), studentId, mentorId, meetingId, status: 'OPEN' as const }
      const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
      const row = { ...about, text, dueOn, ...instantsOfDay(dueOn, tx.now, timeZone), ...stamps }
      recordCommitment(tx, 'commitment.made', row)
      return lastOf(insertRow('commitments', row, commitmentReturning))
    },
    [keepMeeting(input.meetingId)]
  )

type Locked = CommitmentRow & { timeZone: string }

function movable(tx: Tx, rows: Rows | undefined, action: CommitmentAction, expectedVersion?: number | null) {
  const commitment = rows?.[0] as unknown as Locked | undefined
  if (!commitment) throw refuse('NOT_FOUND', { path: ['id'] })
  const to = move(commitmentMachine, commitment.status, action, partiesOfCommitment(tx.actor, commitment))
  checkVersion(commitment, expectedVersion)
  return { commitment, to }
}

const lead = (scope: Scope, id: string) => [lockCommitment(id, visibleCommitments(scope.actor))]

/**
 * Changes an open promise of the actor; on another day there is another reminder. What stays as it is makes no new version.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT.
 */
export const updateCommitment = (scope: Scope, input: UpdateCommitmentInput): Promise<CommitmentRow> =>
  write(
    scope,
    async (tx, [rows]) => {
      const { commitment } = movable(tx, rows, 'UPDATE', input.expectedVersion)
      const { timeZone, ...before } = commitment
      const text = input.text ?? before.text
      const dueOn = input.dueOn ?? before.dueOn
      const isMoved = dueOn !== before.dueOn
      refuseAll([...promiseProblems(text), ...(isMoved ? dueOnProblems(dueOn, tx.now, timeZone) : [])])
      const changed = [...(text === before.text ? [] : ['text']), ...(isMoved ? ['dueOn'] : [])]
      if (changed.length === 0) return before
      const day = isMoved ? { dueOn, ...instantsOfDay(dueOn, tx.now, timeZone), remindedAt: null } : {}
      recordCommitment(tx, 'commitment.updated', { ...before, dueOn }, changed)
      return lastOf(updateRow('commitments', before.id, { text, ...day }, tx.now, commitmentReturning))
    },
    lead(scope, input.id)
  )

/**
 * Tells the mentor how a suggestion went: the promise is kept, and from now on the mentor reads it and the note (S#67).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT.
 */
export const reportBack = (scope: Scope, input: ReportBackInput): Promise<CommitmentRow> =>
  write(
    scope,
    async (tx, [rows]) => {
      const { commitment, to } = movable(tx, rows, 'REPORT_BACK', input.expectedVersion)
      refuseAll(noteProblems(input.note))
      const values = { status: to, reportedBackAt: tx.now, reportNote: input.note }
      recordCommitment(tx, 'commitment.reported', { ...commitment, status: to })
      return lastOf(updateRow('commitments', commitment.id, values, tx.now, commitmentReturning))
    },
    lead(scope, input.id)
  )

/** Gives an open promise of the actor up, for a reason. Throws NOT_FOUND, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT. */
export const dropCommitment = (scope: Scope, input: DropCommitmentInput): Promise<CommitmentRow> =>
  write(
    scope,
    async (tx, [rows]) => {
      const { commitment, to } = movable(tx, rows, 'DROP', input.expectedVersion)
      refuseAll(reasonProblems(input.reason))
      recordCommitment(tx, 'commitment.dropped', { ...commitment, status: to })
      return lastOf(
        updateRow('commitments', commitment.id, { status: to, dropReason: input.reason }, tx.now, commitmentReturning)
      )
    },
    lead(scope, input.id)
  )
