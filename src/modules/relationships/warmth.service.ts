import { inOrder } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { keeperOf } from './relationships.policy.ts'
import type { RelationshipRow } from './relationships.types.ts'
import { warmthOfContactRows, warmthOfRelationshipRows } from './warmth.queries.ts'
import { type Warmth, warmthOf } from './warmth.rules.ts'

/** How warm these contacts of the actor are kept (S#69), in their order; null for what is somebody else's. */
export async function warmthOfContacts(scope: Scope, ids: readonly string[]): Promise<(Warmth | null)[]> {
  const owner = keeperOf(scope.actor)
  const rows = owner === null ? [] : await warmthOfContactRows(scope, owner, ids)
  return inOrder(ids, rows, ({ key }) => key).map((row) => row && warmthOf(row, scope.clock.now()))
}

/** The same of the mentors of relationships, for their seekers alone: it is made of touchpoints, which are private. */
export async function warmthOfRelationships(
  scope: Scope,
  relationships: readonly RelationshipRow[]
): Promise<(Warmth | null)[]> {
  const owner = keeperOf(scope.actor)
  const own = relationships.filter(({ seekerId }) => seekerId === owner).map(({ id }) => id)
  const rows = owner === null || own.length === 0 ? [] : await warmthOfRelationshipRows(scope, owner, own)
  const ids = relationships.map(({ id }) => id)
  return inOrder(ids, rows, ({ key }) => key).map((row) => row && warmthOf(row, scope.clock.now()))
}

/** How warm one contact of the actor is kept, or null. */
export const findContactWarmth = async (scope: Scope, { contactId }: { contactId: string }): Promise<Warmth | null> =>
  (await warmthOfContacts(scope, [contactId]))[0] ?? null

/** The same. Throws NOT_FOUND. */
export async function getContactWarmth(scope: Scope, args: { contactId: string }): Promise<Warmth> {
  const warmth = await findContactWarmth(scope, args)
  if (!warmth) throw refuse('NOT_FOUND', { path: ['id'] })
  return warmth
}
