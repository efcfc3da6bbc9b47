import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import type { ById } from '../requests/requests.types.ts'
import { checkVersion, move } from '../state-machine.ts'
import { asSeenBy, assertMayInvite, sideOf, visiblePairs } from './accountability.policy.ts'
import {
  invitationProblems,
  isPossible,
  otherSide,
  type PairAction,
  pairMachine,
  personOn,
  updateProblems
} from './accountability.rules.ts'
import type {
  AcceptInvitationInput,
  InvitePartnerInput,
  PactRead,
  PairRow,
  PairStatus,
  Side,
  UpdatePairInput
} from './accountability.types.ts'
import { newLink, withToken } from './pair-link.ts'
import {
  type LivePair,
  livePairsOf,
  lockInvited,
  lockPair,
  lockPeople,
  type Party,
  returning
} from './pairs.queries.ts'

const rowsOf = <Row>(rows: Rows | undefined): Row[] => (rows ?? []) as unknown as Row[]

/** The statement that locks a pair for a change of this actor. */
export const pairFor = (scope: Scope, id: string) => lockPair(id, visiblePairs(scope.actor))

/**
 * A locked pair on its way to another state: one of the actor's own, at the version expected, and free to move.
 * Throws NOT_FOUND, FORBIDDEN for those who only see that it is there, INVALID_TRANSITION, VERSION_CONFLICT.
 */
export function movablePair(
  tx: Tx,
  rows: Rows | undefined,
  action: PairAction,
  { expectedVersion, path = 'id' }: { expectedVersion?: number | null; path?: string }
): { pair: PairRow; side: Side; to: PairStatus } {
  const [pair] = rowsOf<PairRow & { isVisible: boolean }>(rows)
  if (!pair?.isVisible) throw refuse('NOT_FOUND', { path: [path] })
  const { isVisible: _, ...row } = pair
  return moved(tx, row, action, expectedVersion)
}

/** The same for a pair that is known to be the actor's own. Throws INVALID_TRANSITION, VERSION_CONFLICT. */
export function moved(tx: Tx, pair: PairRow, action: PairAction, expectedVersion?: number | null) {
  const side = sideOf(tx.actor, pair)
  const to = move(pairMachine, pair.status, action, side ? [side] : [], isPossible(pair, side, tx.now))
  checkVersion(pair, expectedVersion)
  return { pair, side: side as Side, to }
}

/** Writes a pair's new values as the last step of a change, and records it under `action`: ids and states, no word of the two. */
export function changePair(tx: Tx, pair: PairRow, action: string, values: Partial<PairRow>): Last<PairRow> {
  record(tx, action, { ...pair, status: values.status ?? pair.status }, pair.status)
  return asLast(tx, updateRow('accountability_pairs', pair.id, values, tx.now, returning))
}

function record(tx: Tx, action: string, pair: PairRow, from: PairStatus | null): void {
  const { id: subjectId, inviterId, status } = pair
  const partnerId = pair.partnerId ?? null
  const side = sideOf(tx.actor, pair) ?? 'INVITER'
  const [fromId, toId] = [personOn(side, { inviterId, partnerId }), personOn(otherSide(side), { inviterId, partnerId })]
  const payload = { pairId: subjectId, from, status, inviterId, partnerId, fromId, toId }
  tx.record({ action, subjectType: 'AccountabilityPair', subjectId, changes: payload, payload })
}

const asLast = (tx: Tx, statement: Last<unknown>['statement']): Last<PairRow> =>
  new Last(statement, ([row]) => asSeenBy(tx.actor, row as unknown as PairRow))

/** As many pairs at a time as the campus allows: whoever has more keeps up with none (S#80). Throws TOO_MANY_PAIRS. */
function assertRoom(tx: Tx, live: readonly LivePair[]): void {
  const own = live.filter(({ status, inviterId }) => status === 'ACTIVE' || inviterId === tx.actor.id)
  if (own.length >= tx.policy.accountability.pairsMax) throw refuse('TOO_MANY_PAIRS')
}

/**
 * Asks somebody to be the actor's accountability partner, under a pact that both are to agree to (S#75, S#77), over any
 * platform (S#79). A partner from outside gets a link (S#10), whose token is in this answer and nowhere else.
 * Throws FORBIDDEN, SAME_PERSON, NOT_FOUND for a person whom the actor can't find, TOO_MANY_PAIRS, PAIR_EXISTS, INVALID_INPUT.
 */
