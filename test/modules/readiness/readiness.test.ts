import t from 'tap'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { type TestApp, testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draftedRequest, longEnough, pitchOf, plannedSession } from '../preparation/prepared.ts'
import { shipped } from '../questions/prepared-questions.ts'

const kinds = [
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

interface Shown {
  isReady: boolean
  percentComplete: number
  items: { kind: string; isDone: boolean; isRequired: boolean }[]
}

const query = 'query ($id: ID!) { readiness(id: $id) { isReady percentComplete items { kind isDone isRequired } } }'

/** What both doors show, which is the same. */
async function shownTo(app: TestApp, who: Someone, id: string): Promise<Shown> {
  const { data } = await graphql(app, who, query, { id })
  const { body } = await rest(app, who, 'GET', `/v1/meeting-requests/${id}/readiness`)
  if (JSON.stringify(data.readiness) !== JSON.stringify(body)) throw new Error('The doors differ.')
  return body
}

const doneOf = ({ items }: Shown) => items.filter(({ isDone }) => isDone).map(({ kind }) => kind)
const of = (requests: object) => ({ requests: { ...defaultInstitutionPolicy.requests, ...requests } })

async function prepareAll(app: TestApp, student: Someone, id: string, counselor: Someone): Promise<void> {
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

t.test('how well a request is prepared (S#30)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test(
    'is told item by item, as it is done, and nothing of it is required but what every request needs',
    async (t) => {
      const { student, id } = await draftedRequest(app, home)
      const before = await shownTo(app, student, id)
      t.same(
        before.items.map(({ kind }) => kind),
        kinds
      )
      t.same(doneOf(before), ['TARGET', 'WHY_YOU', 'TOPIC', 'DURATION'])
      t.same(
        before.items.filter(({ isRequired }) => isRequired).map(({ kind }) => kind),
        ['TARGET', 'WHY_YOU', 'TOPIC', 'DURATION']
      )
      t.match(before, { isReady: true, percentComplete: 36 })
      await prepareAll(app, student, id, await home.counselor())
      const after = await shownTo(app, student, id)
      t.same(doneOf(after), kinds)
      t.match(after, { isReady: true, percentComplete: 100 })
    }
  )

  t.test('is not ready without a reason, a topic and a target', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const input = { mentorId: mentor.id, type: 'HIRING_MANAGER' }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    t.match(await shownTo(app, student, meetingRequest.id), { isReady: false, percentComplete: 9 })
  })

  t.test('is for its student, counselors and admins, and for nobody else, the mentor included', async (t) => {
    const { student, mentor, id } = await draftedRequest(app, home)
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    for (const who of [student, await home.counselor(), await home.admin()])
      t.equal((await graphql(app, who, query, { id })).data.readiness.isReady, true)
    for (const who of [mentor, await home.student(), await home.machine(), await (await campus(app)).counselor()]) {
      t.equal((await graphql(app, who, query, { id })).data.readiness, null)
      t.match(await rest(app, who, 'GET', `/v1/meeting-requests/${id}/readiness`), { status: 404 })
    }
    const nested = await graphql(app, mentor, '{ meetingRequests { nodes { status readiness { isReady } } } }')
    t.same(nested.data.meetingRequests.nodes, [{ status: 'SENT', readiness: null }])
  })
})

t.test('a campus that asks for preparation (S#30)', async (t) => {
  const app = await testApp(t)
  const requiredReadiness = ['TIMES', 'COUNSELING', 'RESEARCH', 'PITCH', 'QUESTIONS', 'MUST_ASK', 'PRACTICE']
  const home = await campus(app, of({ requiredReadiness }))

  t.test(
    'has nothing sent without it, says all that is missing at once, and has it sent when all is there',
    async (t) => {
      const { student, id } = await draftedRequest(app, home)
      const refused = await mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { id }')
      t.equal(refused.meetingRequest, null)
      t.same(
        refused.problems.map(({ code, path }: { code: string; path: string[] }) => [code, ...path]),
        requiredReadiness.map((kind) => ['NOT_READY', 'readiness', kind])
      )
      t.match(await rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`), {
        status: 422,
        body: { code: 'NOT_READY' }
      })
      t.equal((await shownTo(app, student, id)).isReady, false)
      await prepareAll(app, student, id, await home.counselor())
      t.equal((await shownTo(app, student, id)).isReady, true)
      app.forget()
      const sent = await mutate(app, student, 'sendMeetingRequest', { id }, 'meetingRequest { status }')
      t.same(sent, { meetingRequest: { status: 'SENT' }, problems: [] })
      await app.settled()
      t.equal(app.roundTrips.length, 4, 'what is asked of the preparation is one round trip more')
    }
  )

  t.test('changes what it asks for from one request to the next', async (t) => {
    const [admin, { student, id }] = [await home.admin(), await draftedRequest(app, home)]
    const asking = (items: string[]) =>
      rest(app, admin, 'PATCH', '/v1/institution/policy', { requiredReadiness: items })
    t.match(await asking(['PITCH', 'PITCH']), {
      status: 422,
      body: { code: 'INVALID_INPUT', path: ['requiredReadiness'] }
    })
    t.match(await asking(['SHOES']), { status: 422, body: { code: 'INVALID_INPUT' } })
    t.match(await asking([]), { status: 200, body: { policy: { requiredReadiness: [] } } })
    t.match(await rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`), {
      status: 200,
      body: { status: 'SENT' }
    })
  })
})

t.test('the readiness of a page of requests costs the same with 5 and with 25', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const costs: number[][] = []
  for (const count of [5, 20]) {
    for (let n = 0; n < count; n++) await draftedRequest(app, home)
    const text = '{ meetingRequests(first: 50) { nodes { readiness { percentComplete } } } }'
    await graphql(app, counselor, text)
    await app.settled()
    app.forget()
    t.ok((await graphql(app, counselor, text)).data.meetingRequests.nodes.length >= count)
    await app.settled()
    costs.push([app.roundTrips.length, app.roundTrips.flat().length])
  }
  t.same(costs[0], costs[1])
})
