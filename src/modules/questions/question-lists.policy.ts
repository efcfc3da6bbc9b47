import { type Actor, hasRole } from '../../actor.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import type { QuestionItemRow, RequestState } from './question-lists.types.ts'

export type QuestionListAction = 'SET' | 'ANSWER' | 'COMMENT'

type Lists = Pick<RequestState, 'studentId' | 'mentorId' | 'sentAt'>

const isCounseling = (actor: Actor) => actor.kind === 'SYSTEM' || hasRole(actor, 'COUNSELOR', 'ADMIN')

/** Which lists (as `l`, of requests as `r`) the actor may see: a mentor none before its request is sent (S#46). */
export const visibleLists = (actor: Actor): Sql =>
  isCounseling(actor)
    ? sql`true`
    : sql`(l.student_id = ${actor.id} or (l.mentor_id = ${actor.id} and r.sent_at is not null))`

export const canSeeList = (actor: Actor, { studentId, mentorId, sentAt }: Lists): boolean =>
  isCounseling(actor) || actor.id === studentId || (actor.id === mentorId && sentAt !== null)

/** Where a request stands once nothing will come of it. */
export const closedRequests = ['DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED_BY_MENTOR']

export const isClosed = ({ requestStatus }: Pick<RequestState, 'requestStatus'>): boolean =>
  closedRequests.includes(requestStatus)

// The agenda is the student's: the mentor comments on it and overwrites nothing (S#46).
const byStudent: readonly QuestionListAction[] = ['SET', 'ANSWER', 'COMMENT']
const byMentor: readonly QuestionListAction[] = ['COMMENT']

const ever = (actor: Actor, { studentId, mentorId }: Lists): readonly QuestionListAction[] =>
  actor.id === studentId ? byStudent : actor.id === mentorId ? byMentor : []

/** The moves that the actor may make with the list of a request now. */
export const listActions = (actor: Actor, request: RequestState): QuestionListAction[] =>
  isClosed(request) ? [] : [...ever(actor, request)]

/** Throws NOT_FOUND at `idField` for whoever does not see the list, FORBIDDEN, INVALID_TRANSITION once nothing comes of it. */
export function assertMay(actor: Actor, action: QuestionListAction, request: RequestState, idField: string): void {
  if (!canSeeList(actor, request)) throw refuse('NOT_FOUND', { path: [idField] })
  if (!ever(actor, request).includes(action)) throw refuse('FORBIDDEN')
  if (isClosed(request))
    throw refuse('INVALID_TRANSITION', {
      message: `The request is ${request.requestStatus}; its questions can be copied to another.`,
      allowed: []
    })
}

/** An item as the actor may read it: what was answered is in nobody's notes but the student's. */
export const asSeenBy = (actor: Actor, item: QuestionItemRow): QuestionItemRow =>
  actor.id === item.studentId ? item : { ...item, notes: null, answeredAt: null }
