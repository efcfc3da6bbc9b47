import { type Problem, problem } from '../../errors.ts'
import type { StateMachine } from '../state-machine.ts'
import type { MeetingStatus } from './meetings.types.ts'

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

/** What is wrong with the minutes that a conversation lasted; short ones are fine (S#29). */
export function actualMinutesProblems(minutes: number | null | undefined): Problem[] {
  if (minutes == null || (minutes >= 1 && minutes <= 480)) return []
  return [problem('INVALID_INPUT', { path: ['actualMinutes'], message: 'A conversation lasts 1 to 480 minutes.' })]
}
