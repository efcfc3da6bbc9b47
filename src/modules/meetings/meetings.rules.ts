import { type Problem, problem } from '../../errors.ts'
import type { StateMachine } from '../state-machine.ts'
import { textListProblems, textProblems } from '../text.rules.ts'
import type { MeetingStatus, OutcomeFields } from './meetings.types.ts'

export type MeetingAction = 'CANCEL' | 'COMPLETE' | 'MARK_NO_SHOW' | 'LOG_OUTCOME'

/** Every move of a meeting. Completing has no "not before": a conversation held early is a conversation held. */
export const meetingMachine: StateMachine<MeetingStatus, MeetingAction> = Object.freeze({
  SCHEDULED: {
    CANCEL: { to: 'CANCELLED', by: ['STUDENT', 'MENTOR', 'ADMIN'] },
    COMPLETE: { to: 'COMPLETED', by: ['STUDENT', 'MENTOR'] },
    MARK_NO_SHOW: { to: 'NO_SHOW', by: ['STUDENT', 'MENTOR'] }
  },
  COMPLETED: { LOG_OUTCOME: { to: 'COMPLETED', by: ['STUDENT'] } },
  CANCELLED: {},
  NO_SHOW: {}
})

const itemsMax = 20
// Two or three names are the goal (S#59): more than ten is a mistake, and each costs statements and a draft.
const referralsMax = 10

/** What is wrong with the fields of an outcome as far as they are given. Two are enough (S#58): the rest is depth. */
export function outcomeProblems(fields: OutcomeFields): Problem[] {
  return [
    ...textProblems(fields.learned, ['learned'], 4000, 1),
    ...textListProblems(fields.nextSteps, ['nextSteps'], 500, itemsMax),
    ...textListProblems(fields.qualificationsLearned, ['qualificationsLearned'], 500, itemsMax),
    ...textListProblems(fields.careersDiscovered, ['careersDiscovered'], 20, itemsMax),
    ...confidenceProblems(fields.confidenceBefore, 'confidenceBefore'),
    ...confidenceProblems(fields.confidenceAfter, 'confidenceAfter')
  ]
}

/** What is wrong with the number of the names passed on; each name is looked at where it is recorded. */
export function referralCountProblems(referrals: readonly unknown[] | null | undefined, name: string): Problem[] {
  if (referrals == null || referrals.length <= referralsMax) return []
  return [problem('INVALID_INPUT', { path: [name], message: `At most ${referralsMax} names can be given at once.` })]
}

function confidenceProblems(value: number | null | undefined, name: string): Problem[] {
  if (value == null || (value >= 1 && value <= 5)) return []
  return [problem('INVALID_INPUT', { path: [name], message: 'Confidence is a number from 1 to 5.' })]
}

/** What is wrong with the minutes that a conversation lasted; short ones are fine (S#29). */
export function actualMinutesProblems(minutes: number | null | undefined): Problem[] {
  if (minutes == null || (minutes >= 1 && minutes <= 480)) return []
  return [problem('INVALID_INPUT', { path: ['actualMinutes'], message: 'A conversation lasts 1 to 480 minutes.' })]
}
