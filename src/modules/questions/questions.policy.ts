import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'

/** Counselors and admins keep the bank; everybody reads what is shown. */
export const mayKeepBank = (actor: Actor): boolean => hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Which questions (as `q`) the actor may see: those who keep the bank also what is hidden or retired. */
export const visibleQuestions = (actor: Actor): Sql => (mayKeepBank(actor) ? sql`true` : sql`q.status = 'SHOWN'`)
