import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, kindsTo, relay, toldTo } from '../notifications/told.ts'
import { age, fields, metPair, moveAs, relationshipOf, travelDays } from './related.ts'

const message = 'Would you go on with me for a year?'

t.test('a mentorship takes both (S#72)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('one proposes, the other accepts, and both are told', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    const proposed = await moveAs(app, home, student, 'proposeMentorship', { id, message, expectedVersion: 2 })
    const proposal = { status: 'OPEN', message, proposedBy: { id: student.id } }
    const own = ['WITHDRAW_MENTORSHIP_PROPOSAL', 'END']
    t.match(proposed, { problems: [], relationship: { stage: 'INTERVIEWED', version: 3, allowedActions: own } })
    t.same(proposed.relationship.mentorshipProposal, proposal)
    t.match(await moveAs(app, home, mentor, 'proposeMentorship', { id }), {
      relationship: null,
      problems: [{ code: 'MENTORSHIP_ALREADY_PROPOSED' }]
    })
    t.match(await moveAs(app, home, student, 'acceptMentorship', { id }), {
      problems: [{ code: 'INVALID_TRANSITION', allowed: own }]
    })
    await relay(app)
    t.match((await toldTo(app, home, mentor)).at(-1), {
      kind: 'MENTORSHIP_PROPOSED',
      subjectType: 'Relationship',
      subjectId: id
    })
    const path = `/v1/relationships/${id}`
    const accept = () => rest(app, fresh(home, mentor), 'POST', `${path}/accept-mentorship`, { expectedVersion: 3 })
    t.match(await accept(), {
      status: 200,
      body: {
        stage: 'MENTORSHIP',
        version: 4,
        allowedActions: ['END'],
        history: [{ cause: 'MENTORSHIP_AGREED' }, {}, {}]
      }
    })
    t.equal((await accept()).status, 409)
    await relay(app)
    await relay(app)
    t.same(await kindsTo(app, home, student), ['MENTORSHIP_ANSWERED'])
    t.same(await kindsTo(app, home, mentor), ['MENTORSHIP_PROPOSED'])
    travelDays(app, 200)
    await age(app)
    t.match(await relationshipOf(app, home, { student, mentor }), { stage: 'DORMANT', allowedActions: ['END'] })
  })

  t.test('what was said is for the two, and for no official', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    await moveAs(app, home, mentor, 'proposeMentorship', { id, message })
    const said = async (who: { id: string; token: string }) =>
      (await rest(app, fresh(home, who), 'GET', `/v1/relationships/${id}`)).body.mentorshipProposal
    const { data } = await graphql(
      app,
      fresh(home, await home.counselor()),
      `query ($id: ID!) { relationship(id: $id) { mentorshipProposal { status message } } }`,
      { id }
    )
    t.same(data.relationship.mentorshipProposal, { status: 'OPEN', message: null })
    t.match(await Promise.all([student, await home.admin(), await home.machine()].map(said)), [
      { message, proposedById: mentor.id },
      { message: null },
      { message: null }
    ])
    const trail = await home.run(sql`select a.changes, e.payload from audit_events a join domain_events e
      on e.tenant_id = ${tenant} and e.audit_event_id = a.id where a.tenant_id = ${tenant} and a.subject_id = ${id}`)
    t.notMatch(JSON.stringify(trail), 'go on with me')
    t.match(await moveAs(app, home, await home.admin(), 'acceptMentorship', { id }), {
      problems: [{ code: 'FORBIDDEN' }]
    })
    t.match(await moveAs(app, home, await home.student(), 'endRelationship', { id }), {
      problems: [{ code: 'NOT_FOUND' }]
    })
  })

  t.test('it can be declined, taken back and proposed anew; before they met it can not be proposed', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    await moveAs(app, home, student, 'proposeMentorship', { id })
    const declined = await moveAs(app, home, mentor, 'declineMentorship', { id })
    t.match(declined.relationship, { stage: 'INTERVIEWED', mentorshipProposal: { status: 'DECLINED' } })
    await moveAs(app, home, student, 'proposeMentorship', { id })
    t.match(await moveAs(app, home, mentor, 'withdrawMentorshipProposal', { id }), {
      problems: [{ code: 'INVALID_TRANSITION' }]
    })
    const taken = await moveAs(app, home, student, 'withdrawMentorshipProposal', { id })
    t.match(taken.relationship, { mentorshipProposal: { status: 'WITHDRAWN' } })
    const planned = await metPair(app, home, {})
    t.match(await moveAs(app, home, planned.mentor, 'proposeMentorship', { id: planned.id }), {
      problems: [{ code: 'INVALID_TRANSITION', allowed: ['END'] }]
    })
    const long = { id, message: 'x'.repeat(2_001) }
    t.match(await moveAs(app, home, student, 'proposeMentorship', long), { problems: [{ code: 'INVALID_INPUT' }] })
    t.match(await moveAs(app, home, student, 'endRelationship', { id, reason: 'a\0' }), {
      problems: [{ code: 'INVALID_INPUT', path: ['reason'] }]
    })
  })

  t.test('of many who answer at once one does, and a proposal that nobody answers lapses', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    const lock = sql`select 1 from relationships where tenant_id = ${tenant} and id = ${id} for update`
    const propose = (who: typeof student) => () => moveAs(app, home, who, 'proposeMentorship', { id })
    const both = await raceAt(app, home, lock, [propose(student), propose(mentor), propose(student), propose(mentor)])
    t.equal(both.filter(({ problems }) => problems.length === 0).length, 1)
    const { mentorshipProposal } = await relationshipOf(app, home, { student, mentor })
    const other = mentorshipProposal.proposedBy.id === student.id ? mentor : student
    travelDays(app, 200)
    await age(app)
    const asleep = await relationshipOf(app, home, { student, mentor })
    t.match(asleep, { stage: 'DORMANT', mentorshipProposal: { status: 'LAPSED' } })
    t.match(await moveAs(app, home, other, 'proposeMentorship', { id }), { relationship: { stage: 'INTERVIEWED' } })
  })

  t.test('either ends it without blame, and another accepted request begins it anew', async (t) => {
    const { id, student, mentor } = await metPair(app, home)
    await moveAs(app, home, student, 'proposeMentorship', { id })
    const ended = await moveAs(app, home, mentor, 'endRelationship', { id, reason: 'No time.' })
    const over = { stage: 'ENDED', endReason: 'No time.', allowedActions: [], mentorshipProposal: { status: 'LAPSED' } }
    t.match(ended.relationship, over)
    const asStudent = await rest(app, fresh(home, student), 'GET', `/v1/relationships/${id}`)
    t.match(asStudent.body, { stage: 'ENDED', endReason: null })
    t.notMatch(JSON.stringify(asStudent.body), 'No time')
    const asCounselor = await graphql(
      app,
      fresh(home, await home.counselor()),
      `{ relationships(filter: { mentorId: "${mentor.id}" }) { nodes { ${fields.slice(15, -1)} } } }`
    )
    t.match(asCounselor.data.relationships.nodes, [{ stage: 'ENDED', endReason: null }])
    t.match(await moveAs(app, home, student, 'endRelationship', { id }), { problems: [{ code: 'INVALID_TRANSITION' }] })
    travelDays(app, 1)
    await meetingOf(home, { student, mentor })
    await home.run(sql`update meeting_requests set answered_at = ${app.clock.now()}
      where tenant_id = ${tenant} and student_id = ${student.id} and id in (select request_id from meetings
      where tenant_id = ${tenant} and status = 'SCHEDULED')`)
    travelDays(app, 200)
    await age(app)
    await moveAs(app, home, student, 'proposeMentorship', { id })
    await moveAs(app, home, mentor, 'endRelationship', { id })
    t.match(await relationshipOf(app, home, { student, mentor }), {
      history: [{ stage: 'ENDED' }, { stage: 'DORMANT' }, { stage: 'CONTACT' }, { stage: 'ENDED' }, {}, {}]
    })
  })
})
