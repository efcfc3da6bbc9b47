import { type Actor, hasRole } from '../../actor.ts'
import { refuse } from '../../errors.ts'

/** What the campus says to its people is its admins' affair. Throws FORBIDDEN. */
export function assertMayKeepTexts(actor: Actor): void {
  if (!hasRole(actor, 'ADMIN')) throw refuse('FORBIDDEN')
}
