import { createHash } from 'node:crypto'
import t from 'tap'
import { developmentIssuerOf } from '../../src/modules/tenants/dev-issuer.ts'
import { furtherCampuses, generateCampus, sampleCampuses } from '../../src/sample/campus.ts'
import { loadSample } from '../../src/sample/load.ts'
import { type CampusRows, type Row, type Table, tables } from '../../src/sample/rows.ts'
import { testApp } from '../support/app.ts'
import { graphql } from '../support/graphql.ts'
import { issuerKey, signFor } from '../support/issuer.ts'

const now = '2026-03-02T15:00:00.000Z'
const nowMs = Date.parse(now)
const campuses = sampleCampuses.map((plan) => generateCampus(plan, nowMs))
const all = (table: Table): Row[] => campuses.flatMap((rows) => rows.of(table))
const tally = (values: unknown[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(values, String)].map(([value, list]) => [value, list.length]))
const hash = (rows: CampusRows) =>
  createHash('sha256')
    .update(JSON.stringify(tables.map((table) => rows.of(table))))
    .digest('hex')
const requests = all('meeting_requests')
const meetings = all('meetings')

t.test('the same plan and instant give the same campus, another seed another one', async (t) => {
  const [plan] = furtherCampuses(1, 40)
  if (!plan) throw new Error('no plan')
  t.equal(hash(generateCampus(plan, nowMs)), hash(generateCampus(plan, nowMs)))
  t.not(hash(generateCampus({ ...plan, seed: 7 }, nowMs)), hash(generateCampus(plan, nowMs)))
  for (const students of [1, 2, 5]) t.ok(generateCampus({ ...plan, students }, nowMs), `${students} students will do`)
})

t.test('both campuses together have the numbers that the docs state, in every state', async (t) => {
  t.equal(all('student_profiles').length, 3000)
  t.equal(all('mentor_profiles').length, 1200)
  t.equal(requests.length, 6000)
  t.equal(all('outcomes').length, 3500)
  const states = (rows: Row[]) => Object.keys(tally(rows.map(({ status }) => status))).sort()
  t.same(states(requests), ['ACCEPTED', 'DECLINED', 'DRAFT', 'EXPIRED', 'SENT', 'WITHDRAWN'])
  t.same(states(meetings), ['CANCELLED', 'COMPLETED', 'NO_SHOW', 'SCHEDULED'])
})

t.test('times are in order, and nothing that is over lies in the future', async (t) => {
  const known = new Map(all('persons').map((person) => [person.id, person.created_at]))
  const meetingOf = new Map(meetings.map((meeting) => [meeting.request_id, meeting]))
  const outcomeOf = new Map(all('outcomes').map((outcome) => [outcome.meeting_id, outcome]))
  const isInOrder = (...instants: unknown[]) => {
    const given = instants.filter((instant) => typeof instant === 'string')
    return given.every((instant, index) => index === 0 || (given[index - 1] as string) <= instant)
  }
  const muddled = requests.filter((request) => {
    const meeting = meetingOf.get(request.id)
    const outcome = outcomeOf.get(meeting?.id)
    const { created_at, sent_at, answered_at, closed_at } = request
    const held = meeting?.status === 'CANCELLED' ? meeting.cancelled_at : meeting?.starts_at
    const people = [request.student_id, request.mentor_id].map((id) => known.get(id))
    return !(
      people.every((since) => isInOrder(since, created_at)) &&
      isInOrder(created_at, sent_at, answered_at, closed_at, now) &&
      isInOrder(answered_at, held, meeting?.completed_at, outcome?.logged_at) &&
      (request.status !== 'SENT' || isInOrder(now, request.expires_at)) &&
      (meeting?.status === 'SCHEDULED' ? isInOrder(now, held) : isInOrder(held, now))
    )
  })
  t.same(muddled, [])
  t.same(
    tables.flatMap((table) => all(table)).filter((row) => !isInOrder(row.occurred_at, row.updated_at, now)),
    []
  )
})

