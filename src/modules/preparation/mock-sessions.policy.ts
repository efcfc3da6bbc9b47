import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Party } from '../state-machine.ts'
import type { MockSessionRow } from './practice.types.ts'
import { maySeeEverybodys, maySeePreparation } from './preparation.policy.ts'

/** In which parts the actor stands to a session. */
export function partiesOf(actor: Actor, { studentId, partnerId }: MockSessionRow): Party[] {
  const parties: Party[] = []
  if (actor.id === studentId) parties.push('STUDENT')
  if (actor.id !== null && actor.id === partnerId) parties.push('PARTNER')
  if (hasRole(actor, 'ADMIN')) parties.push('ADMIN')
  return parties
}

/** Which sessions (as `m`) the actor may see: their own as student or partner, counselors and admins all. */
export const visibleSessions = (actor: Actor): Sql =>
  maySeeEverybodys(actor) ? sql`true` : sql`(m.student_id = ${actor.id} or m.partner_id = ${actor.id})`

export const canSeeSession = (actor: Actor, session: MockSessionRow): boolean =>
  maySeePreparation(actor, session.studentId) || (actor.id !== null && actor.id === session.partnerId)

/**
 * A session as the actor may read it: what the student thinks of it is not for the partner, nor are the questions once it
 * is called off, and who from outside helps is for the student alone (S#10). The row is fresh from the database, so it is emptied in place.
 */
export function asSeenBy(actor: Actor, session: MockSessionRow): MockSessionRow {
  if (actor.id !== session.studentId) {
    session.partnerName = null
    session.partnerEmail = null
  }
  if (!maySeePreparation(actor, session.studentId)) {
    session.selfRating = null
    session.selfReflection = null
    session.partnerLinkId = null
    if (session.status === 'CANCELLED') session.questions = []
  }
  return session
}
