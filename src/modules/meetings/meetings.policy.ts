import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Party } from '../state-machine.ts'

interface TwoPeople {
  studentId: string
  mentorId: string
}

/** In which parts the actor stands to a meeting. */
export function partiesOf(actor: Actor, { studentId, mentorId }: TwoPeople): Party[] {
  const parties: Party[] = []
  if (actor.id === studentId) parties.push('STUDENT')
  if (actor.id === mentorId) parties.push('MENTOR')
  if (hasRole(actor, 'ADMIN')) parties.push('ADMIN')
  return parties
}

/** Which meetings (as `m`) the actor may see: officials all, the two people their own (S#55). */
export const visibleMeetings = (actor: Actor): Sql =>
  isOfficial(actor) ? sql`true` : sql`(m.student_id = ${actor.id} or m.mentor_id = ${actor.id})`

export const canSeeMeeting = (actor: Actor, { studentId, mentorId }: TwoPeople): boolean =>
  isOfficial(actor) || actor.id === studentId || actor.id === mentorId