t.test('mentors have no more open than they take, and a pair has one open request', async (t) => {
  const isOpen = ({ status }: Row) => status === 'SENT' || status === 'SCHEDULED'
  const load = tally([...requests, ...meetings].filter(isOpen).map((row) => row.mentor_id))
  t.same(
    all('mentor_profiles').filter(({ person_id, capacity }) => (load[String(person_id)] ?? 0) > Number(capacity)),
    []
  )
  // On a tiny campus chance would pair the same two again before long.
  const tiny = furtherCampuses(200, 10).flatMap((plan) => generateCampus(plan, nowMs).of('meeting_requests'))
  const pairs = [...requests, ...tiny].filter(({ status }) => status === 'DRAFT' || status === 'SENT')
  t.equal(new Set(pairs.map((row) => `${row.student_id} ${row.mentor_id}`)).size, pairs.length)
  const isOwnIntroducer = ({ mentor_id, via_person_id }: Row) => mentor_id === via_person_id
  t.notOk(requests.some(isOwnIntroducer), 'nobody refers to themselves')
})

t.test('every state change has one audit row and one event', async (t) => {
  const audit = all('audit_events')
  t.same(
    all('domain_events').map((event) => [event.audit_event_id, event.type, event.subject_id, event.occurred_at]),
    audit.map(({ id, action, subject_id, occurred_at }) => [id, action, subject_id, occurred_at])
  )
  // Two agree to one exchange.
  const keys = audit.map(({ action, subject_id, actor_id, occurred_at }) =>
    action === 'card_exchange.consented'
      ? `${subject_id} ${actor_id}`
      : `${action} ${subject_id} ${action === 'relationship.moved' ? occurred_at : ''}`
  )
  t.equal(new Set(keys).size, audit.length, 'none twice')
  const of = tally(requests.map(({ status }) => status))
  const dropped = all('target_occupations').filter(({ dropped_at }) => dropped_at !== null).length
  const held = tally(meetings.map(({ status }) => status))
  t.same(tally(audit.map(({ action }) => action)), {
    'person.created': all('persons').length,
    'meeting_request.created': requests.length,
    'meeting_request.sent': requests.filter(({ sent_at }) => sent_at !== null).length,
    'meeting_request.accepted': of.ACCEPTED,
    'meeting_request.declined': of.DECLINED,
    'meeting_request.withdrawn': of.WITHDRAWN,
    'meeting_request.expired': of.EXPIRED,
    'meeting.scheduled': meetings.length,
    'meeting.completed': held.COMPLETED,
    'meeting.cancelled': held.CANCELLED,
    'meeting.no_show': held.NO_SHOW,
    'outcome.logged': all('outcomes').length,
    'offer.recorded': all('offers').length,
    'landing.recorded': all('landings').length,
    'mentor_invitation.made': all('mentor_invitations').length,
    'referral.made': all('referrals').length,
    'skill_task.added': all('skill_tasks').length,
    'skill_task.completed': all('skill_tasks').filter(({ status }) => status === 'DONE').length,
    'skill_task.dropped': all('skill_tasks').filter(({ status }) => status === 'DROPPED').length,
    'research_note.saved': all('research_notes').length,
    'pitch.created': all('pitches').length,
    'mock_session.planned': all('mock_sessions').length,
    'mock_session.held': all('mock_sessions').filter(({ status }) => status === 'HELD').length,
    'review.requested': all('reviews').length,
    'review.approved': all('reviews').filter(({ status }) => status === 'APPROVED').length,
    'review.returned': all('reviews').filter(({ status }) => status === 'RETURNED').length,
    'exploration_plan.started': all('exploration_plans').length,
    'exploration_plan.target_added': dropped,
    'exploration_plan.target_dropped': dropped,
    'counselor_assignment.made': all('counselor_assignments').length,
    'counseling_session.logged': all('counseling_sessions').length,
    'contact_card.created': all('contact_cards').length,
    'card_exchange.consented': all('card_exchanges').reduce((sum, { version }) => sum + Number(version), 0),
    'resume.created': all('resumes').length,
    'resume_share.made': all('resume_shares').length,
    'resume_share.opened': all('resume_openings').length,
    'contact.created': all('contacts').length,
    'touchpoint.logged': all('touchpoints').length,
    'relationship.opened': all('relationships').length,
    'relationship.moved': all('relationship_stages').length - all('relationships').length,
    'update_cadence.set': all('update_cadences').length,
    'milestone.added': all('milestones').length,
    'question_list.created': all('question_lists').length,
    'question_item.answered': all('question_items').filter(({ notes }) => notes).length,
    'question_list.commented': all('question_comments').length,
    'follow_up.owed': all('follow_ups').length,
    'follow_up.done': all('follow_ups').filter(({ done_at }) => done_at !== null).length,
    'follow_up.missed': all('follow_ups').filter(({ status }) => status === 'MISSED').length,
    'commitment.made': all('commitments').length,
    'commitment.reported': all('commitments').filter(({ status }) => status === 'REPORTED').length,
    'accountability_pair.invited': all('accountability_pairs').length,
    'accountability_pair.accepted': all('accountability_pairs').length,
    'check_in.made': all('check_ins').length,
    'accountability.missed': all('check_ins').filter(({ missed_at }) => missed_at !== null).length
  })
})

