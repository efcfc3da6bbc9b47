import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { expireRequests } from '../../../src/modules/requests/requests.jobs.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { counter, counteredRequest, inDays } from './countered-request.ts'
import { draft, sentRequest } from './sent-request.ts'

const policyOf = (requests: object) => ({ requests: { ...defaultInstitutionPolicy.requests, ...requests } })

t.test('a counter-proposal (S#27)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const accept = (who: Someone, id: string, startsAt: string) =>
    mutate(
      app,
      who,
      'acceptCounterProposal',
      { id, startsAt },
      'meetingRequest { status waitsFor meeting { startsAt channel durationMinutes } }'
    )
  const statuses = async (who: Someone, id: string) =>
    (await rest(app, who, 'GET', `/v1/meeting-requests/${id}/counter-proposals`)).body.items.map(
      ({ status }: { status: string }) => status
    )
  const codesOf = ({ problems }: { problems: { code: string }[] }) => problems.map(({ code }) => code)

  t.test(
    'changes time, technology and length, keeps what it leaves out, and makes the meeting as it says',
    async (t) => {
      const { student, mentor, id } = await sentRequest(app, home)
      const before = (await rest(app, student, 'GET', `/v1/meeting-requests/${id}`)).body
      t.match(before, { waitsFor: 'MENTOR', allowedActions: ['WITHDRAW'] })
      app.clock.travel(60)
      const first = await counter(app, mentor, id, { channel: 'PHONE', note: 'Mornings are better.' })
      t.match(first.counterProposal, {
        status: 'OPEN',
        ordinal: 1,
        channel: 'PHONE',
        durationMinutes: 30,
        request: { status: 'SENT', waitsFor: 'STUDENT', expiresAt: inDays(app, 14) }
      })
      const url = `/v1/meeting-requests/${id}/counter-proposals`
      const second = await rest(app, student, 'POST', url, { durationMinutes: 20 })
      const kept = { channel: 'PHONE', proposedTimes: first.counterProposal.proposedTimes, note: null }
      t.match(second, { status: 201, body: { status: 'OPEN', ordinal: 2, durationMinutes: 20, ...kept } })
      t.equal(second.headers.location, `/v1/counter-proposals/${second.body.id}`)
      t.same(await statuses(mentor, id), ['SUPERSEDED', 'OPEN'])
      const [startsAt] = second.body.proposedTimes
      const stale = await accept(mentor, first.counterProposal.id, startsAt)
      t.match(stale.problems, [{ code: 'INVALID_TRANSITION', allowed: /ACCEPT/ }], 'only the newest stands')
      const { meetingRequest } = await accept(mentor, second.body.id, startsAt)
      const meeting = { startsAt, channel: 'PHONE', durationMinutes: 20 }
      t.match(meetingRequest, { status: 'ACCEPTED', waitsFor: null, meeting })
      t.same(await statuses(student, id), ['SUPERSEDED', 'ACCEPTED'])
    }
  )

  t.test('is accepted by REST, too, by the student, at one of its times alone', async (t) => {
    const { student, mentor, proposal, startsAt } = await counteredRequest(app, home)
    const url = `/v1/counter-proposals/${proposal}/accept`
    const other = await rest(app, student, 'POST', url, { startsAt: inDays(app, 4) })
    t.match(other, { status: 422, body: { code: 'INVALID_INPUT', path: ['startsAt'] } })
    t.match(await rest(app, mentor, 'POST', url, { startsAt }), { status: 409, body: { code: 'INVALID_TRANSITION' } })
    const place = { startsAt, location: '+1 312 555 0100' }
    const { status, body } = await rest(app, student, 'POST', url, place)
    t.match({ status, body }, { status: 200, body: { status: 'ACCEPTED', meetingId: String } })
    const meeting = await rest(app, mentor, 'GET', `/v1/meetings/${body.meetingId}`)
    t.match(meeting.body, { ...place, channel: 'PHONE', status: 'SCHEDULED' })
  })

  t.test('takes the place of what was asked for: nobody is booked for terms that they did not agree to', async (t) => {
    const { student, mentor, id } = await counteredRequest(app, home)
    const asAsked = () => rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/accept`, { startsAt: inDays(app, 5) })
    const closed = { status: 409, body: { code: 'INVALID_TRANSITION', allowed: ['REQUEST_INFO', 'DECLINE'] } }
    t.match(await asAsked(), closed)
    const { counterProposal } = await counter(app, student, id, { proposedTimes: [inDays(app, 6)] })
    t.match(await asAsked(), { status: 409, body: { allowed: /ACCEPT_COUNTER_PROPOSAL/ } })
    await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, { reason: 'NO_TIME' })
    t.same(await statuses(student, id), ['SUPERSEDED', 'CLOSED'])
    t.same(codesOf(await accept(mentor, counterProposal.id, inDays(app, 6))), ['INVALID_TRANSITION'])
  })

  t.test('is what it takes to book a time or technology that the student did not ask for', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    await rest(app, student, 'POST', `/v1/meeting-requests/${id}/withdraw`)
    const times = { proposedTimes: [inDays(app, 2), inDays(app, 4)], channel: 'VIDEO' }
    const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', {
      mentorId: mentor.id,
      ...draft,
      ...times
    })
    await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)
    const as = (input: object) => rest(app, mentor, 'POST', `/v1/meeting-requests/${body.id}/accept`, input)
    t.match(await as({ startsAt: inDays(app, 3) }), { status: 422, body: { path: ['startsAt'], detail: /Propose it/ } })
    const phone = await as({ startsAt: inDays(app, 2), channel: 'PHONE' })
    t.match(phone, { status: 422, body: { code: 'INVALID_INPUT', path: ['channel'] } })
    app.clock.travel(5 * 24 * 60)
    const late = { startsAt: inDays(app, 3) }
    const url = `/v1/meeting-requests/${body.id}/accept`
    const accepted = await rest(app, { id: mentor.id, token: home.tokenOf(mentor.id) }, 'POST', url, late)
    t.match(accepted.body, { status: 'ACCEPTED' }, 'times that are over leave it to the mentor')
  })

  t.test('in answer to a question gives the answer back the time that it was promised', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    const as = ({ id: who }: Someone) => ({ id: who, token: home.tokenOf(who) })
    app.clock.travel(13 * 24 * 60)
    await mutate(app, as(mentor), 'requestMoreInfo', { id, question: 'Which?' }, '')
    await counter(app, as(mentor), id)
    const fields = 'meetingRequest { status expiresAt }'
    const { meetingRequest } = await mutate(app, as(student), 'provideMoreInfo', { id, answer: 'This.' }, fields)
    t.same(meetingRequest, { status: 'SENT', expiresAt: inDays(app, 14) })
  })

  t.test('takes turns, and a request sees only so many, 4 by default', async (t) => {
    const { student, mentor, id } = await counteredRequest(app, home)
    t.same(codesOf(await counter(app, mentor, id, { channel: 'IN_PERSON' })), ['INVALID_TRANSITION'])
    for (const [n, who] of [student, mentor, student].entries())
      t.same(codesOf(await counter(app, who, id, { proposedTimes: [inDays(app, 4 + n)] })), [])
    const fifth = await rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, { channel: 'VIDEO' })
    t.match(fifth, { status: 409, body: { code: 'TOO_MANY_COUNTER_PROPOSALS', detail: /at most 4/ } })
    const without: Campus = await campus(app, policyOf({ counterProposalsMax: 0 }))
    const none = await sentRequest(app, without)
    t.same(codesOf(await counter(app, none.mentor, none.id)), ['TOO_MANY_COUNTER_PROPOSALS'])
  })

  t.test('starts the window anew, and expires with its request when nobody answers it', async (t) => {
    const { student, mentor, id } = await sentRequest(app, home)
    const fresh = ({ id }: Someone) => ({ id, token: home.tokenOf(id) })
    const expire = () => expireRequests.run(() => campusScopes(app.database, app.clock))
    const stateOf = async () => (await rest(app, fresh(student), 'GET', `/v1/meeting-requests/${id}`)).body.status
    app.clock.travel(13 * 24 * 60)
    await counter(app, fresh(mentor), id, { proposedTimes: [inDays(app, 20)] })
    app.clock.travel(14 * 24 * 60 - 1)
    await expire()
    t.equal(await stateOf(), 'SENT')
    app.clock.travel(1)
    await expire()
    t.equal(await stateOf(), 'EXPIRED')
    t.same(await statuses(fresh(mentor), id), ['CLOSED'])
  })

  t.test('writes one audit row and one thin event for itself and one for its request', async (t) => {
    const { student, id, proposal, startsAt } = await counteredRequest(app, home)
    await accept(student, proposal, startsAt)
    const rows = await app.asOwner(home.tenantId, [
      sql`select e.type, e.payload::text as payload from domain_events e
        join audit_events a on a.tenant_id = ${tenant} and a.id = e.audit_event_id
        where e.tenant_id = ${tenant} and (e.subject_id = ${id} or e.subject_id = ${proposal}) order by e.id`
    ])
    t.same(rows.map(({ type }) => type).slice(2), [
      'counter_proposal.made',
      'meeting_request.counter_proposed',
      'counter_proposal.accepted',
      'meeting_request.accepted'
    ])
    t.notMatch(JSON.stringify(rows), /Mornings|PHONE/)
    const { data } = await graphql(app, student, '{ meetings { totalCount } }')
    t.equal(data.meetings.totalCount, 1)
  })
})
