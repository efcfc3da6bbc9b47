import { inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { asSeenBy, visibleOutcomes } from './outcomes.policy.ts'
import { outcomePage, outcomeRowsBy } from './outcomes.queries.ts'
import type { Outcome, OutcomeFilter } from './outcomes.types.ts'

interface ListArgs extends PageArgs {
  filter?: OutcomeFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/** The outcomes that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listOutcomes(scope: Scope, args: ListArgs): Promise<Connection<Outcome>> {
  const visible = visibleOutcomes(scope.actor)
  const found = await outcomePage(scope, visible, args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)
  const nodes: object[] = found.nodes
  // In place, because a connection makes its edges from the same list.
  nodes.splice(0, nodes.length, ...found.nodes.map((row) => asSeenBy(scope.actor, row)))
  return found as unknown as Connection<Outcome>
}

async function seenBy(scope: Scope, column: 'id' | 'meeting_id', ids: readonly string[]): Promise<Outcome[]> {
  const rows = await outcomeRowsBy(scope, visibleOutcomes(scope.actor), column, ids)
  return rows.map((row) => asSeenBy(scope.actor, row))
}

/** Outcomes by id in their order; null for what is missing or not for the actor to see. */
export const outcomesByIds = async (scope: Scope, ids: readonly string[]): Promise<(Outcome | null)[]> =>
  inOrder(ids, await seenBy(scope, 'id', ids), (row) => row.id)

/** The outcome of each meeting in their order; null where there is none or none for the actor to see. */
export const outcomesByMeetingIds = async (scope: Scope, ids: readonly string[]): Promise<(Outcome | null)[]> =>
  inOrder(ids, await seenBy(scope, 'meeting_id', ids), (row) => row.meetingId)

/** One outcome, or null. */
export const findOutcome = async (scope: Scope, { id }: { id: string }): Promise<Outcome | null> =>
  (await outcomesByIds(scope, [id]))[0] ?? null

/** One outcome. Throws NOT_FOUND. */
export async function getOutcome(scope: Scope, args: { id: string }): Promise<Outcome> {
  const outcome = await findOutcome(scope, args)
  if (!outcome) throw refuse('NOT_FOUND', { path: ['id'] })
  return outcome
}
