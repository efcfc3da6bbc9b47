import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { readPartnerToken } from '../preparation/partner-token.ts'
import type { ById } from '../requests/requests.types.ts'
import { isLinkOpen, updateProblems } from './accountability.rules.ts'
import type { PactRead, PairRow } from './accountability.types.ts'
import { agreedPact, changePair, movablePair, moved, pairFor } from './change-pairs.service.ts'
import { latestCheckIns, lockCheckIn } from './check-ins.queries.ts'
import { latelySaid, reacted, said } from './check-ins.service.ts'
import type { CheckInRow, ReactInput, Said } from './check-ins.types.ts'
import { newLink, withToken } from './pair-link.ts'
import { type LinkedPairRow, type LinkKey, lockPairOfLink, pairOfLink } from './pairs.queries.ts'
import { allowedPairActions, pactIn, proposedPactIn } from './pairs.service.ts'

type ByLink = { token: string }

/** Two weeks of two people's two check-ins. */
const shownCheckIns = 56

/**
 * Makes a new link for a partner from outside (S#10, S#75); one that was open closes. The token is in this answer and nowhere
 * else: only its digest is kept, so a repeated answer lacks it too. Throws what `movablePair` throws.
 */
export async function renewAccountabilityLink(scope: Scope, input: ById): Promise<PairRow> {
  const link = newLink(scope.tenantId)
  const pair = await write(
    scope,
    async (tx, [pairs]) => {
      const { pair } = movablePair(tx, pairs, 'RENEW_LINK', input)
      return changePair(tx, pair, 'accountability_pair.link_made', link.columns(tx))
    },
    [pairFor(scope, input.id)]
  )
  return withToken(pair, link)
}

/** Closes the open link of a partner from outside. Throws what `movablePair` throws. */
export const revokeAccountabilityLink = (scope: Scope, input: ById): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const { pair } = movablePair(tx, pairs, 'REVOKE_LINK', input)
      const nothing = { partnerLinkId: null, partnerLinkSha256: null, partnerLinkExpiresAt: null }
      return changePair(tx, pair, 'accountability_pair.link_revoked', nothing)
    },
    [pairFor(scope, input.id)]
  )

// One answer for every link that does not open: whoever tries learns nothing of why.
const closed = () => refuse('NOT_FOUND', { path: ['token'] })

function keyOf({ token }: ByLink): LinkKey {
  const link = readPartnerToken(token)
  if (!link) throw closed()
  return link
}

/** The pair of a link that is open. Throws NOT_FOUND for every other one. */
function opened(tx: Tx, rows: Rows | undefined): PairRow {
  const pair = rows?.[0] as unknown as PairRow | undefined
  if (!pair || !isLinkOpen(pair, tx.now)) throw closed()
  return pair
}

/** What a partner from outside may see by their link: the pair, and what the two have said lately. */
export interface AccountabilityLinkView extends LinkedPairRow {
  checkIns: CheckInRow[]
}

/** The pair of a link. Throws NOT_FOUND for every link that is not open. */
export async function getAccountabilityLink(scope: Scope, input: ByLink): Promise<AccountabilityLinkView> {
  const link = keyOf(input)
  const [pair, checkIns] = await Promise.all([pairOfLink(scope, link), latestCheckIns(scope, link, shownCheckIns)])
  if (!pair || !isLinkOpen(pair, scope.clock.now())) throw closed()
  return { ...pair, checkIns }
}

/** That view as the door shows it. */
export const shownLink = (scope: Scope, { checkIns, ...pair }: AccountabilityLinkView) => ({
  institutionName: pair.institutionName,
  inviterGivenName: pair.inviterGivenName,
  partnerName: pair.partnerName,
  ...{ status: pair.status, platform: pair.platform, platformNote: pair.platformNote },
  ...{ inviterTimeZone: pair.inviterTimeZone, partnerTimeZone: pair.partnerTimeZone },
  ...{ pact: pactIn(pair), proposedPact: proposedPactIn(pair) },
  allowedActions: allowedPairActions(scope, pair),
  checkIns,
  ...{ expiresAt: pair.partnerLinkExpiresAt, version: pair.version }
})

/**
 * A partner from outside agrees to the pact as it was read (S#77): the first time to the invitation with it (S#75).
 * Throws NOT_FOUND for every link that is not open, INVALID_TRANSITION, PACT_CHANGED, INVALID_INPUT.
 */
export const agreeByAccountabilityLink = (scope: Scope, input: ByLink & PactRead): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const pair = opened(tx, pairs)
      refuseAll(updateProblems(pair, { id: pair.id, timeZone: input.timeZone }))
      const isInvited = pair.status === 'INVITED'
      const { to } = moved(tx, pair, isInvited ? 'ACCEPT' : 'ACCEPT_PACT')
      const pact = agreedPact(tx, pair, input)
      const partnerTimeZone = input.timeZone ?? pair.partnerTimeZone ?? pair.inviterTimeZone
      if (!isInvited) return changePair(tx, pair, 'accountability_pair.pact_accepted', { ...pact, partnerTimeZone })
      const values = { ...pact, status: to, partnerTimeZone, acceptedAt: tx.now }
      return changePair(tx, pair, 'accountability_pair.accepted', values)
    },
    [lockPairOfLink(keyOf(input))]
  )

/** A partner from outside does not agree, or ends the pair; no reason is kept (S#80). Throws NOT_FOUND for every link that is not open. */
export const leaveByAccountabilityLink = (scope: Scope, input: ByLink): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const pair = opened(tx, pairs)
      const isInvited = pair.status === 'INVITED'
      const { to } = moved(tx, pair, isInvited ? 'DECLINE' : 'END')
      const action = isInvited ? 'accountability_pair.declined' : 'accountability_pair.ended'
      return changePair(tx, pair, action, { status: to, endedAt: tx.now })
    },
    [lockPairOfLink(keyOf(input))]
  )

/** A partner from outside checks in, as `logCheckIn` does for one of the campus (S#76). Throws the same, NOT_FOUND for every link that is not open. */
export const checkInByAccountabilityLink = (scope: Scope, input: ByLink & Said): Promise<CheckInRow> => {
  const link = keyOf(input)
  return write(
    scope,
    async (tx, [pairs, lately]) => said(tx, moved(tx, opened(tx, pairs), 'CHECK_IN'), input, { lately }),
    [lockPairOfLink(link), latelySaid(scope, link)]
  )
}

/** A partner from outside answers a check-in of the inviter's (S#78). Throws as `reactToCheckIn` does, NOT_FOUND for every link that is not open. */
export const reactByAccountabilityLink = (scope: Scope, input: ByLink & ReactInput): Promise<CheckInRow> =>
  write(
    scope,
    async (tx, [pairs, checkIns]) => {
      const { side, pair } = moved(tx, opened(tx, pairs), 'REACT')
      const [row] = (checkIns ?? []) as unknown as CheckInRow[]
      if (row?.pairId !== pair.id) throw refuse('NOT_FOUND', { path: ['id'] })
      return reacted(tx, { pair, side }, row, input)
    },
    [lockPairOfLink(keyOf(input)), lockCheckIn(input.id)]
  )
