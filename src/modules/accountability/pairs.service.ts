import { inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { allowedActions } from '../state-machine.ts'
import { asSeenBy, sideOf, visiblePairs } from './accountability.policy.ts'
import { isLinkOpen, isPossible, type PairAction, pairMachine } from './accountability.rules.ts'
import type { ListOrder, PairDays, PairFilter, PairOrderField, PairProgress, PairRow } from './accountability.types.ts'
import { healthDays, healthOf, localDay, plusDays, streakOf, todaysOf } from './local-days.rules.ts'
import { daysOfPairs, pairPage, pairRows } from './pairs.queries.ts'

interface ListArgs extends PageArgs {
  filter?: PairFilter | null
  orderBy?: ListOrder<PairOrderField> | null
}

/** The pairs that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listAccountabilityPairs(scope: Scope, args: ListArgs): Promise<Connection<PairRow>> {
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' }
  const found = await pairPage(scope, visiblePairs(scope.actor), args.filter ?? {}, order, args)
  for (const pair of found.nodes) asSeenBy(scope.actor, pair)
  return found
}

/** Pairs by id in their order; null for what is missing or not for the actor to see. */
export async function accountabilityPairsByIds(scope: Scope, ids: readonly string[]): Promise<(PairRow | null)[]> {
  const rows = await pairRows(scope, visiblePairs(scope.actor), ids)
  return inOrder(
    ids,
    rows.map((row) => asSeenBy(scope.actor, row)),
    ({ id }) => id
  )
}

/** One pair, or null. */
export const findAccountabilityPair = async (scope: Scope, { id }: { id: string }): Promise<PairRow | null> =>
  (await accountabilityPairsByIds(scope, [id]))[0] ?? null

/** One pair. Throws NOT_FOUND. */
export async function getAccountabilityPair(scope: Scope, args: { id: string }): Promise<PairRow> {
  const pair = await findAccountabilityPair(scope, args)
  if (!pair) throw refuse('NOT_FOUND', { path: ['id'] })
  return pair
}

// A day more than the health looks back on, because zones are up to a day apart.
const intendedSince = (now: string) => plusDays(localDay(now, 'UTC'), -healthDays - 1)

/**
 * How each of these pairs is doing, in one statement; null where that is not for the actor. Whoever sees the pair sees
 * whether both show up (S#80); how many days in a row somebody has done what they said is between the two (S#78).
 */
export async function progressOfPairs(scope: Scope, ids: readonly string[]): Promise<(PairProgress | null)[]> {
  const now = scope.clock.now()
  const found = await daysOfPairs(scope, visiblePairs(scope.actor), ids, intendedSince(now))
  const progress = (days: PairDays & Pick<PairRow, 'partnerLinkId'>): PairProgress => {
    const isOwn = sideOf(scope.actor, days) !== null
    const [inviterToday, partnerToday] = todaysOf(days, now)
    return {
      health: healthOf(days, now),
      inviterStreak: isOwn ? streakOf(days.inviterDoneOn, inviterToday) : null,
      partnerStreak: isOwn ? streakOf(days.partnerDoneOn, partnerToday) : null
    }
  }
  return inOrder(ids, found, ({ id }) => id).map((days) => days && progress(days))
}

/** How a pair is doing, or null. */
export const findPairProgress = async (scope: Scope, { id }: { id: string }): Promise<PairProgress | null> =>
  (await progressOfPairs(scope, [id]))[0] ?? null

/** The same. Throws NOT_FOUND. */
export async function getPairProgress(scope: Scope, args: { id: string }): Promise<PairProgress> {
  const progress = await findPairProgress(scope, args)
  if (!progress) throw refuse('NOT_FOUND', { path: ['id'] })
  return progress
}

/** The moves that the actor may make with a pair now. */
export function allowedPairActions({ actor, clock }: Scope, pair: PairRow): PairAction[] {
  const side = sideOf(actor, pair)
  return allowedActions(pairMachine, pair.status, side ? [side] : [], isPossible(pair, side, clock.now()))
}

/** What both have agreed to, as the doors show it (S#77); null where there is nothing, or not for the reader. */
export const pactIn = ({ pact: text, pactVersion: version, pactAgreedAt: agreedAt }: PairRow) =>
  text === null ? null : { version, text, agreedAt }

/** What waits for the other one's agreement, as the doors show it. */
export const proposedPactIn = (pair: PairRow) =>
  pair.proposedPact === null
    ? null
    : {
        version: pair.proposedPactVersion,
        text: pair.proposedPact,
        proposedBy: pair.pactProposedBy,
        proposedAt: pair.pactProposedAt
      }

/** The link of a partner from outside, as its inviter sees it; null for everybody else. */
export const accountabilityLinkIn = ({ actor, clock }: Scope, pair: PairRow) =>
  pair.partnerLinkId === null || sideOf(actor, pair) !== 'INVITER'
    ? null
    : {
        token: pair.partnerLinkToken ?? null,
        isOpen: isLinkOpen(pair, clock.now()),
        expiresAt: pair.partnerLinkExpiresAt
      }
