import { type Problem, problem } from '../../errors.ts'
import type { NotificationKind } from './kinds.ts'

/** What somebody wants by mail, and when. */
export interface Preferences {
  isMailOn: boolean
  /** Kinds that come in the portal only. */
  unmailedKinds: NotificationKind[]
  digest: 'IMMEDIATE' | 'DAILY'
  /** The hour of the day at which a daily mail goes out. */
  digestHour: number
  /** No mail goes out from this time of the day to the other, which may be past midnight; HH:MM in the person's zone. */
  quietFrom: string | null
  quietUntil: string | null
}

/** Until somebody chooses: every mail, at once. */
export const defaultPreferences: Preferences = {
  isMailOn: true,
  unmailedKinds: [],
  digest: 'IMMEDIATE',
  digestHour: 8,
  quietFrom: null,
  quietUntil: null
}

const timePattern = /^([01]\d|2[0-3]):[0-5]\d$/

/** What is wrong with preferences: a time that is none, an hour out of bounds, quiet hours with one end or none between. */
export function preferenceProblems({ digestHour, quietFrom, quietUntil }: Preferences): Problem[] {
  const invalid = (path: string, message: string) => [problem('INVALID_INPUT', { path: [path], message })]
  const timeProblems = (path: string, time: string | null) =>
    time === null || timePattern.test(time) ? [] : invalid(path, 'Write the time as 22:00.')
  const problems = [
    ...(digestHour >= 0 && digestHour <= 23 ? [] : invalid('digestHour', 'The hour has to be from 0 to 23.')),
    ...timeProblems('quietFrom', quietFrom),
    ...timeProblems('quietUntil', quietUntil)
  ]
  if (problems.length > 0) return problems
  if ((quietFrom === null) !== (quietUntil === null))
    return invalid(quietFrom === null ? 'quietFrom' : 'quietUntil', 'Quiet hours have a beginning and an end.')
  if (quietFrom !== null && quietFrom === quietUntil)
    return invalid('quietUntil', 'Quiet hours end at another time than they begin. To get no mail at all, turn it off.')
  return []
}
