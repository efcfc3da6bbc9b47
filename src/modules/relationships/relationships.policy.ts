import { type Actor, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Party } from '../state-machine.ts'

interface TwoPeople {
  seekerId: string
  mentorId: string
}

/** Which relationships (as `r`) the actor may see: officials all, the two people their own. */
export const visibleRelationships = (actor: Actor): Sql =>
  isOfficial(actor) ? sql`true` : sql`(r.seeker_id = ${actor.id} or r.mentor_id = ${actor.id})`

export const canSeeRelationship = (actor: Actor, pair: TwoPeople): boolean =>
  isOfficial(actor) || partiesOf(actor, pair).length > 0

/** In which part the actor stands to a relationship; an official who is neither of the two in none. */
export function partiesOf(actor: Actor, { seekerId, mentorId }: TwoPeople): Party[] {
  if (actor.kind !== 'PERSON') return []
  return [...(actor.id === seekerId ? ['STUDENT' as const] : []), ...(actor.id === mentorId ? ['MENTOR' as const] : [])]
}

/**
 * Whose people the actor is told about: how warm they are and when an update is due comes from touchpoints, which nobody
 * but their owner reads (S#23).
 */
export const keeperOf = (actor: Actor): string | null => (actor.kind === 'PERSON' ? actor.id : null)
