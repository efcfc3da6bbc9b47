import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { draft } from './sent-request.ts'

t.test('a mentor who is not there', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const admin = await home.admin()
  const drafted = async (mentor: Someone) => {
    const student = await home.student()
    const input = { mentorId: mentor.id, ...draft }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    return { student, id: meetingRequest.id as string }
  }
  const sent = async (mentor: Someone) => {
    const request = await drafted(mentor)
    await mutate(app, request.student, 'sendMeetingRequest', { id: request.id }, '')
    return request
  }
  const stateOf = async ({ student, id }: { student: Someone; id: string }) =>
    (await rest(app, student, 'GET', `/v1/meeting-requests/${id}`)).body
  const toldOf = (id: string) =>
    home.run(sql`select e.type, e.payload ->> 'status' as status, a.actor_kind from domain_events e
      join audit_events a on a.tenant_id = ${tenant} and a.id = e.audit_event_id
      where e.tenant_id = ${tenant} and e.subject_id = ${id} and e.type = 'meeting_request.closed_by_mentor'`)

  const leave: Record<string, (mentor: Someone) => Promise<unknown>> = {
    'pauses by the profile': (mentor) =>
      mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, isPaused: true }, 'person { id }'),
    'is deactivated': (mentor) => rest(app, admin, 'PATCH', `/v1/people/${mentor.id}`, { isActive: false }),
    'is paused by a nightly batch': (mentor) =>
      rest(app, admin, 'POST', '/v1/people/batch', {
        people: [{ externalId: `x-${mentor.id}`, givenName: 'Mia', familyName: 'M', mentorProfile: { isPaused: true } }]
      })
  }
  for (const [how, goes] of Object.entries(leave)) {
    t.test(`who ${how} leaves nobody waiting: what was sent is closed, with an event each`, async (t) => {
      const [mentor, other] = [await home.mentor(), await home.mentor()]
      const waiting = [await sent(mentor), await sent(mentor)]
      const [unsent, elsewhere] = [await drafted(mentor), await sent(other)]
      await goes(mentor)
      for (const request of waiting) {
        t.match(await stateOf(request), {
          status: 'CLOSED_BY_MENTOR',
          statusText: /takes no requests at present/,
          closedAt: app.clock.now(),
          answeredAt: null,
          allowedActions: [],
          version: 3
        })
        t.same(await toldOf(request.id), [
          { type: 'meeting_request.closed_by_mentor', status: 'CLOSED_BY_MENTOR', actor_kind: 'PERSON' }
        ])
      }
      t.match(await stateOf(unsent), { status: 'DRAFT' })
      t.match(await stateOf(elsewhere), { status: 'SENT' })
    })
  }

  t.test('keeps what was agreed, and what is drafted is refused until they are back', async (t) => {
    const mentor = await home.mentor()
    const [agreed, unsent] = [await sent(mentor), await drafted(mentor)]
    const at = { startsAt: '2026-12-01T16:00:00Z' }
    const accepted = await rest(app, mentor, 'POST', `/v1/meeting-requests/${agreed.id}/accept`, at)
    const pause = (isPaused: boolean) =>
      mutate(app, mentor, 'updateMentorProfile', { personId: mentor.id, isPaused }, 'person { id }')
    await pause(true)
    const meeting = await rest(app, mentor, 'GET', `/v1/meetings/${accepted.body.meetingId}`)
    t.match(meeting.body, { status: 'SCHEDULED' })
    const send = () => rest(app, unsent.student, 'POST', `/v1/meeting-requests/${unsent.id}/send`)
    t.match(await send(), { status: 409, body: { code: 'MENTOR_PAUSED' } })
    await pause(false)
    t.equal((await send()).status, 200)
  })

  t.test('may decline and pause in one step: both, or neither', async (t) => {
    const mentor = await home.mentor()
    const [declined, other] = [await sent(mentor), await sent(mentor)]
    const decline = (body: object) => rest(app, mentor, 'POST', `/v1/meeting-requests/${declined.id}/decline`, body)
    t.match(await decline({ reason: 'NO_TIME', isPaused: true, expectedVersion: 1 }), { status: 409 })
    t.match(await stateOf(other), { status: 'SENT' })
    const profile = async () => (await rest(app, mentor, 'GET', `/v1/people/${mentor.id}`)).body.mentorProfile
    t.match(await profile(), { isPaused: false, version: 1 })
    t.match(await decline({ reason: 'NO_TIME', isPaused: true }), { status: 200, body: { status: 'DECLINED' } })
    t.match(await stateOf(declined), { status: 'DECLINED', declineReason: null })
    t.match(await stateOf(other), { status: 'CLOSED_BY_MENTOR' })
    t.match(await profile(), { isPaused: true, version: 2 })
    const [audited] = await home.run(sql`select count(*)::int as count from audit_events a
      where a.tenant_id = ${tenant} and a.action = 'mentor_profile.updated' and a.subject_id = ${mentor.id}`)
    t.same(audited, { count: 1 })
  })

  t.test('is asked by nobody whose request would then wait: 20 sends beside a deactivation', async (t) => {
    for (let round = 0; round < 3; round++) {
      const mentor = await home.mentor({ mentor: { capacity: 50 } })
      const waiting = await Promise.all(Array.from({ length: 20 }, () => drafted(mentor)))
      const sends = waiting.map(({ student, id }) => rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`))
      await Promise.all([...sends, rest(app, admin, 'PATCH', `/v1/people/${mentor.id}`, { isActive: false })])
      const states = await Promise.all(waiting.map(stateOf))
      t.notOk(states.some(({ status }) => status === 'SENT'))
    }
  })
})
