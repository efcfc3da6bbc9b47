import t from 'tap'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { campus } from '../support/campus.ts'
import { begin, follow, liveApp } from '../support/follow.ts'
import { mutate } from '../support/graphql.ts'

const event = 'event { id type subjectType subjectId occurredAt }'
const requests = `subscription ($id: ID) { meetingRequestChanged(id: $id) { ${event} meetingRequest {
  id status version student { id } mentor { id familyName } } } }`
const meetings = `subscription ($id: ID) { meetingChanged(id: $id) { ${event} meeting { id status student { id } } } }`
const outcomes = `subscription { outcomeChanged { ${event} outcome { id fitVerdict learned } } }`
const dashboard = `subscription { dashboardChanged { ${event} } }`

t.test('who follows', async (t) => {
  const app = await liveApp(t)

  t.test('a request is told each change of it, with the request as it is then', async (t) => {
    const home = await campus(app)
    const { student, mentor, id } = await sentRequest(app, home)
    const followed = await follow(t, app, student, requests, { id })
    const startsAt = '2026-12-01T16:00:00.000Z'
    await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt }, '')
    const { data } = await followed.next()
    t.match(data.meetingRequestChanged, {
      event: {
        type: 'meeting_request.accepted',
        subjectType: 'MeetingRequest',
        subjectId: id,
        occurredAt: app.clock.now()
      },
      meetingRequest: { id, status: 'ACCEPTED', version: 3, student: { id: student.id }, mentor: { id: mentor.id } }
    })
  })

  t.test('all is told what they may see, and nothing of others or of another campus', async (t) => {
    const [home, other] = [await campus(app), await campus(app)]
    const onlooker = await home.student()
    const counselor = await home.counselor()
    const followed = await follow(t, app, onlooker, requests)
    const counselors = await follow(t, app, counselor, requests)
    await sentRequest(app, other)
    const { id } = await sentRequest(app, home)
    const own = { mentorId: (await home.mentor()).id, type: 'COMPANY_INSIDER', topicKind: 'CAREER_PATH', topic: 'How' }
    const input = { ...own, targetOrganization: 'Acme', whyYou: 'You went from the lab to field trials.' }
    const { meetingRequest } = await mutate(app, onlooker, 'createMeetingRequest', input, 'meetingRequest { id }')
    t.equal((await followed.next()).data.meetingRequestChanged.meetingRequest.id, meetingRequest.id)
    const told = [await counselors.next(), await counselors.next(), await counselors.next()]
    t.same(
      told.map(({ data }) => [data.meetingRequestChanged.meetingRequest.id, data.meetingRequestChanged.event.type]),
      [
        [id, 'meeting_request.created'],
        [id, 'meeting_request.sent'],
        [meetingRequest.id, 'meeting_request.created']
      ]
    )
  })

  t.test('as a mentor is told of a request from when it was sent, and never of an outcome', async (t) => {
    const home = await campus(app)
    const [student, mentor] = [await home.student(), await home.mentor()]
    const [asMentor, asStudent] = [await follow(t, app, mentor, requests), await follow(t, app, student, outcomes)]
    const mentorsOutcomes = await follow(t, app, mentor, outcomes)
    const draft = { mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'CAREER_PATH' }
    const input = { ...draft, topic: 'How', whyYou: 'You went from the lab to field trials.' }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    const { id } = meetingRequest
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    t.match((await asMentor.next()).data.meetingRequestChanged, { event: { type: 'meeting_request.sent' } })
    const asMeeting = await follow(t, app, mentor, meetings)
    await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt: '2026-12-01T16:00:00.000Z' }, '')
    const { meeting, event: scheduled } = (await asMeeting.next()).data.meetingChanged
    t.match(scheduled, { type: 'meeting.scheduled', subjectId: meeting.id })
    await mutate(app, mentor, 'completeMeeting', { id: meeting.id }, '')
    t.match((await asMeeting.next()).data.meetingChanged, { meeting: { status: 'COMPLETED' } })
    const logged = { meetingId: meeting.id, fitVerdict: 'FITS', learned: 'Much.' }
    await mutate(app, student, 'logOutcome', logged, '')
    t.match((await asStudent.next()).data.outcomeChanged, {
      event: { type: 'outcome.logged' },
      outcome: { learned: 'Much.' }
    })
    await app.fastify.close()
    t.match(await mentorsOutcomes.next(), { closed: 1001 }, 'the mentor was told nothing until the end')
  })
})

t.test('dashboards', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)

  t.test('follow everything that happens at the campus, in order, as ids', async (t) => {
    const followed = await follow(t, app, await home.counselor(), dashboard)
    const { mentor, id } = await sentRequest(app, home)
    await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt: '2026-12-01T16:00:00.000Z' }, '')
    const types: string[] = []
    while (types.length < 4) types.push((await followed.next()).data.dashboardChanged.event.type)
    t.same(types.slice(0, 2), ['meeting_request.created', 'meeting_request.sent'])
    t.same(types.slice(2).toSorted(), ['meeting.scheduled', 'meeting_request.accepted'])
  })

  t.test('are for officials', async (t) => {
    for (const who of [await home.student(), await home.mentor()]) {
      const { next } = begin(t, app, who, dashboard)
      t.match(await next(), { errors: [{ extensions: { code: 'FORBIDDEN' }, path: ['dashboardChanged'] }] })
    }
  })

  t.test('of a subscription that has ended nothing is kept', async (t) => {
    const before = await app.followers()
    const followed = await follow(t, app, await home.counselor(), dashboard)
    await followed.end()
    await app.followedBy(before)
  })
})
