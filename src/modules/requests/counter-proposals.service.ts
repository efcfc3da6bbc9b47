import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import { pageOfRows } from '../../db/page-of-rows.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { byOrdinal, rowsByIds, rowsByRequestIds } from './counter-proposals.queries.ts'
import type { CounterProposalRow } from './counter-proposals.types.ts'
import { visibleRequests } from './requests.policy.ts'
import { requestsByIds } from './requests.service.ts'

export { waitsFor } from './counter-proposals.rules.ts'

/** A page of the counter-proposals of each of these requests, which the actor sees; oldest first, in one statement. */
export async function counterProposalsOfRequests(
  scope: Scope,
  asked: readonly { requestId: string; args: PageArgs }[]
): Promise<Connection<CounterProposalRow>[]> {
  const ids = asked.map(({ requestId }) => requestId)
  const lists = groupedBy(ids, await rowsByRequestIds(scope, ids), (row) => row.requestId)
  return asked.map(({ args }, index) => pageOfRows(lists[index] ?? [], byOrdinal, args))
}

/** The counter-proposals of a request, oldest first. Throws NOT_FOUND for a request that is not the actor's to see. */
export async function listCounterProposals(
  scope: Scope,
  { requestId, ...args }: PageArgs & { requestId: string }
): Promise<Connection<CounterProposalRow>> {
  const [[request], [found]] = await Promise.all([
    requestsByIds(scope, [requestId]),
    counterProposalsOfRequests(scope, [{ requestId, args }])
  ])
  if (!request || !found) throw refuse('NOT_FOUND', { path: ['requestId'] })
  return found
}

/** Counter-proposals by id in their order; null for what is missing or whose request the actor does not see. */
export const counterProposalsByIds = async (
  scope: Scope,
  ids: readonly string[]
): Promise<(CounterProposalRow | null)[]> =>
  inOrder(ids, await rowsByIds(scope, ids, visibleRequests(scope.actor)), (row) => row.id)

/** One counter-proposal, or null. */
export const findCounterProposal = async (scope: Scope, { id }: { id: string }): Promise<CounterProposalRow | null> =>
  (await counterProposalsByIds(scope, [id]))[0] ?? null

/** One counter-proposal. Throws NOT_FOUND. */
export async function getCounterProposal(scope: Scope, args: { id: string }): Promise<CounterProposalRow> {
  const found = await findCounterProposal(scope, args)
  if (!found) throw refuse('NOT_FOUND', { path: ['id'] })
  return found
}
