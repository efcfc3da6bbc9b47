import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'

t.test('the main job over REST', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor, other] = [await home.student(), await home.mentor(), await home.mentor()]
  const counselor = await home.counselor()
  const as = (who: Someone) => ({
    get: (url: string) => rest(app, who, 'GET', url),
    post: (url: string, body?: object) => rest(app, who, 'POST', url, body),
    patch: (url: string, body: object) => rest(app, who, 'PATCH', url, body)
  })
  const draft = {
    type: 'COMPANY_INSIDER',
    targetOrganization: 'Acme',
    topicKind: 'CAREER_PATH',
    topic: 'How',
    whyYou: 'You went from the lab to field trials.'
  }

  async function sentTo(asked: Someone): Promise<string> {
    const { status, body, headers } = await as(student).post('/v1/meeting-requests', { ...draft, mentorId: asked.id })
    t.equal(status, 201)
    t.equal(headers.location, `/v1/meeting-requests/${body.id}`)
    t.match(body, {
      status: 'DRAFT',
      studentId: student.id,
      mentorId: asked.id,
      targetOccupation: null,
      allowedActions: ['UPDATE', 'SEND', 'WITHDRAW']
    })
    const sent = await as(student).post(`/v1/meeting-requests/${body.id}/send`)
    t.match(sent, {
      status: 200,
      body: { status: 'SENT', statusText: 'Waiting for an answer.', expiresAt: String, version: 2 }
    })
    return body.id
  }

  t.test('a request becomes a meeting, and the meeting an outcome', async (t) => {
    const id = await sentTo(mentor)
    const accepted = await as(mentor).post(`/v1/meeting-requests/${id}/accept`, {
      startsAt: '2026-12-01T10:00:00-06:00'
    })
    t.match(accepted, { status: 200, body: { status: 'ACCEPTED' } })
    const { body: page } = await as(student).get(`/v1/meetings?mentorId=${mentor.id}`)
    const [meeting] = page.items
    t.equal(accepted.body.meetingId, meeting.id)
    t.equal((await as(student).get(`/v1/meeting-requests/${id}`)).body.meetingId, meeting.id)
    t.match(meeting, { requestId: id, startsAt: '2026-12-01T16:00:00.000Z', status: 'SCHEDULED', location: null })
    t.match(await as(mentor).get(`/v1/meetings/${meeting.id}`), { status: 200, body: meeting })
    t.match(await as(mentor).post(`/v1/meetings/${meeting.id}/complete`, { actualMinutes: 12 }), {
      status: 200,
      body: { status: 'COMPLETED', actualMinutes: 12 }
    })
    const logged = await as(student).post(`/v1/meetings/${meeting.id}/outcome`, {
      fitVerdict: 'DOES_NOT_FIT',
      learned: 'Not for me.',
      confidenceBefore: 2,
      referrals: [{ externalName: 'Sam Outside' }]
    })
    t.match(logged, {
      status: 201,
      headers: { location: `/v1/outcomes/${logged.body.id}` },
      body: { confidenceBefore: 2, confidenceAfter: null, referrals: [{ externalName: 'Sam Outside' }] }
    })
    const changed = await as(student).patch(`/v1/outcomes/${logged.body.id}`, {
      confidenceAfter: 4,
      addReferrals: [{ mentorId: other.id, note: 'Knows more' }],
      expectedVersion: 1
    })
    const referrals = [{ externalName: 'Sam Outside' }, { referredById: mentor.id, mentorId: other.id }]
    t.match(changed, { status: 200, body: { confidenceAfter: 4, referrals, version: 2 } })
    t.same((await as(student).get(`/v1/outcomes/${logged.body.id}`)).body, changed.body)
    const asOfficial = await as(counselor).get(`/v1/outcomes/${logged.body.id}`)
    t.match(asOfficial.body.referrals, [{ externalName: null }, { draftRequestId: String }])
    t.match(await as(counselor).get('/v1/reports/funnel'), {
      status: 200,
      body: { sent: 1, met: 1, logged: 1, useful: 1 }
    })
    t.match(await as(student).get(`/v1/nodes/${logged.body.id}`), {
      body: { type: 'Outcome', href: `/v1/outcomes/${logged.body.id}` }
    })
  })

  t.test('a decline keeps its reason from the student and leaves a referral as a draft', async (t) => {
    const id = await sentTo(mentor)
    const declined = await as(mentor).post(`/v1/meeting-requests/${id}/decline`, {
      reason: 'NO_TIME',
      referral: { mentorId: other.id }
    })
    t.match(declined, { status: 200, body: { status: 'DECLINED', declineReason: 'NO_TIME' } })
    t.match(await as(student).get(`/v1/meeting-requests/${id}`), { body: { status: 'DECLINED', declineReason: null } })
    const { body } = await as(student).get('/v1/meeting-requests?status=DRAFT')
    t.match(body.items, [{ mentorId: other.id, viaPersonId: mentor.id }])
    const again = await as(mentor).post(`/v1/meeting-requests/${id}/accept`, { startsAt: '2026-12-01T10:00:00Z' })
    t.match(again, { status: 409, body: { code: 'INVALID_TRANSITION', allowed: [] } })
  })

  t.test('meetings are called off, missed, and requests withdrawn', async (t) => {
    const meet = async () => {
      const id = await sentTo(other)
      await as(other).post(`/v1/meeting-requests/${id}/accept`, { startsAt: '2026-03-02T15:10:00Z' })
      return (await as(other).get('/v1/meetings?status=SCHEDULED')).body.items[0].id as string
    }
    const { body } = await as(student).get('/v1/meeting-requests?status=DRAFT')
    t.match(await as(student).post(`/v1/meeting-requests/${body.items[0].id}/withdraw`, {}), {
      body: { status: 'WITHDRAWN' }
    })
    const first = await meet()
    t.match(await as(student).post(`/v1/meetings/${first}/cancel`, { reason: 'Ill' }), {
      status: 200,
      body: { status: 'CANCELLED', cancelledById: student.id }
    })
    const second = await meet()
    t.match(await as(student).post(`/v1/meetings/${second}/no-show`), {
      status: 409,
      body: { code: 'MEETING_IN_FUTURE' }
    })
    app.clock.travel(20)
    t.match(await as(student).post(`/v1/meetings/${second}/no-show`), {
      status: 200,
      body: { status: 'NO_SHOW', noShowPersonId: other.id }
    })
  })
})
