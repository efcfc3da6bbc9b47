import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import { type Scope, today } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { leadPage, leadRowsBy } from './leads.queries.ts'
import { visibleLeads } from './outcomes.policy.ts'
import type { LeadFilter, LeadRow } from './outcomes.types.ts'

interface ListArgs extends PageArgs {
  filter?: LeadFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/** The openings that students heard of (S#62), as far as the actor may see, latest first unless ordered otherwise. */
export const listLeads = (scope: Scope, args: ListArgs): Promise<Connection<LeadRow>> => {
  const which = { filter: args.filter ?? {}, today: today(scope.clock), direction: args.orderBy?.direction ?? 'DESC' }
  return leadPage(scope, visibleLeads(scope.actor), which, args)
}

/** Leads by id in their order; null for what is missing or not for the actor to see. */
export const leadsByIds = async (scope: Scope, ids: readonly string[]): Promise<(LeadRow | null)[]> =>
  inOrder(ids, await leadRowsBy(scope, visibleLeads(scope.actor), 'id', ids), (row) => row.id)

/** The leads of each outcome, as they were given. */
export const leadsOfOutcomes = async (scope: Scope, ids: readonly string[]): Promise<LeadRow[][]> =>
  groupedBy(ids, await leadRowsBy(scope, visibleLeads(scope.actor), 'outcome_id', ids), (row) => row.outcomeId)

/** One lead, or null. */
export const findLead = async (scope: Scope, { id }: { id: string }): Promise<LeadRow | null> =>
  (await leadsByIds(scope, [id]))[0] ?? null

/** One lead. Throws NOT_FOUND. */
export async function getLead(scope: Scope, args: { id: string }): Promise<LeadRow> {
  const lead = await findLead(scope, args)
  if (!lead) throw refuse('NOT_FOUND', { path: ['id'] })
  return lead
}

/** Whether one can still apply: the last day is over with the day in UTC, as a day has no zone. */
export const isOpen = ({ clock }: Pick<Scope, 'clock'>, { closesOn }: LeadRow): boolean =>
  closesOn === null || closesOn >= today(clock)