export async function inviteAccountabilityPartner(scope: Scope, input: InvitePartnerInput): Promise<PairRow> {
  const link = newLink(scope.tenantId)
  const pair = await write(
    scope,
    async (tx, [people, live]) => {
      assertMayInvite(tx.actor)
      refuseAll(invitationProblems(input))
      const parties = rowsOf<Party>(people)
      const own = parties.find(({ id }) => id === tx.actor.id) as Party
      const partner = input.personId == null ? null : invited(tx, parties, input.personId, rowsOf<LivePair>(live))
      assertRoom(tx, rowsOf<LivePair>(live))
      const outside = input.partner && { partnerName: input.partner.name, partnerEmail: input.partner.email }
      const proposed = { proposedPact: input.pact, proposedPactVersion: 1 }
      const row = {
        ...{ id: newId(), status: 'INVITED', inviterId: tx.actor.id, partnerId: partner?.id ?? null, ...outside },
        ...{ platform: input.platform, platformNote: input.platformNote },
        ...{ ...proposed, pactProposedBy: 'INVITER', pactProposedAt: tx.now },
        inviterTimeZone: input.timeZone ?? own.timeZone,
        ...(outside && link.columns(tx)),
        ...{ version: 1, createdAt: tx.now, updatedAt: tx.now }
      }
      record(tx, 'accountability_pair.invited', row as unknown as PairRow, null)
      return asLast(tx, insertRow('accountability_pairs', row, returning))
    },
    [lockPeople([scope.actor.id, input.personId]), livePairsOf(scope.actor.id)]
  )
  return withToken(pair, link)
}

function invited(tx: Tx, parties: readonly Party[], personId: string, live: readonly LivePair[]): Party {
  const id = personId.toLowerCase()
  if (id === tx.actor.id)
    throw refuse('SAME_PERSON', { path: ['personId'], message: 'Nobody is their own accountability partner.' })
  const partner = parties.find((one) => one.id === id)
  if (!partner?.isFindable) throw refuse('NOT_FOUND', { path: ['personId'] })
  if (live.some(({ inviterId, partnerId }) => inviterId === id || partnerId === id))
    throw refuse('PAIR_EXISTS', { path: ['personId'] })
  return partner
}

/** The columns of a pact that both agree to, as it was read. Throws PACT_CHANGED when it is another one by now (S#77). */
export function agreedPact(tx: Tx, pair: PairRow, { pactVersion }: PactRead): Partial<PairRow> {
  if (pactVersion !== (pair.proposedPactVersion ?? pair.pactVersion))
    throw refuse('PACT_CHANGED', { path: ['pactVersion'] })
  if (pair.proposedPact === null) return {}
  return {
    ...{ pact: pair.proposedPact, pactVersion: pair.proposedPactVersion, pactAgreedAt: tx.now },
    ...{ proposedPact: null, proposedPactVersion: null, pactProposedBy: null, pactProposedAt: null }
  }
}

/**
 * Agrees to be the partner of whoever asked, and to the pact as it was read: then both have agreed to the same words (S#75,
 * S#77). Throws what `movablePair` throws, PACT_CHANGED, TOO_MANY_PAIRS, INVALID_INPUT.
 */
export const acceptAccountabilityInvitation = (scope: Scope, input: AcceptInvitationInput): Promise<PairRow> =>
  write(
    scope,
    async (tx, [people, pairs, live]) => {
      const { pair, to } = movablePair(tx, pairs, 'ACCEPT', input)
      refuseAll(updateProblems(pair, { id: pair.id, timeZone: input.timeZone }))
      const pact = agreedPact(tx, pair, input)
      assertRoom(tx, rowsOf<LivePair>(live))
      const [own] = rowsOf<Party>(people)
      const partnerTimeZone = input.timeZone ?? own?.timeZone ?? pair.inviterTimeZone
      const values = { ...pact, status: to, partnerTimeZone, acceptedAt: tx.now }
      return changePair(tx, pair, 'accountability_pair.accepted', values)
    },
    [lockInvited(input.id), pairFor(scope, input.id), livePairsOf(scope.actor.id)]
  )

/** Does not agree to be somebody's partner. Throws what `movablePair` throws. */
export const declineAccountabilityInvitation = (scope: Scope, input: ById): Promise<PairRow> =>
  ended(scope, input, 'DECLINE', 'accountability_pair.declined')

/** Ends a pair, or takes an invitation back: either of the two may, and no reason is kept (S#80). Throws what `movablePair` throws. */
export const endAccountabilityPair = (scope: Scope, input: ById): Promise<PairRow> =>
  ended(scope, input, 'END', 'accountability_pair.ended')

const ended = (scope: Scope, input: ById, move: PairAction, action: string): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const { pair, to } = movablePair(tx, pairs, move, input)
      return changePair(tx, pair, action, { status: to, endedAt: tx.now })
    },
    [pairFor(scope, input.id)]
  )

/**
 * Changes by what the two are in touch (S#79), or the actor's own time zone, for those who travel: days that have begun end
 * as they were to end. Throws what `movablePair` throws, INVALID_INPUT.
 */
export const updateAccountabilityPair = (scope: Scope, input: UpdatePairInput): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const { pair, side } = movablePair(tx, pairs, 'UPDATE', input)
      refuseAll(updateProblems(pair, input))
      const zone = side === 'INVITER' ? 'inviterTimeZone' : 'partnerTimeZone'
      const { platform = null, platformNote, timeZone = null } = input
      const values = { platform: platform ?? pair.platform, platformNote, [zone]: timeZone ?? pair[zone] }
      return changePair(tx, pair, 'accountability_pair.updated', values)
    },
    [pairFor(scope, input.id)]
  )
