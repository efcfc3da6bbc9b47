import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'

/** How a student prepares is between them and the counselors, who are there to help; mentors and machines read none of it. */
export const maySeePreparation = (actor: Actor, studentId: string): boolean =>
  actor.id === studentId || maySeeEverybodys(actor)

export const maySeeEverybodys = (actor: Actor): boolean =>
  actor.kind === 'SYSTEM' || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Students prepare, and alumni too (S#4). Throws FORBIDDEN. */
export function assertMayPrepare(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni prepare for conversations.' })
}

/** Which notes (as `n`) the actor may see. */
export const visibleNotes = (actor: Actor): Sql =>
  maySeeEverybodys(actor) ? sql`true` : sql`n.student_id = ${actor.id}`

/** Which pitches (as `p`) the actor may see: also whoever practises one with its student. */
export const visiblePitches = (actor: Actor): Sql =>
  maySeeEverybodys(actor)
    ? sql`true`
    : sql`(p.student_id = ${actor.id} or exists (select 1 from mock_sessions k where k.tenant_id = ${tenant}
        and k.pitch_id = p.id and k.partner_id = ${actor.id} and k.status <> 'CANCELLED'))`
