import { type Actor, isOfficial } from '../../actor.ts'
import { refuse } from '../../errors.ts'
import type { LiveEvent } from '../../live/feed.ts'

/**
 * Whether an event can concern the actor at all, told by the event alone, so that a change costs those whom it does not
 * concern no statement. What the actor may see of the object is asked of the object's own service all the same.
 */
export function mayConcern(actor: Actor, { subjectType, status, studentId, mentorId }: LiveEvent): boolean {
  if (isOfficial(actor) || actor.id === studentId) return true
  // What was written before a request was sent is its student's, also when it is told after that.
  return actor.id === mentorId && subjectType !== 'Outcome' && status !== 'DRAFT'
}

/** Who follows everything that happens at the campus: its officials. Throws FORBIDDEN. */
export function assertMayFollowCampus(actor: Actor): void {
  if (!isOfficial(actor)) throw refuse('FORBIDDEN')
}
