import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draft, reviewOf } from './reviewed.ts'

const subject = (subjectId: string, subjectType = 'MEETING_REQUEST') => ({ subjectType, subjectId })

t.test('asking for a review (S#25, S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()

  t.test('keeps the version that it is of, and tells once what was asked of whom', async (t) => {
    const { student, id } = await draft(app, home)
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'A day' }, '')
    const answer = await rest(app, student, 'POST', '/v1/reviews', {
      ...subject(id),
      message: 'Clear?',
      counselorId: counselor.id
    })
    t.match(answer, {
      status: 201,
      headers: { location: `/v1/reviews/${answer.body.id}` },
      body: { status: 'PENDING', subjectVersion: 2, isOutdated: false, allowedActions: ['WITHDRAW', 'COMMENT'] }
    })
    const told = await home.run(sql`select a.action, e.type, e.payload from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} and a.subject_id = ${answer.body.id}`)
    const payload = { status: 'PENDING', ...subject(id), studentId: student.id, counselorId: counselor.id }
    t.same(told, [{ action: 'review.requested', type: 'review.requested', payload }])
  })

  t.test('one waits at a time, however many are asked for at once', async (t) => {
    const { student, id } = await draft(app, home)
    const all = await Promise.all(Array.from({ length: 8 }, () => reviewOf(app, student, id)))
    t.equal(all.filter((review) => review.status === 'PENDING').length, 1)
    const refused = all.flatMap(({ problems }) => problems.map(({ code }: { code: string }) => code))
    t.same(refused, Array(7).fill('REVIEW_ALREADY_PENDING'))
    const [waiting] = all.filter((review) => review.status === 'PENDING')
    await mutate(app, student, 'withdrawReview', { id: waiting?.id }, '')
    t.match(await reviewOf(app, student, id), { status: 'PENDING' })
  })

  t.test('only the student asks; what others can not see is missing to them', async (t) => {
    const { mentor, id } = await draft(app, home)
    const codeFor = async (who: typeof mentor, input: object) =>
      (await mutate(app, who, 'requestReview', input, '')).problems[0]
    for (const who of [mentor, await home.student(), await home.machine()])
      t.match(await codeFor(who, subject(id)), { code: 'NOT_FOUND', path: ['subjectId'] })
    t.match(await codeFor(counselor, subject(id)), { code: 'FORBIDDEN' })
    const { student } = await draft(app, home)
    t.match(await codeFor(student, subject(newId())), { code: 'NOT_FOUND' })
    t.match(await codeFor(student, subject('nonsense')), { code: 'NOT_FOUND' })
    t.match(await codeFor(student, subject(id, 'PITCH')), { code: 'NOT_FOUND' }, 'a request is no pitch')
  })

  t.test('a draft can be reviewed, and a pitch in use, asked of a counselor of the campus', async (t) => {
    const { student, id } = await draft(app, home)
    const wrong = { ...subject(id), counselorId: student.id, message: ' ' }
    t.match(await mutate(app, student, 'requestReview', wrong, ''), {
      problems: [
        { code: 'INVALID_INPUT', path: ['message'] },
        { code: 'NOT_A_COUNSELOR', path: ['counselorId'] }
      ]
    })
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    t.match(await reviewOf(app, student, id), { problems: [{ code: 'NOT_REVIEWABLE', path: ['subjectId'] }] })
    const pitch = { title: 'Trials', text: 'I plan.' }
    const { pitch: written } = await mutate(app, student, 'createPitch', pitch, 'pitch { id }')
    t.match(await reviewOf(app, student, written.id, { subjectType: 'PITCH' }), { subjectVersion: 1 })
    await mutate(app, student, 'archivePitch', { id: written.id }, '')
    const query = `{ pitch(id: "${written.id}") { review { id status isOutdated subject { __typename id } } } }`
    const { data } = await graphql(app, counselor, query)
    const { review } = data.pitch
    t.match(review, { status: 'PENDING', isOutdated: false, subject: { __typename: 'Pitch', id: written.id } })
    await mutate(app, student, 'withdrawReview', { id: review.id }, '')
    t.match(await reviewOf(app, student, written.id, { subjectType: 'PITCH' }), {
      problems: [{ code: 'NOT_REVIEWABLE' }]
    })
  })

  t.test('is outdated once what it is of says something else, and by nothing else', async (t) => {
    const { student, id } = await draft(app, home)
    const { id: reviewId } = await reviewOf(app, student, id)
    const isOutdated = async () => (await rest(app, counselor, 'GET', `/v1/reviews/${reviewId}`)).body.isOutdated
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'A day' }, '')
    t.equal(await isOutdated(), true)
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'How you got there' }, '')
    t.equal(await isOutdated(), false, 'it says again what it said')
    const { pitch } = await mutate(app, student, 'createPitch', { title: 'T', text: 'I plan.' }, 'pitch { id }')
    await mutate(app, student, 'attachPitch', { id, pitchId: pitch.id }, '')
    t.equal(await isOutdated(), true, 'a pitch is part of it')
    await mutate(app, student, 'detachPitch', { id }, '')
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    t.equal(await isOutdated(), false, 'what becomes of it is not what it says')
  })

  t.test('a plan can be reviewed while it is active: its goal and its targets, in their order (S#35)', async (t) => {
    const student = await home.student()
    const change = (name: string, input: object) => mutate(app, student, name, input, 'explorationPlan { id version }')
    const targetOccupations = ['15-1252.00', '15-1253.00']
    const { explorationPlan: plan } = await change('startExplorationPlan', { targetOccupations })
    const review = await reviewOf(app, student, plan.id, { subjectType: 'EXPLORATION_PLAN' })
    t.match(review, { status: 'PENDING', subjectVersion: plan.version })
    const isOutdated = async () => (await rest(app, counselor, 'GET', `/v1/reviews/${review.id}`)).body.isOutdated
    await change('updateExplorationPlan', { id: plan.id, targetOrder: targetOccupations.toReversed() })
    t.equal(await isOutdated(), true)
    await change('updateExplorationPlan', { id: plan.id, targetOrder: targetOccupations })
    t.equal(await isOutdated(), false)
    await change('dropTargetOccupation', { id: plan.id, occupation: '15-1253.00' })
    t.equal(await isOutdated(), true)
    const query = `{ explorationPlan(id: "${plan.id}") { review { id subject { ... on ExplorationPlan { id } } } } }`
    const { data } = await graphql(app, counselor, query)
    t.same(data.explorationPlan.review, { id: review.id, subject: { id: plan.id } })
    await change('archiveExplorationPlan', { id: plan.id })
    await mutate(app, student, 'withdrawReview', { id: review.id }, '')
    const again = await reviewOf(app, student, plan.id, { subjectType: 'EXPLORATION_PLAN' })
    t.match(again.problems, [{ code: 'NOT_REVIEWABLE', path: ['subjectId'] }])
  })
})
