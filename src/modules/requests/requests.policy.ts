import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { Party } from '../state-machine.ts'
import type { ReferralRow, RequestRow } from './requests.types.ts'

/** In which parts the actor stands to a request. */
export function partiesOf(actor: Actor, request: { studentId: string; mentorId: string }): Party[] {
  const parties: Party[] = []
  if (actor.id === request.studentId) parties.push('STUDENT')
  if (actor.id === request.mentorId) parties.push('MENTOR')
  if (hasRole(actor, 'ADMIN')) parties.push('ADMIN')
  if (actor.kind === 'SYSTEM') parties.push('SYSTEM')
  return parties
}

/** Which requests (as `r`) the actor may see: officials all, people their own; a mentor none that was never sent. */
export function visibleRequests(actor: Actor): Sql {
  if (isOfficial(actor)) return sql`true`
  return sql`(r.student_id = ${actor.id} or (r.mentor_id = ${actor.id} and r.sent_at is not null))`
}

export const canSee = (actor: Actor, request: Pick<RequestRow, 'studentId' | 'mentorId' | 'sentAt'>): boolean =>
  isOfficial(actor) || actor.id === request.studentId || (actor.id === request.mentorId && request.sentAt !== null)

/**
 * A request as the actor may read it: why a mentor declined is between the mentor and the campus (S#32). The row is
 * fresh from the database, so it is emptied in place.
 */
export function asSeenBy(actor: Actor, request: RequestRow): RequestRow {
  if (!isOfficial(actor) && actor.id !== request.mentorId) {
    request.declineReason = null
    request.declineNote = null
    request.asksForReferral = false
  }
  return request
}

/** Students ask, and alumni too: people change careers five to seven times (S#4). Throws FORBIDDEN. */
export function assertMayAsk(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni ask for conversations.' })
}

/** A draft is between the student and the campus until it is sent, also for whoever made it by passing on a name. */
export const canSeeDraft = (actor: Actor, { studentId }: { studentId: string }): boolean =>
  isOfficial(actor) || actor.id === studentId

/** Somebody outside the campus is named to the student alone; who named them knows already (S#31). */
export const canSeeExternal = (actor: Actor, referral: { studentId: string; referredById: string }): boolean =>
  actor.id === referral.studentId || actor.id === referral.referredById

/** Whom to ask next is between the student and those who counsel them: not for the mentor, nor for machines (S#33). */
export const maySeeSuggestions = (actor: Actor, { studentId }: { studentId: string }): boolean =>
  actor.id === studentId || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** The same of requests (as `q`). */
export const suggestible = (actor: Actor): Sql =>
  hasRole(actor, 'COUNSELOR', 'ADMIN') ? sql`true` : sql`q.student_id = ${actor.id}`

/** A referral on the way to a request: what was said of the mentor was said to the student, not to the mentor. */
export const asLinkSeenBy = (actor: Actor, row: ReferralRow): ReferralRow => ({
  ...row,
  note: isOfficial(actor) || canSeeExternal(actor, row) ? row.note : null,
  draftRequestId: canSeeDraft(actor, row) ? row.draftRequestId : null
})
