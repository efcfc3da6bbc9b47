import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { SessionRow } from './counseling.types.ts'

interface TwoPeople {
  studentId: string
  counselorId: string
}

/** Which assignments (`a`) or sessions (`s`) the actor may see: officials all, students their own. */
export const visibleIn = (alias: 'a' | 's', actor: Actor): Sql =>
  isOfficial(actor) ? sql`true` : sql`${raw(alias)}.student_id = ${actor.id}`

/** Who says which counselor is there for whom: counselors, also for themselves, admins, machines. Throws FORBIDDEN. */
export function assertMayAssign(actor: Actor): void {
  if (!hasRole(actor, 'COUNSELOR', 'ADMIN', 'INTEGRATION')) throw refuse('FORBIDDEN')
}

/** A session is logged by one of the two who were there. Throws FORBIDDEN. */
export function assertWasThere(actor: Actor, { studentId, counselorId }: TwoPeople): void {
  const isThere = actor.kind === 'PERSON' && [studentId, counselorId].some((id) => id.toLowerCase() === actor.id)
  if (!isThere) throw refuse('FORBIDDEN', { message: 'A session is logged by its student or its counselor.' })
}

/** What was said is corrected by whoever wrote it. Throws FORBIDDEN. */
export function assertMayCorrect(actor: Actor, { loggedById }: SessionRow): void {
  if (actor.id !== loggedById) throw refuse('FORBIDDEN', { message: 'A session is corrected by whoever logged it.' })
}

/**
 * A session as the actor may read it: what was said is for the student, and for the counselors and admins of the campus,
 * who may have to go on with it. A portal needs to know that there was a session, no more.
 */
export const asSeenBy = (actor: Actor, session: SessionRow): SessionRow =>
  actor.id === session.studentId || hasRole(actor, 'COUNSELOR', 'ADMIN') ? session : { ...session, note: null }
