import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { expireMeetingRequests } from '../../../src/modules/requests/requests.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { fresh, kindsTo, relay, toldTo, workerScope } from './told.ts'

t.test('who is told of what', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const ask = () => sentRequest(app, home)
  const act = (who: { id: string; token: string }, verb: string, input: object) =>
    mutate(app, fresh(home, who), verb, input, '')
  const startsAt = '2026-03-20T16:00:00.000Z'

  t.test('the mentor of a request that was sent, and a taking back; the student of neither', async (t) => {
    const { student, mentor, id } = await ask()
    await act(student, 'withdrawMeetingRequest', { id })
    await relay(app)
    t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', 'REQUEST_WITHDRAWN'])
    t.same(await kindsTo(app, home, student), [])
    const [received] = await toldTo(app, home, mentor)
    t.match(received, { subjectType: 'MeetingRequest', subjectId: id, aboutPerson: { name: /^Ada/ }, readAt: null })
    t.match(received?.text, /Please answer by Monday, March 16, 2026 at 10:00.AM/, 'in the zone of the reader')
  })

  t.test('nobody of a draft that was taken back', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const input = { mentorId: mentor.id, type: 'CAREER_EXPLORATION' }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    await act(student, 'withdrawMeetingRequest', { id: meetingRequest.id })
    await relay(app)
    t.same(await kindsTo(app, home, mentor), [])
  })

  t.test('the student of a no, in words that say nothing of its reason, and that others can be asked', async (t) => {
    const { student, mentor, id } = await ask()
    const next = await home.mentor()
    const referral = { mentorId: next.id, note: 'She knows more.' }
    await act(mentor, 'declineMeetingRequest', { id, reason: 'TOO_VAGUE', note: 'Sloppy.', referral })
    await relay(app)
    const told = await toldTo(app, home, student)
    t.same(told.map(({ kind }) => kind).sort(), ['REFERRAL_RECEIVED', 'REQUEST_DECLINED'])
    t.notMatch(JSON.stringify(told), /vague|sloppy|decline[ds] /i, 'S#32')
    t.match(JSON.stringify(told), /other mentors are glad to be asked/, 'S#33')
    t.same(await kindsTo(app, home, next), [], 'whoever was named learns of it with the request')
  })

  t.test('the student of the meeting that an acceptance made, with its time', async (t) => {
    const { student, mentor, id } = await ask()
    await act(mentor, 'acceptMeetingRequest', { id, startsAt })
    await relay(app)
    const [accepted] = await toldTo(app, home, student)
    t.match(accepted, { kind: 'REQUEST_ACCEPTED', subjectType: 'Meeting', text: /Friday, March 20, 2026 at 11:00.AM/ })
  })

  t.test('the other one of the two of what became of a meeting', async (t) => {
    const meetings = []
    for (const verb of ['cancelMeeting', 'completeMeeting', 'markMeetingNoShow'] as const) {
      const { student, mentor, id } = await ask()
      await act(mentor, 'acceptMeetingRequest', { id, startsAt })
      await relay(app)
      const [accepted] = await toldTo(app, home, student)
      meetings.push({ verb, student, mentor, meetingId: accepted?.subjectId as string })
    }
    app.clock.travel(20 * 24 * 60)
    for (const { verb, student, meetingId } of meetings) await act(student, verb, { id: meetingId })
    await relay(app)
    const kinds = ['MEETING_CANCELLED', 'MEETING_COMPLETED', 'MEETING_NO_SHOW']
    for (const [index, { mentor, student }] of meetings.entries()) {
      t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED', kinds[index]])
      t.same(await kindsTo(app, home, student), ['REQUEST_ACCEPTED'], 'nobody of what they did themselves')
    }
  })

  t.test('each side of a question and its answer, and the student of a request that ended', async (t) => {
    const [first, second] = [await ask(), await ask()]
    await act(first.mentor, 'requestMoreInfo', { id: first.id, question: 'Which?' })
    await act(first.student, 'provideMoreInfo', { id: first.id, answer: 'This.' })
    await act(second.mentor, 'updateMentorProfile', { personId: second.mentor.id, isPaused: true })
    app.clock.travel(15 * 24 * 60)
    await expireMeetingRequests(workerScope(app, home))
    await relay(app)
    t.same(await kindsTo(app, home, first.student), ['INFO_REQUESTED', 'REQUEST_EXPIRED'])
    t.same(await kindsTo(app, home, first.mentor), ['REQUEST_RECEIVED', 'INFO_PROVIDED', 'REQUEST_UNANSWERED'])
    t.same(await kindsTo(app, home, second.student), ['REQUEST_CLOSED'])
  })

  t.test('both of what the career center did, in its name', async (t) => {
    const admin = await home.admin()
    const [first, second] = [await ask(), await ask()]
    await act(admin, 'withdrawMeetingRequest', { id: first.id })
    await act(second.mentor, 'acceptMeetingRequest', {
      id: second.id,
      startsAt: app.clock.now().replace(/^..../, '2027')
    })
    await relay(app)
    const meetingId = (await toldTo(app, home, second.student)).at(-1)?.subjectId
    await act(admin, 'cancelMeeting', { id: meetingId })
    await relay(app)
    const last = async (who: { id: string; token: string }) => (await toldTo(app, home, who)).at(-1)?.title
    for (const who of [first.student, first.mentor])
      t.equal(await last(who), 'The career center has taken back a request')
    const cancelled = /^The career center has cancelled your conversation with Ada Person/
    for (const who of [second.student, second.mentor]) t.match(await last(who), cancelled)
    const people = [first.mentor, second.student].map(({ id }) => id)
    await home.run(sql`update persons set locale = 'es' where tenant_id = ${tenant} and id = any(${people})`)
    t.equal(await last(first.mentor), 'El centro de carreras ha retirado una solicitud')
    t.match(await last(second.student), /^El centro de carreras ha cancelado su conversación con Ada Person/)
  })

  t.test('nobody else', async (t) => {
    t.same(await kindsTo(app, home, counselor), [])
  })
})
