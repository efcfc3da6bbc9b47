import { relay } from '../modules/notifications/told.ts'
import { age, metPair, remindOfUpdates } from '../modules/relationships/related.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

const verbs = [
  ['proposeMentorship', 0],
  ['withdrawMentorshipProposal', 0],
  ['proposeMentorship', 0],
  ['declineMentorship', 1],
  ['proposeMentorship', 1],
  ['acceptMentorship', 0],
  ['endRelationship', 1]
] as const

/** Does with relationships and cadences what can be done, so that every statement of theirs has been sent. */
export async function walkRelationships(app: TestApp, home: Campus): Promise<void> {
  const { id, student, mentor } = await metPair(app, home)
  const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'ALUM' }
  const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
  await mutate(app, student, 'logTouchpoint', { mentorId: mentor.id, kind: 'UPDATE' }, '')
  await relay(app)
  for (const subject of [{ contactId: contact.id }, { relationshipId: id }]) {
    await mutate(app, student, 'setUpdateCadence', { ...subject, everyDays: 30 }, 'updateCadence { id }')
    await mutate(app, student, 'snoozeUpdate', { ...subject, until: null }, 'updateCadence { id }')
    await mutate(app, student, 'setUpdateCadence', { ...subject, everyDays: 31 }, 'updateCadence { id }')
  }
  for (const [verb, who] of verbs) await mutate(app, [student, mentor][who] as typeof student, verb, { id }, '')
  for (const reader of [student, await home.counselor()]) {
    const filter = `{ stage: [ENDED], seekerId: "${student.id}", mentorId: "${mentor.id}" }`
    const whole = `history { stage } mentorshipProposal { status } endReason warmth { score } updateCadence { id }`
    await graphql(
      app,
      reader,
      `{ relationships(filter: ${filter}, orderBy: { field: OPENED_AT }) { nodes { ${whole} } } }`
    )
    await graphql(app, reader, '{ meetings { nodes { relationship { id } } } contacts { nodes { warmth { score } } } }')
    await rest(app, reader, 'GET', `/v1/relationships/${id}`)
    await rest(app, reader, 'GET', '/v1/due-people?totalCount=true')
  }
  // Not so far that the others' tokens run out.
  await metPair(app, home)
  await Promise.all([remindOfUpdates(app), age(app)])
}
