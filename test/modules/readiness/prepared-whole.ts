import type { TestApp } from '../../support/app.ts'
import type { Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { longEnough, pitchOf, plannedSession } from '../preparation/prepared.ts'
import { shipped } from '../questions/prepared-questions.ts'

/** All items, in their order. */
export const kinds = [
  'TARGET',
  'WHY_YOU',
  'TOPIC',
  'DURATION',
  'TIMES',
  'COUNSELING',
  'RESEARCH',
  'PITCH',
  'QUESTIONS',
  'MUST_ASK',
  'PRACTICE'
]
const past = '2026-03-01T16:00:00.000Z'

export interface Shown {
  isReady: boolean
  percentComplete: number
  items: { kind: string; isDone: boolean; isRequired: boolean }[]
}

export const query =
  'query ($id: ID!) { readiness(id: $id) { isReady percentComplete items { kind isDone isRequired } } }'

/** What both doors show, which is the same. */
export async function shownTo(app: TestApp, who: Someone, id: string): Promise<Shown> {
  const { data } = await graphql(app, who, query, { id })
  const { body } = await rest(app, who, 'GET', `/v1/meeting-requests/${id}/readiness`)
  if (JSON.stringify(data.readiness) !== JSON.stringify(body)) throw new Error('The doors differ.')
  return body
}

/** What is done of it. */
export const doneOf = ({ items }: Shown) => items.filter(({ isDone }) => isDone).map(({ kind }) => kind)

/** Prepares all that there is to prepare, but for the request's own words. */
export async function prepareAll(app: TestApp, student: Someone, id: string, counselor: Someone): Promise<void> {
  const act = (verb: string, input: object) => mutate(app, student, verb, input, '')
  for (const kind of ['FIELD', 'ORGANIZATION', 'COMPETITORS', 'PERSON'])
    await act('saveResearchNote', { kind, requestId: id, text: longEnough })
  await act('attachPitch', { id, pitchId: (await pitchOf(app, student)).id })
  await act('createQuestionList', { requestId: id, items: [{ questionId: shipped.resources }] })
  const session = await plannedSession(app, student, { partnerName: 'Sam', requestId: id })
  await act('recordMockSession', { id: session, heldAt: past })
  await act('logCounselingSession', { studentId: student.id, counselorId: counselor.id, heldAt: past })
  await act('updateMeetingRequest', { id, proposedTimes: ['2026-03-09T16:00:00.000Z'] })
}
