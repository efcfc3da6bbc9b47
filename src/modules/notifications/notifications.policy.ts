import type { Actor } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'

/** Which notifications (as `n`) the actor may see: people their own, and nobody anybody else's, whatever their role. */
export const ownNotifications = (actor: Actor): Sql => sql`n.recipient_id = ${actor.id}`

/** Preferences are those of a person; a machine is told nothing. The person's id. Throws FORBIDDEN. */
export function personIn(actor: Actor): string {
  if (actor.kind !== 'PERSON' || actor.id === null) throw refuse('FORBIDDEN')
  return actor.id
}
