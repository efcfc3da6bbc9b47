import { isOfficial } from '../../actor.ts'
import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import type { ById } from '../requests/requests.types.ts'
import { allowedActions, checkVersion, move } from '../state-machine.ts'
import { asSeenBy, canSeeSession, partiesOf, visibleSessions } from './mock-sessions.policy.ts'
import {
  findablePerson,
  lockSession,
  ownerOfQuestionList,
  returning,
  sessionPage,
  sessionRows
} from './mock-sessions.queries.ts'
import { holdPitch } from './pitches.queries.ts'
import { assertUsable } from './pitches.service.ts'
import {
  feedbackProblems,
  isLinkOpen,
  type MockSessionAction,
  partnerProblems,
  recordProblems,
  sessionMachine
} from './practice.rules.ts'
import type {
  GiveMockFeedbackInput,
  MockFeedbackInput,
  MockSessionFilter,
  MockSessionOrderField,
  MockSessionPlan,
  MockSessionRow,
  PlanMockSessionInput,
  RecordMockSessionInput,
  UpdateMockSessionInput
} from './practice.types.ts'
import { assertMayPrepare } from './preparation.policy.ts'
import { type ListOrder, ownerOfRequest } from './research.queries.ts'

/**
 * Plans to practise a conversation with somebody, of the campus or from outside, with the questions of a list of one's
 * own (S#47), for a job interview too (S#49). Throws FORBIDDEN, SAME_PERSON, NOT_FOUND for a partner, request, pitch or
 * question list that is not there for the actor, PITCH_ARCHIVED, INVALID_INPUT.
 */
export const planMockSession = (scope: Scope, input: PlanMockSessionInput): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [partners, ...parts]) => {
      assertMayPrepare(tx.actor)
      refuseAll(partnerProblems(input))
      const { kind, scheduledFor, partnerId, partnerName, partnerEmail, requestId, pitchId, questionListId } = input
      if (partnerId != null && partnerId.toLowerCase() === tx.actor.id)
        throw refuse('SAME_PERSON', { path: ['partnerId'], message: 'Nobody practises with themselves.' })
      if (partnerId != null && !partners?.[0]) throw refuse('NOT_FOUND', { path: ['partnerId'] })
      assertOwnParts(tx, input, parts)
      const what = { kind, scheduledFor, partnerId, partnerName, partnerEmail, requestId, pitchId, questionListId }
      const stamps = { id: newId(), status: 'PLANNED', version: 1, createdAt: tx.now, updatedAt: tx.now }
      const row = { ...what, studentId: tx.actor.id, ...stamps }
      record(tx, 'mock_session.planned', row as unknown as MockSessionRow, {})
      return asLast(tx, insertRow('mock_sessions', row, returning))
    },
    [findablePerson(input.partnerId ?? '', isOfficial(scope.actor)), ...partsOf(input)]
  )

const partsOf = ({ requestId, pitchId, questionListId }: MockSessionPlan) => [
  ownerOfRequest(requestId ?? ''),
  holdPitch(pitchId ?? ''),
  ownerOfQuestionList(questionListId ?? '')
]

/** Request, pitch and question list are the student's own, and the pitch is in use. Throws NOT_FOUND, PITCH_ARCHIVED. */
function assertOwnParts(tx: Tx, plan: MockSessionPlan, [requests, pitches, lists]: Rows[]): void {
  if (plan.requestId != null && requests?.[0]?.studentId !== tx.actor.id)
    throw refuse('NOT_FOUND', { path: ['requestId'] })
  if (plan.pitchId != null) assertUsable(tx, pitches)
  if (plan.questionListId != null && lists?.[0]?.studentId !== tx.actor.id)
    throw refuse('NOT_FOUND', { path: ['questionListId'] })
}

function asLast(tx: Tx, statement: Last<unknown>['statement']): Last<MockSessionRow> {
  return new Last(statement, ([row]) => asSeenBy(tx.actor, row as unknown as MockSessionRow))
}

// Names, addresses and words of outsiders and partners stay out of the trail; they are in the session alone.
function record(tx: Tx, action: string, session: MockSessionRow, changes: object, more: object = {}): void {
  const { id: subjectId, studentId, partnerId = null, status, scheduledFor } = session
  const payload = { status, studentId, partnerId, scheduledFor, ...more }
  tx.record({ action, subjectType: 'MockSession', subjectId, changes: { ...payload, ...changes }, payload })
}

/**
 * A locked session on its way to another state: visible to the actor, at the version expected, and free to move.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT.
 */
export function movableSession(tx: Tx, rows: Rows | undefined, action: MockSessionAction, { expectedVersion }: ById) {
  const session = rows?.[0] as unknown as MockSessionRow | undefined
  if (!session || !canSeeSession(tx.actor, session)) throw refuse('NOT_FOUND', { path: ['id'] })
  const to = move(sessionMachine, session.status, action, partiesOf(tx.actor, session))
  checkVersion(session, expectedVersion)
  return { session, to }
}

/** Writes a session's new values as the last step of a change, and records it under `action`. */
export function changeSession(
  tx: Tx,
  session: MockSessionRow,
  action: string,
  values: Partial<MockSessionRow>
): Last<MockSessionRow> {
  const { status = session.status, scheduledFor = session.scheduledFor } = values
  const isMoved = Date.parse(scheduledFor) !== Date.parse(session.scheduledFor)
  record(tx, action, { ...session, status, scheduledFor }, { from: session.status }, isMoved ? { isMoved } : {})
  return asLast(tx, updateRow('mock_sessions', session.id, values, tx.now, returning))
}

