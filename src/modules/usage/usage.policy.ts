import { type Actor, hasRole } from '../../actor.ts'
import { refuse } from '../../errors.ts'

/** Who looks after the campus's clients: admins and its own systems. Throws FORBIDDEN. */
export function assertMaySeeUsage(actor: Actor): void {
  if (!hasRole(actor, 'ADMIN', 'INTEGRATION')) throw refuse('FORBIDDEN')
}
