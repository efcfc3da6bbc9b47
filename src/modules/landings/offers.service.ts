import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { allowedActions } from '../state-machine.ts'
import { linkRows } from './attributions.queries.ts'
import { offerAsSeenBy, visibleOffers } from './landings.policy.ts'
import type { AttributionRow, ListOffersArgs, OfferRow, OfferStage } from './landings.types.ts'
import { offerPage, offerRows } from './offers.queries.ts'
import { offerMachine } from './offers.rules.ts'

/** The offers that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listOffers(scope: Scope, args: ListOffersArgs): Promise<Connection<OfferRow>> {
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' }
  const found = await offerPage(scope, visibleOffers(scope.actor), args.filter ?? {}, order, args)
  // In place, because a connection makes its edges from the same list.
  found.nodes.splice(0, found.nodes.length, ...found.nodes.map((row) => offerAsSeenBy(scope.actor, row)))
  return found
}

/** Offers by id in their order; null for what is missing or not for the actor to see. */
export async function offersByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(OfferRow | null)[]> {
  const rows = await offerRows(scope, visibleOffers(scope.actor), ids)
  const seen = rows.map((row) => offerAsSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.id)
}

/** One offer, or null. */
export const findOffer = async (scope: Scope, { id }: { id: string }): Promise<OfferRow | null> =>
  (await offersByIds(scope, [id]))[0] ?? null

/** One offer. Throws NOT_FOUND. */
export async function getOffer(scope: Scope, args: { id: string }): Promise<OfferRow> {
  const offer = await findOffer(scope, args)
  if (!offer) throw refuse('NOT_FOUND', { path: ['id'] })
  return offer
}

/** The stages that the actor may move an offer to now; none that is not theirs. */
export const allowedStages = ({ actor }: Scope, { stage, studentId }: OfferRow): OfferStage[] =>
  actor.id === studentId ? allowedActions(offerMachine, stage, ['STUDENT']) : []

/** What is said of conversations in each of these offers, whose readers read it. */
export const attributionOfOffers = async (scope: Scope, ids: readonly string[]): Promise<AttributionRow[][]> =>
  groupedBy(ids, await linkRows(scope, 'offer_id', ids), ({ offerId }) => offerId as string)