/** Changes a planned session. Throws what `movableSession` throws, NOT_FOUND and PITCH_ARCHIVED for what it is to be about. */
export const updateMockSession = (scope: Scope, input: UpdateMockSessionInput): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [sessions, ...parts]) => {
      const { session } = movableSession(tx, sessions, 'UPDATE', input)
      assertOwnParts(tx, input, parts)
      const { requestId, pitchId, questionListId } = input
      const values = { kind: input.kind ?? session.kind, scheduledFor: input.scheduledFor ?? session.scheduledFor }
      return changeSession(tx, session, 'mock_session.updated', { ...values, requestId, pitchId, questionListId })
    },
    [lockSession(input.id), ...partsOf(input)]
  )

/** Says that a session was held and how it went; said again, it corrects (S#47). Throws what `movableSession` throws, INVALID_INPUT. */
export const recordMockSession = (scope: Scope, input: RecordMockSessionInput): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [sessions]) => {
      const { session, to } = movableSession(tx, sessions, 'RECORD', input)
      refuseAll(recordProblems(input, tx.now))
      const { heldAt, selfRating, selfReflection } = input
      return changeSession(tx, session, 'mock_session.held', { status: to, heldAt, selfRating, selfReflection })
    },
    [lockSession(input.id)]
  )

/** Calls a planned session off; its link is closed with it. Throws what `movableSession` throws. */
export const cancelMockSession = (scope: Scope, input: ById): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [sessions]) => {
      const { session, to } = movableSession(tx, sessions, 'CANCEL', input)
      return changeSession(tx, session, 'mock_session.cancelled', { status: to, cancelledAt: tx.now })
    },
    [lockSession(input.id)]
  )

/** Feedback of a partner of the campus; given again, it takes the place of what was there (S#47). Throws what `movableSession` throws, INVALID_INPUT. */
export const giveMockFeedback = (scope: Scope, input: GiveMockFeedbackInput): Promise<MockSessionRow> =>
  write(
    scope,
    async (tx, [sessions]) => {
      const { session } = movableSession(tx, sessions, 'GIVE_FEEDBACK', input)
      refuseAll(feedbackProblems(input))
      return changeSession(tx, session, 'mock_session.feedback_given', feedbackOf(input, tx.now))
    },
    [lockSession(input.id)]
  )

/** A partner's words as columns. */
export const feedbackOf = ({ rating, strengths, improvements }: MockFeedbackInput, now: string) => ({
  feedbackRating: rating,
  feedbackStrengths: strengths ?? null,
  feedbackImprovements: improvements ?? null,
  feedbackAt: now
})

interface ListArgs extends PageArgs {
  filter?: MockSessionFilter | null
  orderBy?: ListOrder<MockSessionOrderField> | null
}

/** The sessions that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export async function listMockSessions(scope: Scope, args: ListArgs): Promise<Connection<MockSessionRow>> {
  const order = args.orderBy ?? { field: 'SCHEDULED_FOR', direction: 'DESC' }
  const found = await sessionPage(scope, visibleSessions(scope.actor), args.filter ?? {}, order, args)
  for (const session of found.nodes) asSeenBy(scope.actor, session)
  return found
}

/** Sessions by id in their order; null for what is missing or not for the actor to see. */
export async function mockSessionsByIds(scope: Scope, ids: readonly string[]): Promise<(MockSessionRow | null)[]> {
  const rows = await sessionRows(scope, visibleSessions(scope.actor), ids)
  return inOrder(
    ids,
    rows.map((row) => asSeenBy(scope.actor, row)),
    ({ id }) => id
  )
}

/** One session, or null. */
export const findMockSession = async (scope: Scope, { id }: { id: string }): Promise<MockSessionRow | null> =>
  (await mockSessionsByIds(scope, [id]))[0] ?? null

/** One session. Throws NOT_FOUND. */
export async function getMockSession(scope: Scope, args: { id: string }): Promise<MockSessionRow> {
  const session = await findMockSession(scope, args)
  if (!session) throw refuse('NOT_FOUND', { path: ['id'] })
  return session
}

/** The moves that the actor may make with a session now; a partner of the campus needs no link. */
export const allowedSessionActions = (scope: Scope, session: MockSessionRow): MockSessionAction[] =>
  allowedActions(sessionMachine, session.status, partiesOf(scope.actor, session)).filter((action) => {
    if (action === 'INVITE') return session.partnerId === null
    return action !== 'REVOKE' || isLinkOpen(session, scope.clock.now())
  })

/** The feedback of a session as the doors show it, or null. */
export const feedbackIn = ({ feedbackRating: rating, feedbackAt: givenAt, ...session }: MockSessionRow) =>
  rating === null
    ? null
    : { rating, strengths: session.feedbackStrengths, improvements: session.feedbackImprovements, givenAt }

/** The link of a session as the doors show it, or null. */
export const linkIn = (scope: Scope, session: MockSessionRow) =>
  session.partnerLinkId === null
    ? null
    : {
        token: session.partnerLinkToken ?? null,
        isOpen: isLinkOpen(session, scope.clock.now()),
        expiresAt: session.partnerLinkExpiresAt,
        usedAt: session.partnerLinkUsedAt
      }
