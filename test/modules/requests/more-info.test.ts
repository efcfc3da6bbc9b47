import t from 'tap'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { expireRequests } from '../../../src/modules/requests/requests.jobs.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { draft, sentRequest } from './sent-request.ts'

const day = 24 * 60
const fields =
  'meetingRequest { status expiresAt infoQuestion infoAskedAt infoAnswer infoAnsweredAt statusText version }'

t.test('a mentor who asks back', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const fresh = ({ id }: Someone) => ({ id, token: home.tokenOf(id) })
  const expire = () => expireRequests.run(() => campusScopes(app.database, app.clock))
  const ask = (mentor: Someone, id: string, question = 'Which trial?') =>
    mutate(app, mentor, 'requestMoreInfo', { id, question }, fields)
  const answer = (student: Someone, id: string) =>
    mutate(app, student, 'provideMoreInfo', { id, answer: 'The one in the north.' }, fields)
  const get = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/meeting-requests/${id}`)).body
  const after = (days: number) => new Date(Date.parse(app.clock.now()) + days * day * 60_000).toISOString()

  t.test('stops the clock, which goes on with the answer where it stopped', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    app.clock.travel(10 * day)
    const asked = await ask(fresh(mentor), id)
    t.match(asked.meetingRequest, {
      status: 'NEEDS_INFO',
      infoQuestion: 'Which trial?',
      infoAskedAt: app.clock.now(),
      infoAnswer: null,
      expiresAt: after(14),
      statusText: /stands still/,
      version: 3
    })
    app.clock.travel(13 * day)
    await expire()
    t.match(await get(fresh(student), id), { status: 'NEEDS_INFO', allowedActions: ['WITHDRAW', 'PROVIDE_INFO'] })
    const given = await answer(fresh(student), id)
    t.match(given.meetingRequest, {
      status: 'SENT',
      infoQuestion: 'Which trial?',
      infoAnswer: 'The one in the north.',
      infoAnsweredAt: app.clock.now(),
      expiresAt: after(4),
      version: 4
    })
    app.clock.travel(4 * day - 1)
    await expire()
    t.match(await get(fresh(student), id), { status: 'SENT' })
    app.clock.travel(1)
    await expire()
    t.match(await get(fresh(student), id), { status: 'EXPIRED' })
  })

  t.test('has a day at least to read the answer', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    app.clock.travel(14 * day - 5)
    await ask(fresh(mentor), id)
    t.match((await answer(fresh(student), id)).meetingRequest, { expiresAt: after(1) })
  })

  t.test('leaves nothing in silence: a question without an answer expires with its request', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    await ask(mentor, id)
    app.clock.travel(14 * day)
    await expire()
    t.match(await get(fresh(student), id), { status: 'EXPIRED', allowedActions: [] })
    t.match(await answer(fresh(student), id), { problems: [{ code: 'INVALID_TRANSITION' }] })
  })

  t.test('may ask once more, and answer meanwhile', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    await ask(mentor, id)
    await answer(student, id)
    t.match((await ask(mentor, id, 'And when?')).meetingRequest, { infoQuestion: 'And when?', infoAnswer: null })
    const at = { startsAt: after(20) }
    t.match(await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/accept`, at), { body: { status: 'ACCEPTED' } })
  })

  t.test('has the place taken, for the student and the mentor, and closes it by pausing', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    await ask(mentor, id)
    const again = { mentorId: mentor.id, ...draft }
    t.match(await rest(app, student, 'POST', '/v1/meeting-requests', again), { body: { code: 'REQUEST_ALREADY_OPEN' } })
    await mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, capacity: 1 }, 'person { id }')
    const other = await home.student()
    const { body } = await rest(app, other, 'POST', '/v1/meeting-requests', again)
    const sent = await rest(app, other, 'POST', `/v1/meeting-requests/${body.id}/send`)
    t.match(sent, { status: 409, body: { code: 'CAPACITY_REACHED' } })
    await mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, isPaused: true }, 'person { id }')
    t.match(await get(student, id), { status: 'CLOSED_BY_MENTOR' })
  })

  t.test('says something: a question and an answer are 1 to 1000 characters, at both doors', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    for (const question of ['', '  \n', 'x'.repeat(1001)]) {
      const problems = [{ code: 'INVALID_INPUT', path: ['question'] }]
      t.match(await ask(mentor, id, question), { meetingRequest: null, problems })
      const answered = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/request-info`, { question })
      t.match(answered, { status: 422, body: { code: 'INVALID_INPUT', path: ['question'] } })
    }
    await ask(mentor, id)
    const given = await rest(app, student, 'POST', `/v1/meeting-requests/${id}/provide-info`, { answer: ' ' })
    t.match(given, { status: 422, body: { code: 'INVALID_INPUT', path: ['answer'] } })
  })
})
