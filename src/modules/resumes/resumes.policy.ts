import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import { notHeld } from './resumes.rules.ts'

/** Counselors and admins read resumes, to help with them; the campus's machines have no need to. */
const maySeeEverybodys = (actor: Actor): boolean => actor.kind === 'SYSTEM' || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Whether the actor reads all of what a student keeps: where the file is, notes, who opened it. */
export const isTrusted = (actor: Actor, studentId: string): boolean => actor.id === studentId || maySeeEverybodys(actor)

/** Which resumes `x` the actor may see. */
export const visibleResumes = (actor: Actor): Sql =>
  maySeeEverybodys(actor) ? sql`true` : sql`x.student_id = ${actor.id}`

/**
 * Which shares `s` the actor may see at an instant: the student's own, and of those with them the mentor what is in force
 * with a request that waits for them or that they have accepted. What ended is gone for the mentor from then on, and so is
 * what was for a conversation that nobody held (S#50).
 */
export const visibleShares = (actor: Actor, now: string): Sql =>
  maySeeEverybodys(actor)
    ? sql`true`
    : sql`(s.student_id = ${actor.id} or (s.mentor_id = ${actor.id} and s.revoked_at is null and s.expires_at > ${now}
        and exists (select 1 from meeting_requests r where r.tenant_id = ${tenant} and r.id = s.request_id
          and r.status in ('SENT', 'NEEDS_INFO', 'ACCEPTED'))
        and not exists (select 1 from meetings n where n.tenant_id = ${tenant} and n.request_id = s.request_id
          and n.status = any(${notHeld}))))`

/** Which openings `o` the actor may see: who looked is for the student to know, as for the campus. */
export const visibleOpenings = (actor: Actor): Sql =>
  maySeeEverybodys(actor) ? sql`true` : sql`o.student_id = ${actor.id}`

/** Students have resumes, and alumni too (S#4). Throws FORBIDDEN. */
export function assertMayKeepResumes(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni keep resumes.' })
}

/** Only its student changes or shares a resume. Throws FORBIDDEN. */
export function assertOwn(actor: Actor, { studentId }: { studentId: string }): void {
  if (actor.id !== studentId) throw refuse('FORBIDDEN')
}
