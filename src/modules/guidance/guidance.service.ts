import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { canonicalLocale } from '../locale.rules.ts'
import { mayKeepGuidance, partiesOf, visibleGuidance } from './guidance.policy.ts'
import { guidancePage, guidanceRows, revisionRows, textRows } from './guidance.queries.ts'
import { type GuidanceAction, guidanceActions } from './guidance.rules.ts'
import type { FindGuidanceArgs, GuidanceRow, GuidanceTextRow, ListGuidanceArgs } from './guidance.types.ts'

/**
 * The guidance of the campus, by stage unless ordered otherwise: what is shipped and what the campus has added (S#53, S#54).
 * A filter by type also gives what holds for all types. What is hidden or retired, only to those who keep it and ask for it.
 * Each text in the language asked for, or the actor's own; else the campus's, else English; the row says which.
 * Throws INVALID_INPUT for a locale that is none, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listGuidanceItems(scope: Scope, args: ListGuidanceArgs): Promise<Connection<GuidanceRow>> {
  const locale = canonicalLocale(args.locale, ['locale'])
  const order = args.orderBy ?? { field: 'STAGE', direction: 'ASC' }
  const what = { filter: args.filter ?? {}, order, args }
  return guidancePage(scope, visibleGuidance(scope.actor), { locale, actorId: scope.actor.id }, what)
}

/** Items by id in their order; null for what is missing or not for the actor to see. */
export async function guidanceItemsByIds(
  scope: Scope,
  ids: readonly string[],
  locale: string | null = null
): Promise<(GuidanceRow | null)[]> {
  const reading = { locale, actorId: scope.actor.id }
  const rows = await scope.rows<GuidanceRow>(guidanceRows(visibleGuidance(scope.actor), reading, ids))
  return inOrder(ids, rows, ({ id }) => id)
}

/** One item, or null. Throws INVALID_INPUT for a locale that is none. */
export async function findGuidanceItem(scope: Scope, { id, locale }: FindGuidanceArgs): Promise<GuidanceRow | null> {
  const found = await guidanceItemsByIds(scope, [id], canonicalLocale(locale, ['locale']))
  return found[0] ?? null
}

/** One item. Throws NOT_FOUND, INVALID_INPUT. */
export async function getGuidanceItem(scope: Scope, args: FindGuidanceArgs): Promise<GuidanceRow> {
  const item = await findGuidanceItem(scope, args)
  if (!item) throw refuse('NOT_FOUND', { path: ['id'] })
  return item
}

/** The wording that holds in each language, for each of these items; who wrote it is told to the keepers alone. */
export async function translationsOf(scope: Scope, ids: readonly string[]): Promise<GuidanceTextRow[][]> {
  const rows = await textRows(scope, ids)
  if (!mayKeepGuidance(scope.actor)) for (const row of rows) row.authorId = null
  return groupedBy(ids, rows, ({ itemId }) => itemId)
}

/**
 * The last 50 wordings that the campus has given each of these items, latest first, and the shipped ones after them, so that
 * none is lost; nobody but its keepers looks back.
 */
export const revisionsOf = async (scope: Scope, ids: readonly string[]): Promise<GuidanceTextRow[][]> =>
  mayKeepGuidance(scope.actor)
    ? groupedBy(ids, await revisionRows(scope, ids), ({ itemId }) => itemId)
    : ids.map(() => [])

/** The moves that the actor may make with an item now. */
export const allowedGuidanceActions = (scope: Scope, item: GuidanceRow): GuidanceAction[] =>
  guidanceActions(item, partiesOf(scope.actor))
