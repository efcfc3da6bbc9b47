import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { PairRow, Side } from './accountability.types.ts'

/** On which side of a pair the actor stands: in person, or by the link of a partner from outside; null on neither. */
export function sideOf(actor: Actor, pair: Pick<PairRow, 'inviterId' | 'partnerId' | 'partnerLinkId'>): Side | null {
  if (actor.id === null) return null
  if (actor.kind === 'LINK') return actor.id === pair.partnerLinkId ? 'PARTNER' : null
  if (actor.id === pair.inviterId) return 'INVITER'
  return actor.id === pair.partnerId ? 'PARTNER' : null
}

/** Those who look for a career need somebody who asks (S#75); whoever they ask may be anybody. Throws FORBIDDEN. */
export function assertMayInvite(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni invite accountability partners.' })
}

const ownPairs = ({ id }: Actor): Sql =>
  sql`(accountability_pairs.inviter_id = ${id} or accountability_pairs.partner_id = ${id})`

/** Which pairs the actor may see: their own, counselors those of their students, admins all. */
export function visiblePairs(actor: Actor): Sql {
  if (hasRole(actor, 'ADMIN')) return sql`true`
  if (!hasRole(actor, 'COUNSELOR')) return ownPairs(actor)
  return sql`(${ownPairs(actor)} or exists (select 1 from counselor_assignments a where a.tenant_id = ${tenant}
    and a.counselor_id = ${actor.id} and a.until is null
    and a.student_id in (accountability_pairs.inviter_id, accountability_pairs.partner_id)))`
}

/** Whose check-ins (as `c`, of the pair) the actor may see: those of their own pairs, and nobody anybody else's. */
export const visibleCheckIns = ownPairs

/**
 * A pair as the actor may read it: its texts are for the two, the partner's address for whoever wrote it down. Counselors and
 * admins see that there is a pair and how it is doing. The row is fresh from the database, so it is emptied in place.
 */
export function asSeenBy(actor: Actor, pair: PairRow): PairRow {
  const side = sideOf(actor, pair)
  if (side !== 'INVITER') pair.partnerEmail = null
  if (side === null) {
    pair.partnerName = null
    pair.platformNote = null
    pair.pact = null
    pair.proposedPact = null
  }
  return pair
}
