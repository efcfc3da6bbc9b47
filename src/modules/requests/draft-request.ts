import { isOfficial } from '../../actor.ts'
import { constraintOf } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { type Problem, problem, refuse, refuseAll } from '../../errors.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { durationMinutesOf } from '../tenants/durations.rules.ts'
import { assertMayAsk } from './requests.policy.ts'
import { askableMentor, lockRequest, returning } from './requests.queries.ts'
import { draftProblems } from './requests.rules.ts'
import { changeRequest, movable } from './requests.service.ts'
import type {
  CreateMeetingRequestInput,
  DraftFields,
  InterviewType,
  RequestRow,
  UpdateMeetingRequestInput
} from './requests.types.ts'

/**
 * Drafts a request to a mentor. A draft may be incomplete; what it says must be well-formed.
 * Throws FORBIDDEN, NOT_A_MENTOR, SAME_PERSON, REQUEST_ALREADY_OPEN, UNKNOWN_OCCUPATION, and the problems of its fields.
 */
export const createMeetingRequest = (scope: Scope, input: CreateMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [mentors]) => {
      assertMayAsk(tx.actor)
      const problems = await fieldProblems(tx, input, input.type)
      const mentorId = mentors?.[0]?.personId as string | undefined
      if (!mentorId) problems.push(problem('NOT_A_MENTOR', { path: ['mentorId'] }))
      else if (mentorId === tx.actor.id) problems.push(problem('SAME_PERSON', { path: ['mentorId'] }))
      refuseAll(problems)
      const values = { studentId: tx.actor.id as string, mentorId, ...draftColumns(input), type: input.type }
      return insertDraft(tx, values, durationMinutesOf(tx.policy, input.type).default)
    },
    [askableMentor(input.mentorId, isOfficial(scope.actor))]
  )

/**
 * Changes a draft. Throws NOT_FOUND, INVALID_TRANSITION once it is sent, VERSION_CONFLICT, and the problems of its fields.
 */
export const updateMeetingRequest = (scope: Scope, input: UpdateMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request } = movable(tx, requests, 'UPDATE', input.expectedVersion)
      const type = input.type ?? request.type
      // Another type may have other bounds, which the length as it stands has to keep as well.
      const durationMinutes = input.durationMinutes ?? (type === request.type ? null : request.durationMinutes)
      refuseAll(await fieldProblems(tx, { ...input, durationMinutes }, type))
      const values = changed(request, draftColumns(input))
      if (Object.keys(values).length === 0) return request
      return changeRequest(tx, request, 'meeting_request.updated', values)
    },
    [lockRequest(input.id)]
  )

async function fieldProblems(tx: Tx, input: DraftFields, type: InterviewType): Promise<Problem[]> {
  const occupations = input.targetOccupation ? [{ code: input.targetOccupation, path: ['targetOccupation'] }] : []
  return [
    ...draftProblems(input, { type, policy: tx.policy, now: tx.now }),
    ...(await codeProblems(tx, { occupations }))
  ]
}

// Null empties what may be empty; the rest keeps its value, as a request without a type or channel makes no sense.
const draftColumns = ({
  targetOccupation,
  type,
  channel,
  durationMinutes,
  purposes,
  proposedTimes,
  ...fields
}: DraftFields) => ({
  targetOccupationCode: targetOccupation,
  targetOrganization: fields.targetOrganization,
  targetRole: fields.targetRole,
  targetTeam: fields.targetTeam,
  topicKind: fields.topicKind,
  topic: fields.topic,
  whyYou: fields.whyYou,
  message: fields.message,
  type: type ?? undefined,
  channel: channel ?? undefined,
  durationMinutes: durationMinutes ?? undefined,
  purposes: purposes === null ? [] : purposes,
  proposedTimes: proposedTimes === null ? [] : proposedTimes
})

function changed(request: RequestRow, values: Partial<RequestRow>): Partial<RequestRow> {
  const differs = ([key, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(request[key as keyof RequestRow])
  return Object.fromEntries(Object.entries(values).filter(differs))
}

/** A draft, recorded: its id, and the statement that writes it, to travel with the others of a change. */
export function newDraft(tx: Tx, values: Partial<RequestRow>, durationMinutes: number): { id: string; insert: Sql } {
  const defaults = { purposes: [], proposedTimes: [], channel: 'VIDEO', durationMinutes }
  const stamps = { id: newId(), status: 'DRAFT', version: 1, createdAt: tx.now, updatedAt: tx.now }
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const row = { ...defaults, ...given, ...stamps }
  const { id, status } = stamps
  const { studentId, mentorId, type } = values
  const changes = { status, type, mentorId, studentId }
  const payload = { status, studentId, mentorId }
  tx.record({ action: 'meeting_request.created', subjectType: 'MeetingRequest', subjectId: id, changes, payload })
  return { id, insert: insertRow('meeting_requests', row, returning) }
}

/**
 * Writes a draft row and records it. Throws REQUEST_ALREADY_OPEN when the pair has an open request.
 */
async function insertDraft(tx: Tx, values: Partial<RequestRow>, durationMinutes: number): Promise<RequestRow> {
  const { insert } = newDraft(tx, values, durationMinutes)
  const inserted = await tx.rows<RequestRow>(insert).catch((error) => {
    if (constraintOf(error) === 'meeting_requests_one_open')
      throw refuse('REQUEST_ALREADY_OPEN', { path: ['mentorId'], cause: error })
    throw error
  })
  return inserted[0] as RequestRow
}
