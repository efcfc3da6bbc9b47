import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { fresh, relay } from '../notifications/told.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { age, completed, inDays, metPair, relationshipOf, travelDays } from './related.ts'

t.test('a relationship follows what happens between two people (S#72)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const trailOf = async (id: string) =>
    (
      await home.run(sql`select a.action, a.changes from audit_events a join domain_events e
      on e.tenant_id = ${tenant} and e.audit_event_id = a.id where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)
    ).map(({ action, changes }) => [action, (changes as unknown as { stage: string }).stage])

  t.test('from an accepted request to a conversation, a mail after it, sleep and waking up', async (t) => {
    const { student, mentor, id: requestId } = await sentRequest(app, home)
    const pair = { student, mentor }
    t.equal(await relationshipOf(app, home, pair), null, 'a request alone makes none')
    const accept = { id: requestId, startsAt: inDays(app, 1) }
    const accepted = await mutate(app, mentor, 'acceptMeetingRequest', accept, 'meetingRequest { meeting { id } }')
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'CONTACT', allowedActions: ['END'], version: 1 })
    const { id: meetingId } = accepted.meetingRequest.meeting
    travelDays(app, 1)
    await mutate(app, fresh(home, student), 'completeMeeting', { id: meetingId }, '')
    await Promise.all([relay(app), relay(app), age(app)])
    const met = await relationshipOf(app, home, pair)
    t.match(met, { stage: 'INTERVIEWED', version: 2 })
    travelDays(app, 2)
    await mutate(app, fresh(home, student), 'logTouchpoint', { mentorId: mentor.id, kind: 'FOLLOW' }, '')
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'INTERVIEWED' })
    await mutate(app, fresh(home, student), 'logTouchpoint', { mentorId: mentor.id, kind: 'THANK_YOU' }, '')
    await relay(app)
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'ONGOING' })
    travelDays(app, 180)
    await age(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'ONGOING' }, 'not before the days are over')
    app.clock.travel(1)
    await Promise.all([age(app), age(app)])
    t.match(await relationshipOf(app, home, pair), { stage: 'DORMANT' })
    await mutate(app, fresh(home, student), 'logTouchpoint', { mentorId: mentor.id, kind: 'COMMENT' }, '')
    await relay(app)
    const { history, id } = await relationshipOf(app, home, pair)
    const stages = ['ONGOING', 'DORMANT', 'ONGOING', 'INTERVIEWED', 'CONTACT']
    t.same(
      history.map(({ stage }: { stage: string }) => stage),
      stages
    )
    for (const [n, { until }] of history.entries()) t.equal(until, n === 0 ? null : history[n - 1].since)
    const expected = stages
      .toReversed()
      .map((stage, n) => [n === 0 ? 'relationship.opened' : 'relationship.moved', stage])
    t.same(await trailOf(id), expected, 'each stage is recorded and told once, however many workers there are')
    const whole = await rest(app, fresh(home, student), 'GET', `/v1/relationships/${id}`)
    t.match(whole, { status: 200, body: { stage: 'ONGOING', history, seekerId: student.id } })
  })

  t.test('whichever way a touchpoint is told of: late, by a contact, and taken back', async (t) => {
    const now = app.clock.now()
    const pair = await metPair(app, home, { ...completed, startsAt: now, completedAt: now })
    const student = fresh(home, pair.student)
    const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'ALUM', personId: pair.mentor.id }
    const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
    const log = async (occurredAt: string) =>
      (
        await mutate(
          app,
          student,
          'logTouchpoint',
          { contactId: contact.id, kind: 'EMAIL', occurredAt },
          'touchpoint { id }'
        )
      ).touchpoint.id
    await log(inDays(app, -1))
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'INTERVIEWED' }, 'a mail before the conversation')
    travelDays(app, 3)
    const written = await log(inDays(app, -2))
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'ONGOING', stageSince: inDays(app, -2) })
    await mutate(app, fresh(home, pair.student), 'removeTouchpoint', { id: written }, '')
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'INTERVIEWED' })
    await log(inDays(app, -1))
    await relay(app)
    await mutate(app, fresh(home, pair.student), 'removeContact', { id: contact.id }, '')
    await relay(app)
    t.match(await relationshipOf(app, home, pair), { stage: 'INTERVIEWED', history: [{}, {}] })
  })

  t.test('by the days that the campus sets, also when it changes them', async (t) => {
    const now = app.clock.now()
    const pair = await metPair(app, home, { ...completed, startsAt: now, completedAt: now })
    travelDays(app, 40)
    const set = async (dormantAfterDays: number) => {
      const admin = fresh(home, await home.admin())
      t.match(await mutate(app, admin, 'updateInstitutionPolicy', { dormantAfterDays }, ''), { problems: [] })
      await age(app)
      return (await relationshipOf(app, home, pair)).stage
    }
    t.equal(await set(30), 'DORMANT')
    t.equal(await set(60), 'INTERVIEWED')
    t.equal(await set(39), 'DORMANT')
    t.equal(await set(180), 'INTERVIEWED')
  })

  t.test('is seen by its two and by officials, and by nobody else', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    const meeting = `{ meetings { nodes { relationship { id stage } } } }`
    const { data } = await graphql(app, fresh(home, student), meeting)
    t.match(data.meetings.nodes, [{ relationship: { id, stage: String } }])
    const seen = async (who: { id: string; token: string }) =>
      (await rest(app, fresh(home, who), 'GET', `/v1/relationships/${id}`)).status
    t.same(
      await Promise.all([student, mentor, await home.counselor(), await home.machine()].map(seen)),
      [200, 200, 200, 200]
    )
    t.same(await Promise.all([await home.student(), await home.mentor()].map(seen)), [404, 404])
    const listed = await rest(app, fresh(home, await home.admin()), 'GET', `/v1/relationships?seekerId=${student.id}`)
    t.match(listed.body.items, [{ id, seekerId: student.id }])
    const none = await rest(app, fresh(home, mentor), 'GET', '/v1/relationships?stage=MENTORSHIP&stage=ENDED')
    t.same(none.body.items, [])
    const whole = (await rest(app, fresh(home, mentor), 'GET', `/v1/relationships/${id}`)).body
    t.match(whole, { warmth: null, updateCadence: null }, 'how warm it is kept is for the seeker')
  })
})
