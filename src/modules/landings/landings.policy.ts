import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { LandingRow, LandingSource, OfferRow } from './landings.types.ts'

const isSelf = (actor: Actor, personId: string): boolean =>
  actor.kind === 'PERSON' && actor.id === personId.toLowerCase()

/**
 * Which offers `o` the actor may see: the student's own, those of the students whom a counselor has now, and all for admins,
 * machines and the jobs of the service. No mentor sees any.
 */
export function visibleOffers(actor: Actor): Sql {
  if (isOfficial(actor) && (hasRole(actor, 'ADMIN', 'INTEGRATION') || actor.kind !== 'PERSON')) return sql`true`
  if (!hasRole(actor, 'COUNSELOR')) return sql`o.student_id = ${actor.id}`
  return sql`(o.student_id = ${actor.id} or exists (select 1 from counselor_assignments ca where ca.tenant_id = ${tenant}
    and ca.student_id = o.student_id and ca.counselor_id = ${actor.id} and ca.until is null))`
}

/** Which landings `l` the actor may see: first destinations are the career center's to know, and otherwise one's own. */
export const visibleLandings = (actor: Actor): Sql => (isOfficial(actor) ? sql`true` : sql`l.student_id = ${actor.id}`)

/** An offer as the actor may read it: the note is the student's own. */
export const offerAsSeenBy = (actor: Actor, offer: OfferRow): OfferRow =>
  isSelf(actor, offer.studentId) ? offer : { ...offer, note: null }

/** A landing as the actor may read it: what somebody is paid is for them and for admins. */
export const landingAsSeenBy = (actor: Actor, landing: LandingRow): LandingRow =>
  isSelf(actor, landing.studentId) || hasRole(actor, 'ADMIN')
    ? landing
    : { ...landing, salaryAmount: null, salaryCurrency: null, salaryPeriod: null }

/** Students have offers, and alumni too (S#4). Throws FORBIDDEN. */
export function assertMayKeepOffers(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni have offers.' })
}

/** Only the student changes an offer, and says what a conversation did for them. Throws FORBIDDEN. */
export function assertOwn(actor: Actor, { studentId }: { studentId: string }): void {
  if (!isSelf(actor, studentId)) throw refuse('FORBIDDEN')
}

/**
 * Officials record what any source told, students and alumni what they tell themselves. Throws FORBIDDEN for all others, and
 * for another source.
 */
export function assertMayRecord(actor: Actor, studentId: string, source: LandingSource): void {
  if (isOfficial(actor)) return
  if (!isSelf(actor, studentId) || !hasRole(actor, 'STUDENT', 'ALUM')) throw refuse('FORBIDDEN')
  if (source !== 'STUDENT') throw refuse('FORBIDDEN', { path: ['source'], message: 'You tell of yourself.' })
}

/** What a student recorded is theirs to correct, what officials did theirs; admins correct all. Throws FORBIDDEN. */
export function assertMayCorrect(actor: Actor, { studentId, recordedById }: LandingRow): void {
  if (hasRole(actor, 'ADMIN')) return
  const isOfStudent = recordedById === studentId
  if (isOfStudent ? !isSelf(actor, studentId) : !isOfficial(actor)) throw refuse('FORBIDDEN')
}
