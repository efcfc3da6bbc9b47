import { type Actor, hasRole } from '../../actor.ts'
import { refuse } from '../../errors.ts'

/** Who keeps the register: admins, the campus's own systems, and the operator's command. Throws FORBIDDEN. */
export function assertMayKeepDocuments(actor: Actor): void {
  if (actor.kind !== 'OPERATOR' && !hasRole(actor, 'ADMIN', 'INTEGRATION')) throw refuse('FORBIDDEN')
}
