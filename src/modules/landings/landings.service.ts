import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { linkRows } from './attributions.queries.ts'
import { landingAsSeenBy, visibleLandings, visibleOffers } from './landings.policy.ts'
import { landingPage, landingsWith, type Visible } from './landings.queries.ts'
import type { AttributionRow, LandingRow, ListLandingsArgs, Salary } from './landings.types.ts'

/** Whether a landing is the one that is believed of its student and class year, for what counts them. */
export { isCurrent as believedLanding } from './landings.queries.ts'
export { destinationOf, folded, precedenceOf } from './landings.rules.ts'

const visibleTo = ({ actor }: Scope): Visible => ({ landings: visibleLandings(actor), offers: visibleOffers(actor) })

/** The landings that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listLandings(scope: Scope, args: ListLandingsArgs): Promise<Connection<LandingRow>> {
  const order = args.orderBy ?? { field: 'RECORDED_AT', direction: 'DESC' }
  const found = await landingPage(scope, visibleTo(scope), args.filter ?? {}, order, args)
  // In place, because a connection makes its edges from the same list.
  found.nodes.splice(0, found.nodes.length, ...found.nodes.map((row) => landingAsSeenBy(scope.actor, row)))
  return found
}

/** Landings by id in their order; null for what is missing or not for the actor to see. */
export async function landingsByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(LandingRow | null)[]> {
  const rows = await scope.rows<LandingRow>(landingsWith(visibleTo(scope), ids))
  const seen = rows.map((row) => landingAsSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.id)
}

/** One landing, or null. */
export const findLanding = async (scope: Scope, { id }: { id: string }): Promise<LandingRow | null> =>
  (await landingsByIds(scope, [id]))[0] ?? null

/** One landing. Throws NOT_FOUND. */
export async function getLanding(scope: Scope, args: { id: string }): Promise<LandingRow> {
  const landing = await findLanding(scope, args)
  if (!landing) throw refuse('NOT_FOUND', { path: ['id'] })
  return landing
}

/** What is said of conversations in each of these landings, whose readers read it. */
export const attributionOfLandings = async (scope: Scope, ids: readonly string[]): Promise<AttributionRow[][]> =>
  groupedBy(ids, await linkRows(scope, 'landing_id', ids), ({ landingId }) => landingId as string)

/** What somebody is paid, whole; null where nothing is said of it, or not to the reader. */
export const salaryOf = ({ salaryAmount, salaryCurrency, salaryPeriod }: LandingRow): Salary | null =>
  salaryAmount === null || salaryCurrency === null || salaryPeriod === null
    ? null
    : { amount: salaryAmount, currency: salaryCurrency, period: salaryPeriod }
