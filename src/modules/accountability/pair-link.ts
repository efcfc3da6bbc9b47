import type { Tx } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import { newPartnerToken, type PartnerToken } from '../preparation/partner-token.ts'
import type { PairRow } from './accountability.types.ts'

const minutesPerDay = 24 * 60

export interface NewLink extends PartnerToken {
  /** What is kept of it in a pair. */
  columns(tx: Tx): Pick<PairRow, 'partnerLinkId' | 'partnerLinkSha256' | 'partnerLinkExpiresAt'>
}

/** A new link for the partner of a pair: it opens that pair alone, as often as needed, for the campus's days (S#10, S#75). */
export function newLink(tenantId: string): NewLink {
  const made = newPartnerToken(tenantId)
  return {
    ...made,
    columns: ({ now, policy }) => ({
      partnerLinkId: made.linkId,
      partnerLinkSha256: made.sha256,
      partnerLinkExpiresAt: addMinutes(now, policy.accountability.linkDays * minutesPerDay)
    })
  }
}

/** A pair with the token, when it is this link's: what a repeated request is answered with is an earlier one's. */
export const withToken = (pair: PairRow, link: NewLink): PairRow =>
  pair.partnerLinkSha256 === link.sha256 ? { ...pair, partnerLinkToken: link.token } : pair
