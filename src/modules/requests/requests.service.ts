import type { Actor } from '../../actor.ts'
import { inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { preparationProblems } from '../readiness/required-readiness.ts'
import { requestApproval, reviewProblems } from '../reviews/review-required.ts'
import { allowedActions, checkVersion, move } from '../state-machine.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { isPossible, silentSide } from './counter-proposals.rules.ts'
import { asSeenBy, canSee, partiesOf, visibleRequests } from './requests.policy.ts'
import {
  asksOfStudent,
  expireRows,
  lockAsker,
  lockMentorOf,
  lockOverdue,
  lockRequest,
  type MentorLoad,
  openCountOfMentor,
  type RequestOrderField,
  requestPage,
  requestRowsByIds,
  returning
} from './requests.queries.ts'
import { askProblems, type OpenAsks, type RequestAction, requestMachine, sendProblems } from './requests.rules.ts'
import type { ById, RequestFilter, RequestRow } from './requests.types.ts'

export { lockRequest } from './requests.queries.ts'
export { statusText } from './status-text.rules.ts'

interface ListArgs extends PageArgs {
  filter?: RequestFilter | null
  orderBy?: { field: RequestOrderField; direction: 'ASC' | 'DESC' } | null
}

/** The requests that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listMeetingRequests(scope: Scope, args: ListArgs): Promise<Connection<RequestRow>> {
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' }
  const found = await requestPage(scope, visibleRequests(scope.actor), args.filter ?? {}, order, args)
  for (const request of found.nodes) asSeenBy(scope.actor, request)
  return found
}

/** Requests by id in their order; null for what is missing or not for the actor to see, which are the same to them. */
export async function requestsByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(RequestRow | null)[]> {
  const rows = await requestRowsByIds(scope, ids)
  const seen = rows.filter((row) => canSee(scope.actor, row)).map((row) => asSeenBy(scope.actor, row))
  return inOrder(ids, seen, (row) => row.id)
}

/** One request, or null. */
export const findMeetingRequest = async (scope: Scope, { id }: { id: string }): Promise<RequestRow | null> =>
  (await requestsByIds(scope, [id]))[0] ?? null

/** One request. Throws NOT_FOUND. */
export async function getMeetingRequest(scope: Scope, args: { id: string }): Promise<RequestRow> {
  const request = await findMeetingRequest(scope, args)
  if (!request) throw refuse('NOT_FOUND', { path: ['id'] })
  return request
}

/** The moves that the actor may make with a request now; the worker's own are not among them. */
export const allowedRequestActions = ({ actor }: Scope, request: RequestRow): RequestAction[] =>
  movesFor(actor, request)

/** The same for an actor within a change. */
export function movesFor(actor: Actor, request: RequestRow): RequestAction[] {
  const parties = partiesOf(actor, request)
  return allowedActions(requestMachine, request.status, parties, isPossible(request, parties))
}

/**
 * A locked request on its way to another state: visible to the actor, at the version expected, and free to move.
 * Throws NOT_FOUND, VERSION_CONFLICT, FORBIDDEN, INVALID_TRANSITION.
 */
export function movable(tx: Tx, rows: Rows | undefined, action: RequestAction, expectedVersion?: number | null) {
  const request = rows?.[0] as unknown as RequestRow | undefined
  if (!request || !canSee(tx.actor, request)) throw refuse('NOT_FOUND', { path: ['id'] })
  const parties = partiesOf(tx.actor, request)
  const to = move(requestMachine, request.status, action, parties, isPossible(request, parties))
  checkVersion(request, expectedVersion)
  return { request, to }
}

/** Writes a request's new values and records the change under `action`, once. */
export async function changeRequest(
  tx: Tx,
  request: RequestRow,
  action: string,
  values: Partial<RequestRow>
): Promise<RequestRow> {
  const { statement, toResult } = lastChange(tx, request, action, values)
  return toResult(await tx.rows(statement))
}

/** The same as the last step of a change, which then costs no round trip of its own. */
export function lastChange(tx: Tx, request: RequestRow, action: string, values: Partial<RequestRow>): Last<RequestRow> {
  const { id: subjectId, studentId, mentorId } = request
  const status = values.status ?? request.status
  const until = values.expiresAt ? { expiresAt: values.expiresAt } : {}
  const [by] = partiesOf(tx.actor, request)
  const payload = { from: request.status, status, studentId, mentorId, by, ...until }
  tx.record({ action, subjectType: 'MeetingRequest', subjectId, changes: { ...values, from: request.status }, payload })
  const statement = updateRow('meeting_requests', request.id, values, tx.now, returning)
  return new Last(statement, ([changed]) => asSeenBy(tx.actor, changed as unknown as RequestRow))
}

const minutesPerDay = 24 * 60

/**
 * Sends a draft once it is complete; the mentor then has the campus's reply window. Cold asks are fine (S#21).
 * Throws what it lacks, all at once (S#30): sendProblems, and NOT_READY and REVIEW_REQUIRED where the campus asks for
 * preparation or a review; then MENTOR_PAUSED, CAPACITY_REACHED, TOO_MANY_OPEN_REQUESTS, ASKED_RECENTLY, and what `movable` throws.
 */
export const sendMeetingRequest = (scope: Scope, { id, expectedVersion }: ById): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests, mentors, , counts, asks, approval]) => {
      const { request, to } = movable(tx, requests, 'SEND', expectedVersion)
      const prepared = await preparationProblems(tx, request)
      const lacking = sendProblems(request, tx.policy, tx.now)
      refuseAll([...lacking, ...prepared, ...reviewProblems(request, approval, tx.policy)])
      assertCanTakeOne(mentors?.[0] as unknown as MentorLoad, Number(counts?.[0]?.count), tx.policy)
      refuseAll(askProblems(asks?.[0] as unknown as OpenAsks, tx.policy, tx.now))
      const expiresAt = addMinutes(tx.now, tx.policy.requests.replyWindowDays * minutesPerDay)
      return lastChange(tx, request, 'meeting_request.sent', { status: to, sentAt: tx.now, expiresAt })
    },
    [
      lockRequest(id),
      lockMentorOf(id),
      lockAsker(scope.actor.id),
      openCountOfMentor(id, scope.clock.now()),
      asksOfStudent(id),
      requestApproval(id)
    ]
  )

