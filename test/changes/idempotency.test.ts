import t from 'tap'
import { sql, tenant } from '../../src/db/sql.ts'
import { raceAt } from '../modules/meetings/row-race.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { call, countsOf, keyedMutation } from '../support/keyed.ts'

const requests = '/v1/meeting-requests'
const create = `mutation ($input: CreateMeetingRequestInput!) {
  createMeetingRequest(input: $input) { meetingRequest { id status version } problems { code } } }`

t.test('a request with an Idempotency-Key', async (t) => {
  const app = await testApp(t)

  t.test('that is sent again by REST is answered alike and has one effect, one audit row, one event', async (t) => {
    const home = await campus(app)
    const [student, mentor] = [await home.student(), await home.mentor()]
    const body = { mentorId: mentor.id, type: 'CAREER_EXPLORATION', topic: 'How you got there' }
    const first = await call(app, student, { url: requests, key: 'k1', body })
    t.equal(first.status, 201)
    t.notOk(first.headers['idempotency-replayed'])
    const again = await call(app, student, { url: requests, key: 'k1', body })
    t.match(again, { status: 201, headers: { 'idempotency-replayed': 'true', location: first.headers.location } })
    t.equal(again.text, first.text)
    const reordered = Object.fromEntries(Object.entries(body).reverse())
    t.equal((await call(app, student, { url: requests, key: 'k1', body: reordered })).text, first.text)
    t.same(await countsOf(app, home, 'meeting_requests', 'meeting_request.created'), { rows: 1, audited: 1, told: 1 })
  })

  t.test('by GraphQL too, each change of a document by itself', async (t) => {
    const home = await campus(app)
    const [student, mentor] = [await home.student(), await home.mentor()]
    const input = { mentorId: mentor.id, type: 'COMPANY_INSIDER' }
    const [a, b] = [await home.mentor(), await home.mentor()]
    const first = await keyedMutation(app, student, 'k1', create, { input })
    t.match(first.body.data.createMeetingRequest, { meetingRequest: { status: 'DRAFT', version: 1 }, problems: [] })
    const again = await keyedMutation(app, student, 'k1', create, { input })
    t.equal(again.text, first.text)
    t.equal(again.headers['idempotency-replayed'], 'true')
    const three = `mutation ($bad: CreateMeetingRequestInput!, $a: CreateMeetingRequestInput!, $b: CreateMeetingRequestInput!) {
      bad: createMeetingRequest(input: $bad) { meetingRequest { id } problems { code } }
      a: createMeetingRequest(input: $a) { meetingRequest { id topic } problems { code } }
      b: createMeetingRequest(input: $b) { meetingRequest { id topic } problems { code } } }`
    const variables = {
      bad: { ...input, mentorId: student.id },
      a: { ...input, mentorId: a.id, topic: 'A' },
      b: { ...input, mentorId: b.id, topic: 'B' }
    }
    const together = await keyedMutation(app, student, 'k2', three, variables)
    t.match(together.body.data, { bad: { meetingRequest: null }, a: { meetingRequest: { topic: 'A' } } })
    t.equal((await keyedMutation(app, student, 'k2', three, variables)).text, together.text)
    t.same(await countsOf(app, home, 'meeting_requests', 'meeting_request.created'), { rows: 3, audited: 3, told: 3 })
  })

  t.test('that comes with another payload, path or door is refused', async (t) => {
    const home = await campus(app)
    const [student, mentor] = [await home.student(), await home.mentor()]
    const body = { mentorId: mentor.id, type: 'COMPANY_INSIDER' }
    const { body: draft } = await call(app, student, { url: requests, key: 'k1', body })
    const reused = { status: 422, body: { code: 'IDEMPOTENCY_KEY_REUSED' } }
    t.match(await call(app, student, { url: requests, key: 'k1', body: { ...body, topic: 'Other' } }), reused)
    t.match(await call(app, student, { url: `${requests}/${draft.id}/withdraw`, key: 'k1' }), reused)
    const { status, body: answer } = await keyedMutation(app, student, 'k1', create, { input: body })
    t.match(
      { status, answer },
      { status: 422, answer: { errors: [{ extensions: { code: 'IDEMPOTENCY_KEY_REUSED' } }] } }
    )
  })

  t.test('whose first sending still runs is refused at once, and answered when that has ended', async (t) => {
    const mutation = `mutation ($input: UpdateInstitutionPolicyInput!) {
      updateInstitutionPolicy(input: $input) { institution { version } problems { code } } }`
    const lock = sql`select 1 from institutions where id = ${tenant} for update`
    for (const door of ['/v1/institution/policy', '/graphql']) {
      const home = await campus(app)
      const admin = await home.admin()
      const input = { replyWindowDays: 9 }
      const change = () =>
        door === '/graphql'
          ? keyedMutation(app, admin, 'k1', mutation, { input })
          : call(app, admin, { method: 'PATCH', url: door, key: 'k1', body: input })
      // Whichever takes the key waits for the row; the other one does not wait.
      const answers = await raceAt(app, home, lock, [change, change])
      t.same(answers.map(({ status }) => status).sort(), [200, 409], door)
      const refused = answers.find(({ status }) => status === 409)
      t.equal(refused?.headers['retry-after'], '1')
      t.match(refused?.text, /"code":"IDEMPOTENCY_KEY_IN_USE"/)
      const again = await change()
      t.match(again, { status: 200, headers: { 'idempotency-replayed': 'true' }, text: /"version":2/ })
    }
  })

  t.test("is one actor's at one campus: the same key of others is another one", async (t) => {
    const [home, other] = [await campus(app), await campus(app)]
    const [one, two, theirs] = [await home.machine(), await home.machine(), await other.machine()]
    const body = { givenName: 'Ada', familyName: 'Lovelace' }
    const answers = []
    for (const who of [one, two, theirs]) answers.push(await call(app, who, { url: '/v1/people', key: 'k1', body }))
    t.same(
      answers.map(({ status, headers }) => [status, headers['idempotency-replayed']]),
      [201, 201, 201].map((status) => [status, undefined])
    )
    t.equal(new Set(answers.map((answer) => answer.body.id)).size, 3)
  })

  t.test('of a batch gets the same report again, refused rows too', async (t) => {
    const home = await campus(app)
    const people = [
      { externalId: 'a', givenName: 'Ada', familyName: 'Lovelace' },
      { externalId: 'b', givenName: '', familyName: 'Nobody' }
    ]
    const upsert = async (who = machine) =>
      call(app, who, { url: '/v1/people/batch', key: 'nightly', body: { people } })
    const machine = await home.machine()
    const first = await upsert()
    t.match(first.body, { rows: [{ result: 'CREATED' }, {}], problems: [{ path: ['people', '1', 'givenName'] }] })
    const again = await upsert()
    t.match(again, { text: first.text, headers: { 'idempotency-replayed': 'true' } })
  })
})
