import { draftedRequest, linkOf, longEnough, pitchOf, plannedSession } from '../modules/preparation/prepared.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Every change of the preparation, so that each of its statements has been sent. */
export async function prepareEverything(app: TestApp, home: Campus): Promise<void> {
  const { student, mentor, id: requestId } = await draftedRequest(app, home)
  const next = await draftedRequest(app, home, student)
  const change = (name: string, input: object, fields = '') => mutate(app, student, name, input, fields)
  const note = { kind: 'FIELD', requestId, text: longEnough }
  const { researchNote } = await change('saveResearchNote', note, 'researchNote { id }')
  await change('saveResearchNote', note)
  await change('saveResearchNote', { kind: 'ORGANIZATION', organization: 'Acme', text: longEnough })
  await change('saveResearchNote', { kind: 'FIELD', occupation: '15-1252.00', text: longEnough })
  await change('copyResearchNote', { id: researchNote.id, requestId: next.id })
  const { id: pitchId } = await pitchOf(app, student)
  await change('revisePitch', { id: pitchId, text: 'More.' })
  await change('attachPitch', { id: requestId, pitchId })
  await rest(app, student, 'GET', `/v1/meeting-requests/${requestId}/research-checklist`)
  await rest(app, student, 'GET', `/v1/meeting-requests/${requestId}`)
  await change('detachPitch', { id: requestId })
  const id = await plannedSession(app, student, { partnerName: 'Sam', requestId, pitchId })
  const begun = { requestId, items: [{ text: 'Why?' }] }
  const { questionList } = await change('createQuestionList', begun, 'questionList { id }')
  await change('updateMockSession', { id, kind: 'JOB', questionListId: questionList.id })
  await graphql(app, student, `{ mockSession(id: "${id}") { questions questionList { id } } }`)
  const token = await linkOf(app, student, id)
  await rest(app, null, 'GET', `/v1/partner-links/${token}`)
  await rest(app, null, 'POST', `/v1/partner-links/${token}/feedback`, { rating: 4 })
  await change('inviteMockPartner', { id })
  await change('revokePartnerLink', { id })
  await change('recordMockSession', { id, heldAt: '2026-02-01T10:00:00.000Z' })
  const other = await plannedSession(app, student, { partnerId: mentor.id })
  await mutate(app, mentor, 'giveMockFeedback', { id: other, rating: 3 }, '')
  await change('cancelMockSession', { id: other })
  await change('removeResearchNote', { id: researchNote.id })
  await change('archivePitch', { id: pitchId })
}
