import { type Actor, hasRole } from '../../actor.ts'

/** Who sees how well a request is prepared: its student, counselors and admins; never the mentor. */
export const maySeeReadiness = (actor: Actor, studentId: string): boolean =>
  actor.id === studentId || hasRole(actor, 'COUNSELOR', 'ADMIN')