t.test('two students in five have a plan of at most three occupations, a counselor, and most a session', async (t) => {
  const [plans, active] = [all('exploration_plans'), all('target_occupations').filter((row) => row.dropped_at === null)]
  t.ok(plans.length > 1_000 && plans.length < 1_400, `${plans.length} plans`)
  t.equal(new Set(plans.map(({ student_id }) => student_id)).size, plans.length)
  const targets = Map.groupBy(active, ({ plan_id }) => plan_id)
  const isInOrder = (rows: Row[]) => rows.every(({ rank }, index) => rank === index + 1) && rows.length <= 3
  t.ok(plans.every(({ id }) => isInOrder(targets.get(id) ?? [])))
  t.equal(new Set(active.map((row) => `${row.plan_id} ${row.occupation_code}`)).size, active.length)
  t.equal(all('counselor_assignments').length, plans.length)
  t.ok(all('counseling_sessions').length > plans.length / 2)
})

t.test('a few mentors are popular, some have not been asked, and students become alumni as they are', async (t) => {
  const asked = tally(requests.map((row) => row.mentor_id))
  const counts = all('mentor_profiles').map(({ person_id }) => asked[String(person_id)] ?? 0)
  const top = counts.toSorted((a, b) => b - a).slice(0, counts.length / 10)
  const share = top.reduce((sum, count) => sum + count, 0) / requests.length
  t.ok(share > 0.25 && share < 0.6, `the top tenth has ${Math.round(share * 100)} % of the requests`)
  t.ok(counts.includes(0))
  const students = new Set(all('student_profiles').map(({ person_id }) => person_id))
  const graduates = all('affiliations').filter((row) => row.kind === 'ALUM' && students.has(row.person_id))
  t.ok(graduates.length > 150, `${graduates.length} graduates`)
  const past = new Map(all('affiliations').map((row) => [`${row.person_id} ${row.kind}`, row.ended_on]))
  t.ok(graduates.every((row) => past.get(`${row.person_id} STUDENT`) === row.started_on && row.started_on))
})

t.test('a loaded campus is seen through the doors, and a second load passes it over', async (t) => {
  const app = await testApp(t)
  const options = { now: app.clock.now(), campuses: furtherCampuses(1, 40), publicKeys: [issuerKey] }
  t.same((await loadSample(app.ownerUrl, options)).length, 1)
  t.same(await loadSample(app.ownerUrl, options), [])
  const token = signFor(developmentIssuerOf('campus-1'), 'c1-a-00001', app.clock)
  const query = '{ meetingRequests(first: 1) { totalCount } outcomes(first: 1) { totalCount } }'
  const { data } = await graphql(app, { id: '', token }, query)
  t.same(data, { meetingRequests: { totalCount: 80 }, outcomes: { totalCount: 47 } })
})
