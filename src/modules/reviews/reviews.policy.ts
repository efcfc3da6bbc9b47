import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Party } from '../state-machine.ts'

/** Counselors are there to help, and admins run their office; mentors and machines read none of it. */
const mayReview = (actor: Actor): boolean => actor.kind === 'SYSTEM' || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** In which part the actor stands to a review. Nobody reviews their own: a counselor may be an alum who asks. */
export function partiesOf(actor: Actor, { studentId }: { studentId: string }): Party[] {
  if (actor.id === studentId) return ['STUDENT']
  return mayReview(actor) ? ['COUNSELOR'] : []
}

/** Which reviews (as `v`) the actor may see: what passes between a student and the counselors is theirs alone. */
export const visibleReviews = (actor: Actor): Sql => (mayReview(actor) ? sql`true` : sql`v.student_id = ${actor.id}`)

export const canSeeReview = (actor: Actor, review: { studentId: string }): boolean =>
  partiesOf(actor, review).length > 0
