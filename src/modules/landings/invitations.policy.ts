import { type Actor, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'

/** Which invitations `i` the actor may see: who is invited, and the career center. */
export const visibleInvitations = (actor: Actor): Sql =>
  isOfficial(actor) ? sql`true` : sql`i.person_id = ${actor.id}`

/** Nobody answers for somebody else. Throws FORBIDDEN. */
export function assertInvited(actor: Actor, { personId }: { personId: string }): void {
  if (actor.kind !== 'PERSON' || actor.id !== personId) throw refuse('FORBIDDEN')
}
