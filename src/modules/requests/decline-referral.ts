import { groupedBy } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { chainRows } from './referral-chain.queries.ts'
import { recordReferral } from './referrals.service.ts'
import { asLinkSeenBy, visibleRequests } from './requests.policy.ts'
import { lockRequest } from './requests.queries.ts'
import { lastChange, movable } from './requests.service.ts'
import type { AddDeclineReferralInput, ReferralRow, RequestRow } from './requests.types.ts'

/**
 * Names somebody else after a decline that named nobody, once; to the student it is as if the decline had done it: a
 * mentor of the campus becomes a prefilled draft `via` the decliner (S#31).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION when a name was given before, VERSION_CONFLICT, and the problems of the
 * referral.
 */
export const addDeclineReferral = (scope: Scope, input: AddDeclineReferralInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request } = movable(tx, requests, 'ADD_REFERRAL', input.expectedVersion)
      const { id: requestId, studentId, mentorId: referredById } = request
      const origin = { requestId, studentId, referredById, like: request, path: ['referral'] }
      const answered = lastChange(tx, request, 'meeting_request.referral_added', { asksForReferral: false })
      await recordReferral(tx, origin, input.referral)
      return answered
    },
    [lockRequest(input.id)]
  )

/**
 * The referrals that led to each of these requests, which the actor sees, the nearest first (S#31): only links whose
 * request they see too. One statement, and none where nobody passed on a name.
 */
export async function referralChainsOf(
  scope: Scope,
  requests: readonly Pick<RequestRow, 'id' | 'viaPersonId'>[]
): Promise<ReferralRow[][]> {
  const ids = requests.filter(({ viaPersonId }) => viaPersonId !== null).map(({ id }) => id)
  if (ids.length === 0) return requests.map(() => [])
  const rows = await chainRows(scope, ids, visibleRequests(scope.actor))
  const links = groupedBy(
    requests.map(({ id }) => id),
    rows,
    (row) => row.root
  )
  return links.map((chain) => chain.map((row) => asLinkSeenBy(scope.actor, row)))
}
