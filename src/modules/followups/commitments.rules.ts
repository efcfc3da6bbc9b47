import { type Problem, problem } from '../../errors.ts'
import { instantOfLocal, localDay } from '../notifications/local-time.rules.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type { CommitmentAction, CommitmentCounts, CommitmentFigures, CommitmentStatus } from './commitments.types.ts'

/** Every move of a promise. What was reported back was read by the mentor, so it stays. */
export const commitmentMachine: StateMachine<CommitmentStatus, CommitmentAction> = Object.freeze({
  OPEN: {
    UPDATE: { to: 'OPEN', by: ['STUDENT'] },
    REPORT_BACK: { to: 'REPORTED', by: ['STUDENT'] },
    DROP: { to: 'DROPPED', by: ['STUDENT'] }
  },
  REPORTED: {},
  DROPPED: {}
})

/** When the day of a promise is told of: in the morning, when there is a day left to keep it. */
const reminderTime = '08:00'
const dayMs = 24 * 60 * 60_000
// A promise for the time after one's studies is none that somebody waits for.
const daysMax = 731

/**
 * When somebody is reminded of a day, and when it is over, on the clocks of their zone, also on days that are 23 or 25 hours
 * long. Whoever promises something for the same day, after the morning, needs no reminder.
 */
export function instantsOfDay(dueOn: string, now: string, timeZone: string) {
  const remindAt = instantOfLocal(dueOn, reminderTime, timeZone)
  const nextDay = new Date(Date.parse(dueOn) + dayMs).toISOString().slice(0, 10)
  return { remindAt: remindAt > now ? remindAt : null, overdueAt: instantOfLocal(nextDay, '00:00', timeZone) }
}

/** What is wrong with a day: it has passed where the student is, or is years away. */
export function dueOnProblems(dueOn: string, now: string, timeZone: string): Problem[] {
  const invalid = (message: string) => [problem('INVALID_INPUT', { path: ['dueOn'], message })]
  const today = localDay(now, timeZone)
  if (dueOn < today) return invalid('The day has passed already.')
  const days = (Date.parse(dueOn) - Date.parse(today)) / dayMs
  return days > daysMax ? invalid('The day is more than two years away.') : []
}

/** What is wrong with what is promised: empty, or a story. */
export const promiseProblems = (text: string | null | undefined): Problem[] => textProblems(text, ['text'], 500, 1)
/** What is wrong with what the mentor is told: a report without a word is none (S#67). */
export const noteProblems = (note: string): Problem[] => textProblems(note, ['note'], 4_000, 1)

/** Counts with the shares of what was kept among what was kept or is overdue; nobody is blamed for what is not due yet or was dropped. */
export function figuresOf(counts: CommitmentCounts): CommitmentFigures {
  const settled = counts.kept + counts.overdue
  const share = (count: number) => (settled === 0 ? null : Math.round((100 * count) / settled) / 100)
  return { ...counts, keptRate: share(counts.kept), keptOnTimeRate: share(counts.keptOnTime) }
}
