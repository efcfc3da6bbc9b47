import { groupedBy } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { reachRows } from './referral-reach.queries.ts'
import { asReferralSeenBy } from './referrals.service.ts'
import type { ReferralRow } from './requests.types.ts'

const reachedMax = 100

export interface ReferralReach {
  depth: number
  count: number
  referrals: { depth: number; referral: ReferralRow }[]
}

/**
 * What the names passed on in each of these outcomes, which the actor sees, have led to: all names of the chain through
 * declines and outcomes, however long, each once, also where it would go round (S#59). One statement for all.
 */
export async function referralReachesOf(scope: Scope, outcomeIds: readonly string[]): Promise<ReferralReach[]> {
  const rows = await reachRows(scope, outcomeIds, reachedMax)
  return groupedBy(outcomeIds, rows, ({ root }) => root).map((found) => ({
    depth: found[0]?.deepest ?? 0,
    count: found[0]?.total ?? 0,
    referrals: found.map(({ root: _, depth, total: _total, deepest: _deepest, ...row }) => ({
      depth,
      referral: asReferralSeenBy(scope.actor, row)
    }))
  }))
}
