import { type Problem, problem } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import type { SubjectInput } from './updates.types.ts'

const everyDaysMin = 7
const everyDaysMax = 365
const snoozeDaysMax = 366

const invalid = (path: string, message: string): Problem[] => [problem('INVALID_INPUT', { path: [path], message })]

/** Either a contact or a relationship says whom one means. */
export const subjectProblems = ({ contactId, relationshipId }: SubjectInput): Problem[] =>
  (contactId == null) === (relationshipId == null)
    ? invalid('contactId', 'Give either a contact or a relationship.')
    : []

/** What is wrong with a number of days (S#68). */
export const everyDaysProblems = (days: number | null | undefined): Problem[] =>
  days == null || (days >= everyDaysMin && days <= everyDaysMax)
    ? []
    : invalid('everyDays', `The number has to be from ${everyDaysMin} to ${everyDaysMax}.`)

/** What is wrong with the instant to which an update is put off. */
export function snoozeProblems(until: string | null | undefined, now: string): Problem[] {
  if (until == null) return []
  if (until <= now) return invalid('until', 'The instant has to be in the future.')
  if (until > addMinutes(now, snoozeDaysMax * 24 * 60)) return invalid('until', 'At most a year ahead.')
  return []
}
