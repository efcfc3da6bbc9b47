import type { Reader } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import type { Tx } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import { dropNotices, insertNotices, noticeCounts, reviveNotices } from './landing-notices.queries.ts'
import { recordFollowUp } from './thank-yous.service.ts'

export { lockPendingNotices, noticesOf } from './landing-notices.queries.ts'

/** That somebody owes the news of a landing to one who helped: a person, or a contact of their own. */
export interface LandingNotice {
  id: string
  ownerId: string
  personId: string | null
  contactId: string | null
  landingId: string
}

export interface OwedNotice extends LandingNotice {
  dueAt: string
}

export interface LandedNotified {
  total: number
  done: number
  percent: number | null
}

const pending = { kind: 'LANDING_NOTICE', status: 'PENDING' } as const
const waived = { kind: 'LANDING_NOTICE', status: 'WAIVED' } as const

/** A notice as it stands: obsolete ones were of a landing that did not hold. */
export interface KnownNotice extends LandingNotice {
  isObsolete: boolean
}

/**
 * Makes a notice to write for each of `fresh`, and those of `revived` owed again, due after the days that the campus sets, and
 * records each (S#70). Gives back the statements for the caller's own round trip.
 */
export function oweLandingNotices(tx: Tx, fresh: readonly LandingNotice[], revived: readonly LandingNotice[]): Sql[] {
  const dueAt = addMinutes(tx.now, tx.policy.landings.noticeDays * 24 * 60)
  for (const notice of [...fresh, ...revived])
    recordFollowUp(tx, 'follow_up.owed', { ...notice, ...pending, dueAt }, { dueAt })
  const ids = revived.map(({ id }) => id)
  return [
    ...(fresh.length > 0 ? [insertNotices(fresh, dueAt, tx.now)] : []),
    ...(ids.length > 0 ? [reviveNotices(ids, dueAt, tx.now)] : [])
  ]
}

/** Lets go what is still owed of a landing that does not hold, and records each; after `lockPendingNotices`. */
export function dropLandingNotices(tx: Tx, notices: readonly OwedNotice[]): Sql[] {
  if (notices.length === 0) return []
  for (const notice of notices) recordFollowUp(tx, 'follow_up.obsolete', { ...notice, ...waived })
  const ids = notices.map(({ id }) => id)
  return [dropNotices(ids, tx.now)]
}

/** How many of those who helped have been told of each landing, in order; whoever sees a landing sees it. */
export async function landedNotifiedOf(reader: Reader, landingIds: readonly string[]): Promise<LandedNotified[]> {
  const counted = new Map((await noticeCounts(reader, landingIds)).map((row) => [row.landingId, row]))
  return landingIds.map((id) => {
    const { total = 0, done = 0 } = counted.get(id.toLowerCase()) ?? {}
    return { total, done, percent: total === 0 ? null : Math.floor((100 * done) / total) }
  })
}