function assertCanTakeOne(mentor: MentorLoad, openCount: number, { mentors }: InstitutionPolicy): void {
  if (!mentor.isActive || mentor.isPaused) throw refuse('MENTOR_PAUSED')
  if (openCount >= (mentor.capacity ?? mentors.defaultCapacity)) throw refuse('CAPACITY_REACHED')
}

/** Takes back a draft or an unanswered request. Throws what `movable` throws. */
export const withdrawMeetingRequest = (scope: Scope, { id, expectedVersion }: ById): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'WITHDRAW', expectedVersion)
      return lastChange(tx, request, 'meeting_request.withdrawn', { status: to, closedAt: tx.now })
    },
    [lockRequest(id)]
  )

const expireBatch = 200

/**
 * Expires the campus's requests that nobody answered in time, so that none goes silent, and says how many it took; a
 * full batch means that there may be more. Run by the worker; safe to run by several at once and again.
 */
export const expireMeetingRequests = (scope: Scope): Promise<number> =>
  write(scope, async (tx) => {
    const overdue = await tx.rows<RequestRow>(lockOverdue(tx.now, expireBatch))
    if (overdue.length === 0) return 0
    await tx.rows(
      expireRows(
        overdue.map(({ id }) => id),
        tx.now
      )
    )
    for (const request of overdue) {
      const { id: subjectId, studentId, mentorId, status: from } = request
      const status = move(requestMachine, from, 'EXPIRE', ['SYSTEM'])
      const payload = { from, status, waitedFor: silentSide(request), studentId, mentorId }
      tx.record({
        action: 'meeting_request.expired',
        subjectType: 'MeetingRequest',
        subjectId,
        changes: { from, status },
        payload
      })
    }
    return overdue.length
  })
