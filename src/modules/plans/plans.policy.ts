import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { Party } from '../state-machine.ts'

interface OfStudent {
  studentId: string
}

/** Which plans (as `e`) the actor may see: officials all, others their own. Whom one wants to become is no mentor's business. */
export const visiblePlans = (actor: Actor): Sql => (isOfficial(actor) ? sql`true` : sql`e.student_id = ${actor.id}`)

export const canSeePlan = (actor: Actor, { studentId }: OfStudent): boolean =>
  isOfficial(actor) || actor.id === studentId

/** In which parts the actor stands to a plan: it is its student's alone to change. */
export const partiesOf = (actor: Actor, { studentId }: OfStudent): Party[] =>
  actor.id === studentId ? ['STUDENT'] : []

/** Students plan, and alumni on the way to another career (S#4). Throws FORBIDDEN. */
export function assertMayPlan(actor: Actor): void {
  if (!hasRole(actor, 'STUDENT', 'ALUM'))
    throw refuse('FORBIDDEN', { message: 'Only students and alumni have exploration plans.' })
}
