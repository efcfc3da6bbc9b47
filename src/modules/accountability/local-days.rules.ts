import { localDay, nextLocal } from '../notifications/local-time.rules.ts'
import type { PairDays, PairHealth, Streak } from './accountability.types.ts'

export { localDay } from '../notifications/local-time.rules.ts'

/** The instant at which that day ends: the next midnight of the zone, after 23, 24 or 25 hours of it. */
export const endOfLocalDay = (at: string, timeZone: string): string =>
  nextLocal('00:00', new Date(Date.parse(at) + 1).toISOString(), timeZone)

const dayMs = 24 * 60 * 60_000

/** So many days after a date; calendar days have no zone and no change of the clocks. */
export const plusDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10)

/**
 * Days in a row, of dates in order without repeats (S#78): the longest run, and the one that reaches today or yesterday, for
 * a day that is not over breaks nothing.
 */
export function streakOf(doneOn: readonly string[], today: string): Streak {
  let [run, longest] = [0, 0]
  let before: string | null = null
  for (const date of doneOn) {
    run = before !== null && plusDays(before, 1) === date ? run + 1 : 1
    longest = Math.max(longest, run)
    before = date
  }
  const isGoingOn = before !== null && before >= plusDays(today, -1)
  return { current: isGoingOn ? run : 0, longest }
}

/** Days that the health of a pair looks back on; our own number. */
export const healthDays = 14

/**
 * Whether both show up (S#80): of the last 14 days that are over for both, those on which either said what they would do, and
 * those on which both had done it. Null while there is no such day, because nobody is to blame for a beginning.
 */
export function healthOf(days: Omit<PairDays, 'id' | 'inviterId' | 'partnerId'>, now: string): PairHealth | null {
  const [inviterToday, partnerToday] = todaysOf(days, now)
  const end = inviterToday < partnerToday ? inviterToday : partnerToday
  const begin = plusDays(end, -healthDays)
  const intended = new Set(days.intendedOn.filter((date) => date >= begin && date < end))
  if (intended.size === 0) return null
  const [inviter, partner] = [new Set(days.inviterDoneOn), new Set(days.partnerDoneOn)]
  const both = [...intended].filter((date) => inviter.has(date) && partner.has(date)).length
  return { days: intended.size, bothDoneDays: both, rate: both / intended.size }
}

/** What day it is now for each of the two. */
export function todaysOf(
  { inviterTimeZone, partnerTimeZone }: Pick<PairDays, 'inviterTimeZone' | 'partnerTimeZone'>,
  now: string
): [string, string] {
  return [localDay(now, inviterTimeZone), localDay(now, partnerTimeZone ?? inviterTimeZone)]
}
