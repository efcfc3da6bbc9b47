import { type Actor, hasRole } from '../../actor.ts'
import { refuse } from '../../errors.ts'

/** Students have contacts, and alumni too (S#4). Throws FORBIDDEN for all others. */
export function assertMayKeepContacts(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni keep contacts.' })
}

/**
 * Whose contacts and touchpoints the actor reads: their own, and nobody else's, whatever roles they have. What a student
 * writes down about third persons is for the student alone; a machine's id is nobody's, and so it reads none.
 */
export const readableOwner = (actor: Actor): string | null => (actor.kind === 'PERSON' ? actor.id : null)

/** How many contacts somebody has is all that a career center learns of them. */
export const maySeeCounts = (actor: Actor, personId: string): boolean =>
  (actor.kind === 'PERSON' && actor.id === personId) || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Only those who are asked tell of themselves. Throws FORBIDDEN. */
export function assertMayTellMilestones(actor: Actor): void {
  if (!hasRole(actor, 'MENTOR')) throw refuse('FORBIDDEN', { message: 'Only mentors have milestones.' })
}
