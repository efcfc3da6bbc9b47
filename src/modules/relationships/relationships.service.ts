import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { allowedActions } from '../state-machine.ts'
import { partiesOf, visibleRelationships } from './relationships.policy.ts'
import {
  lastEndings,
  latestProposals,
  latestStages,
  relationshipPage,
  relationshipRows,
  relationshipRowsOf
} from './relationships.queries.ts'
import { isPossible, relationshipMachine } from './relationships.rules.ts'
import type {
  ListRelationshipsArgs,
  ProposalRow,
  RelationshipAction,
  RelationshipRow,
  StageRow
} from './relationships.types.ts'

const historyMax = 50

/**
 * The relationships that the actor may see (S#72), latest change of stage first unless ordered otherwise; at most 100 a
 * page. Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listRelationships = async (
  scope: Scope,
  args: ListRelationshipsArgs
): Promise<Connection<RelationshipRow>> => {
  const order = { field: args.orderBy?.field ?? 'STAGE_SINCE', direction: args.orderBy?.direction ?? 'DESC' } as const
  return relationshipPage(scope, visibleRelationships(scope.actor), args.filter ?? {}, order, args)
}

/** Relationships by id in their order; null for what is missing or not for the actor to see. */
export const relationshipsByIds = async (
  scope: Scope,
  ids: readonly (string | null)[]
): Promise<(RelationshipRow | null)[]> =>
  inOrder(ids, await relationshipRows(scope, visibleRelationships(scope.actor), ids), (row) => row.id)

/** One relationship, or null. */
export const findRelationship = async (scope: Scope, { id }: { id: string }): Promise<RelationshipRow | null> =>
  (await relationshipsByIds(scope, [id]))[0] ?? null

/** One relationship. Throws NOT_FOUND. */
export async function getRelationship(scope: Scope, args: { id: string }): Promise<RelationshipRow> {
  const relationship = await findRelationship(scope, args)
  if (!relationship) throw refuse('NOT_FOUND', { path: ['id'] })
  return relationship
}

interface OfTwo {
  studentId: string
  mentorId: string
}

const keyOf = (seekerId: string, mentorId: string) => `${seekerId} ${mentorId}`

/** The relationship of the two people of each meeting, in their order; null where there is none for the actor to see. */
export async function relationshipsOf(scope: Scope, pairs: readonly OfTwo[]): Promise<(RelationshipRow | null)[]> {
  const distinct = [...new Map(pairs.map((pair) => [keyOf(pair.studentId, pair.mentorId), pair])).values()]
  const rows = await relationshipRowsOf(scope, visibleRelationships(scope.actor), distinct)
  const found = new Map(rows.map((row) => [keyOf(row.seekerId, row.mentorId), row]))
  return pairs.map(({ studentId, mentorId }) => found.get(keyOf(studentId, mentorId)) ?? null)
}

/** The moves that the actor may make with a relationship now. */
export const allowedRelationshipActions = (
  { actor }: Pick<Scope, 'actor'>,
  row: RelationshipRow
): RelationshipAction[] =>
  allowedActions(relationshipMachine, row.stage, partiesOf(actor, row), isPossible(row, actor.id))

const idsOf = (rows: readonly RelationshipRow[]) => rows.map(({ id }) => id)

/** The stages that each of these relationships has been through, latest first, at most 50 each. */
export const historiesOf = async (scope: Scope, rows: readonly RelationshipRow[]): Promise<StageRow[][]> =>
  groupedBy(idsOf(rows), await latestStages(scope, idsOf(rows), historyMax), ({ relationshipId }) => relationshipId)

/** The latest proposal of each of these relationships, or null. What was said is for the two alone. */
export async function proposalsOf(scope: Scope, rows: readonly RelationshipRow[]): Promise<(ProposalRow | null)[]> {
  const isOwn = new Set(rows.filter((row) => partiesOf(scope.actor, row).length > 0).map(({ id }) => id))
  const found = await latestProposals(scope, idsOf(rows))
  const shown = found.map((row) => (isOwn.has(row.relationshipId) ? row : { ...row, message: null }))
  return inOrder(idsOf(rows), shown, ({ relationshipId }) => relationshipId)
}

/** Why the actor ended each of these relationships; null where they did not, said nothing, or it has begun anew. */
export async function endReasonsOf(scope: Scope, rows: readonly RelationshipRow[]): Promise<(string | null)[]> {
  const ended = idsOf(rows.filter((row) => row.stage === 'ENDED' && partiesOf(scope.actor, row).length > 0))
  const endings = ended.length > 0 ? await lastEndings(scope, ended) : []
  const own = new Map(
    endings
      .filter(({ endedById }) => endedById === scope.actor.id)
      .map(({ relationshipId, reason }) => [relationshipId, reason])
  )
  return rows.map(({ id }) => own.get(id) ?? null)
}
