import { type Actor, hasRole, isOfficial } from '../../actor.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Outcome, OutcomeRow, ResourceRow, ResumeFeedback } from './outcomes.types.ts'

/** Which outcomes (as `o`) the actor may see: what a student learned is the student's and the campus's, not the mentor's. */
export const visibleOutcomes = (actor: Actor): Sql => (isOfficial(actor) ? sql`true` : sql`o.student_id = ${actor.id}`)

/** Which leads (as `l`) the actor may see: as the outcomes that they are from. */
export const visibleLeads = (actor: Actor): Sql => (isOfficial(actor) ? sql`true` : sql`l.student_id = ${actor.id}`)

/**
 * Whether what a column says whose it is, is theirs to work with: the student's own, that of the students whom a counselor
 * counsels now, and for admins everybody's. Skills and how competencies change are for those who help, not for machines.
 */
export function ownOrCounseled(actor: Actor, column: string): Sql {
  if (actor.kind === 'SYSTEM' || hasRole(actor, 'ADMIN')) return sql`true`
  const own = sql`${raw(column)} = ${actor.id}`
  if (!hasRole(actor, 'COUNSELOR')) return own
  return sql`(${own} or exists (select 1 from counselor_assignments a where a.tenant_id = ${tenant}
    and a.student_id = ${raw(column)} and a.counselor_id = ${actor.id} and a.until is null))`
}

/** How many contacts somebody made is for them and those who counsel, as everywhere; machines have no need to know. */
export const maySeeNetwork = (actor: Actor, { studentId }: { studentId: string }): boolean =>
  actor.kind === 'SYSTEM' || actor.id === studentId || hasRole(actor, 'COUNSELOR', 'ADMIN')

/**
 * An outcome as the actor may read it: observations that are not shared are the student's alone (S#56), and the verdict on
 * the occupation that the request was about stands for it where none is given (S#58).
 */
export function asSeenBy(actor: Actor, row: OutcomeRow): Outcome {
  const { targetOccupationCode: occupation, hasThanked, interestLevel, keepInMind, isKeepInMindShared, ...said } = row
  const isClosed = hasThanked !== null || interestLevel !== null || keepInMind !== null || isKeepInMindShared
  const isImplied = occupation !== null && row.fitVerdicts.every((one) => one.occupation !== occupation)
  const implied = isImplied ? [{ occupation, verdict: row.fitVerdict }] : []
  return {
    ...said,
    fitVerdicts: [...implied, ...row.fitVerdicts],
    observations: row.observations.filter(({ isShared }) => isShared || actor.id === row.studentId),
    closing: isClosed ? { hasThanked, interestLevel, keepInMind, isKeepInMindShared } : null
  }
}

/** A resource as the actor may read it: of somebody outside the campus as much as of the name that they became (S#31). */
export const asResourceSeenBy = (actor: Actor, row: ResourceRow): ResourceRow =>
  row.kind !== 'PERSON' || row.mentorId !== null || actor.id === row.studentId
    ? row
    : { ...row, title: null, url: null, note: null }

/** Feedback as the actor may read it: resumes are not for machines, so these are not told of which version it is (S#50). */
export const asFeedbackSeenBy = (actor: Actor, row: ResumeFeedback): ResumeFeedback =>
  actor.kind === 'SERVICE' ? { ...row, resumeVersionId: null } : row
