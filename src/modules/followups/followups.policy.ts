import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import type { Party } from '../state-machine.ts'
import type { FollowUpRow } from './followups.types.ts'

/** Which follow-ups (as `f`) the actor may see: officials all, others what they owe; never what is owed to them. */
export const visibleFollowUps = (actor: Actor): Sql => (isOfficial(actor) ? sql`true` : sql`f.owner_id = ${actor.id}`)

export const canSeeFollowUp = (actor: Actor, { ownerId }: { ownerId: string }): boolean =>
  isOfficial(actor) || actor.id === ownerId

/** In which parts the actor stands to a follow-up: it is its owner's alone to do or to let go. */
export const partiesOf = (actor: Actor, { ownerId }: { ownerId: string }): Party[] =>
  actor.id === ownerId ? ['STUDENT'] : []

/** A follow-up as the actor may read it: how it stands is for officials too, what its owner wrote is for the owner alone. */
export const asSeenBy = (actor: Actor, row: FollowUpRow): FollowUpRow =>
  actor.id === row.ownerId
    ? row
    : { ...row, contactId: null, waiveReason: null, mailSubject: null, mailText: null, mailState: null }

/** Which promises (as `c`) the actor may see: their own, and what was reported back to them (S#67). Nobody counsels by them. */
export const visibleCommitments = (actor: Actor): Sql =>
  sql`(c.student_id = ${actor.id} or (c.mentor_id = ${actor.id} and c.status = 'REPORTED'))`

/** In which parts the actor stands to a promise. */
export const partiesOfCommitment = (actor: Actor, { studentId }: { studentId: string }): Party[] =>
  actor.id === studentId ? ['STUDENT'] : []

/** How somebody keeps promises is for them, for those who counsel them now, and for admins. */
export const maySeeFigures = (actor: Actor, studentId: string, counselorIds: readonly string[]): boolean =>
  actor.kind === 'PERSON' &&
  (actor.id === studentId || hasRole(actor, 'ADMIN') || counselorIds.includes(actor.id as string))
