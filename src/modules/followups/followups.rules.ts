import { type Problem, problem } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type { FollowUpAction, FollowUpRow, FollowUpStatus, MeetingTimes } from './followups.types.ts'

/**
 * When a conversation was over: after the minutes that it lasted, or was planned for while nobody has said, and not later
 * than somebody said that it had taken place.
 */
export function endedAt({ startsAt, durationMinutes, actualMinutes, completedAt }: MeetingTimes): string {
  const planned = addMinutes(startsAt, actualMinutes ?? durationMinutes)
  return completedAt !== null && completedAt < planned ? completedAt : planned
}

/** Until when a thank-you is on time (S#64). Instants know no zone: it is the window in elapsed time, whatever the clocks do. */
export const thankYouDueAt = (meeting: MeetingTimes, windowMinutes: number): string =>
  addMinutes(endedAt(meeting), windowMinutes)

/** What something that is done counts as: at the due instant is on time, the millisecond after it is late (S#64). */
export const statusWhenDone = (doneAt: string, dueAt: string): 'DONE_ON_TIME' | 'DONE_LATE' =>
  doneAt <= dueAt ? 'DONE_ON_TIME' : 'DONE_LATE'

/** Whether something is owed still though it should be done. */
export const isOverdue = ({ status, dueAt }: Pick<FollowUpRow, 'status' | 'dueAt'>, now: string): boolean =>
  (status === 'PENDING' || status === 'MISSED') && dueAt < now

const owed = {
  // Whether it was on time is not the move's affair: statusWhenDone says so.
  COMPLETE: { to: 'DONE_LATE', by: ['STUDENT'] },
  SEND: { to: 'DONE_LATE', by: ['STUDENT'] },
  WAIVE: { to: 'WAIVED', by: ['STUDENT'] }
} as const

/** Every move of a follow-up. What was missed can still be done: better late than never. Nothing is ever deleted (S#65). */
export const followUpMachine: StateMachine<FollowUpStatus, FollowUpAction> = Object.freeze({
  PENDING: owed,
  MISSED: owed,
  DONE_ON_TIME: {},
  DONE_LATE: {},
  WAIVED: {}
})

/** What is wrong with the instant at which something was done: in the future, or before there was anything to follow up on. */
export function doneAtProblems(doneAt: string, now: string, earliest: string | null): Problem[] {
  const invalid = (message: string) => [problem('INVALID_INPUT', { path: ['doneAt'], message })]
  if (doneAt > now) return invalid('It is done already, so not in the future.')
  return earliest !== null && doneAt < earliest ? invalid('The conversation was not over by then.') : []
}

/** What is wrong with a reason: it is the price of letting go (S#65), so it is not empty. */
export const reasonProblems = (reason: string): Problem[] => textProblems(reason, ['reason'], 500, 1)
