import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { Party } from '../state-machine.ts'

/** Counselors and admins keep the guidance; everybody reads what is shown. */
export const mayKeepGuidance = (actor: Actor): boolean => hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Throws FORBIDDEN. */
export function assertMayKeepGuidance(actor: Actor): void {
  if (!mayKeepGuidance(actor)) throw refuse('FORBIDDEN', { message: 'Counselors and admins keep the guidance.' })
}

export const partiesOf = (actor: Actor): Party[] => (mayKeepGuidance(actor) ? ['COUNSELOR'] : [])

/** Which items (as `g`) the actor may see: those who keep them also what is hidden or retired. */
export const visibleGuidance = (actor: Actor): Sql => (mayKeepGuidance(actor) ? sql`true` : sql`g.status = 'SHOWN'`)
