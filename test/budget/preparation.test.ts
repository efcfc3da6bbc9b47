import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { draftedRequest, linkOf, longEnough, pitchOf, plannedSession } from '../modules/preparation/prepared.ts'
import { requestRow, sent } from '../permissions/filled.ts'
import { heldSessionRow, noteRow, outside, pitchRows } from '../permissions/filled-preparation.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  for (let n = 0; n < count; n++) {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const [requestId, pitchId, textId] = [newId(), newId(), newId()]
    const of = { studentId: student.id, requestId }
    await home.run(
      requestRow({ id: requestId, studentId: student.id, mentorId: mentor.id, status: 'SENT', ...sent }),
      noteRow({ id: newId(), ...of }),
      ...pitchRows({ id: pitchId, studentId: student.id }, textId),
      heldSessionRow({ id: newId(), ...of, pitchId, ...outside }),
      sql`update meeting_requests set pitch_version_id = ${textId} where tenant_id = ${tenant} and id = ${requestId}`
    )
  }
  return home.counselor()
}

const entering = /^(begin|commit|select set_config)/

async function cost(app: TestApp, ask: () => Promise<{ status: number }>) {
  await app.settled()
  app.forget()
  const { status } = await ask()
  await app.settled()
  const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
  return { status, statements, roundTrips: app.roundTrips.length }
}

const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'requests with research and pitch': {
    query:
      '{ meetingRequests(first: 50) { nodes { research { percentComplete items { isDone note { text } } } pitch { text } } } }',
    statements: 3,
    roundTrips: 3
  },
  notes: {
    query:
      '{ researchNotes(first: 50) { nodes { text sources { url } student { name } request { status } occupation { title } } } }',
    statements: 3,
    roundTrips: 3
  },
  pitches: {
    query: '{ pitches(first: 50) { nodes { text practisedAt student { name } versions { text } } } }',
    statements: 3,
    roundTrips: 3
  },
  'mock sessions': {
    query:
      '{ mockSessions(first: 50) { nodes { status feedback { rating } partnerLink { isOpen } allowedActions student { name } partner { name } request { status } pitch { text } questions questionList { id } } } }',
    statements: 5,
    roundTrips: 3
  }
}

t.test('the preparation costs as many statements at 50 rows as at 5', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await campusOf(app, 5), await campusOf(app, 50)]
  for (const [name, { query, statements, roundTrips }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      for (const who of [few, many]) {
        await graphql(app, who, query)
        t.same(await cost(app, () => graphql(app, who, query)), { status: 200, statements, roundTrips })
      }
    })
  }
  for (const path of ['research-notes', 'pitches', 'mock-sessions'])
    t.test(`REST: a page of ${path} is one statement in one round trip`, async (t) => {
      for (const who of [few, many]) {
        await rest(app, who, 'GET', '/v1/viewer')
        const asked = await cost(app, () => rest(app, who, 'GET', `/v1/${path}?first=50`))
        t.same(asked, { status: 200, statements: 1, roundTrips: 1 })
      }
    })
})

t.test('a change of the preparation takes at most three round trips, one by a link two', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const { student, id: requestId } = await draftedRequest(app, home)
  const next = await draftedRequest(app, home, student)
  const { id: pitchId } = await pitchOf(app, student)
  const id = await plannedSession(app, student, { partnerName: 'Sam', requestId, pitchId })
  const note = { kind: 'FIELD', requestId, text: longEnough }
  const saved = await mutate(app, student, 'saveResearchNote', note, 'researchNote { id }')
  const token = await linkOf(app, student, id)
  const trips = async (ask: () => Promise<unknown>) => {
    await app.settled()
    app.forget()
    await ask()
    await app.settled()
    return app.roundTrips.length
  }
  const changes: [string, object][] = [
    ['saveResearchNote', note],
    ['copyResearchNote', { id: saved.researchNote.id, requestId: next.id }],
    ['revisePitch', { id: pitchId, text: 'More.' }],
    ['attachPitch', { id: requestId, pitchId }],
    ['detachPitch', { id: requestId }],
    ['updateMockSession', { id, kind: 'JOB' }],
    ['recordMockSession', { id, heldAt: '2026-02-01T10:00:00.000Z' }],
    ['removeResearchNote', { id: saved.researchNote.id }],
    ['archivePitch', { id: pitchId }]
  ]
  for (const [name, input] of changes) {
    const run = async (who: Someone) => t.same((await mutate(app, who, name, input, '')).problems, [], name)
    t.ok((await trips(() => run(student))) <= 3, name)
  }
  const url = `/v1/partner-links/${token}`
  t.equal(await trips(() => rest(app, null, 'GET', url)), 1)
  t.equal(await trips(() => rest(app, null, 'POST', `${url}/feedback`, { rating: 4 })), 2)
})
