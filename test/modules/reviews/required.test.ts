import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draft, reviewOf } from './reviewed.ts'

t.test('a campus that asks for a review before a request is sent (S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin] = [await home.counselor(), await home.admin()]
  const sendCodes = async (student: typeof admin, id: string) =>
    (await mutate(app, student, 'sendMeetingRequest', { id }, '')).problems.map(({ code }: { code: string }) => code)
  const approve = (id: string) => mutate(app, counselor, 'approveReview', { id }, '')

  t.test('asks for none unless it says so', async (t) => {
    const { student, id } = await draft(app, home)
    t.same(await sendCodes(student, id), [])
  })

  t.test('sends what a counselor has approved, as it was approved, and nothing else', async (t) => {
    const policy = await rest(app, admin, 'PATCH', '/v1/institution/policy', { isReviewRequired: true })
    t.match(policy, { status: 200 })
    const { student, id } = await draft(app, home)
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'])
    const first = await reviewOf(app, student, id)
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'], 'a review that waits')
    await mutate(app, counselor, 'returnReview', { id: first.id, comment: 'Shorter.' }, '')
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'], 'one that was returned')
    app.clock.travel(1)
    await approve((await reviewOf(app, student, id)).id)
    await mutate(app, student, 'updateMeetingRequest', { id, message: 'And can you get me a job?' }, '')
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'], 'what was changed since')
    await mutate(app, student, 'updateMeetingRequest', { id, message: null }, '')
    app.forget()
    t.same(await sendCodes(student, id), [])
    await app.settled()
    t.equal(app.roundTrips.length, 3, 'in no more round trips: who asks, what is locked, what is written')
  })

  t.test('is told with all else that lacks at once, and readiness says the same (S#30)', async (t) => {
    const requiredReadiness = ['PITCH', 'QUESTIONS']
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { requiredReadiness, durationMinutesMax: 30 })
    const { student, id } = await draft(app, home)
    await mutate(app, student, 'updateMeetingRequest', { id, topic: null, durationMinutes: 30 }, '')
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { durationMinutesMax: 29, durationMinutesDefault: 20 })
    const readiness = async () => (await rest(app, student, 'GET', `/v1/meeting-requests/${id}/readiness`)).body
    const missing = async () =>
      (await readiness()).items
        .filter((item: { isDone: boolean; isRequired: boolean }) => item.isRequired && !item.isDone)
        .map(({ kind }: { kind: string }) => kind)
    app.forget()
    t.same(await sendCodes(student, id), [
      'DURATION_OUT_OF_BOUNDS',
      'TOPIC_REQUIRED',
      'NOT_READY',
      'NOT_READY',
      'REVIEW_REQUIRED'
    ])
    await app.settled()
    t.equal(app.roundTrips.length, 4, 'who asks, what is locked, what is prepared, and back')
    t.same(await missing(), ['TOPIC', 'DURATION', 'PITCH', 'QUESTIONS', 'REVIEW'])
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { requiredReadiness: [] })
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'A day', durationMinutes: 20 }, '')
    t.same([(await readiness()).isReady, await missing()], [false, ['REVIEW']])
    await approve((await reviewOf(app, student, id)).id)
    t.equal((await readiness()).isReady, true)
    t.same(await sendCodes(student, id), [])
  })

  t.test('can be asked for as a part of readiness', async (t) => {
    const policy = { isReviewRequired: false, requiredReadiness: ['REVIEW'] }
    await rest(app, admin, 'PATCH', '/v1/institution/policy', policy)
    const { student, id } = await draft(app, home)
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'])
    await approve((await reviewOf(app, student, id)).id)
    t.same(await sendCodes(student, id), [])
    await rest(app, admin, 'PATCH', '/v1/institution/policy', { isReviewRequired: true, requiredReadiness: [] })
  })

  t.test('sends what stood when it was approved, whatever it was when the review was asked for', async (t) => {
    const { student, id } = await draft(app, home)
    const { id: reviewId } = await reviewOf(app, student, id)
    await mutate(app, student, 'updateMeetingRequest', { id, topic: 'A day' }, '')
    const read = { id: reviewId, subjectVersion: 1, comment: 'Good.' }
    const conflict = { code: 'VERSION_CONFLICT', path: ['subjectVersion'], currentVersion: 2 }
    t.match(await mutate(app, counselor, 'approveReview', read, ''), { problems: [conflict] })
    const { id: _, ...body } = read
    t.match(await rest(app, counselor, 'POST', `/v1/reviews/${reviewId}/return`, body), { status: 409, body: conflict })
    const query = `{ review(id: "${reviewId}") { status isOutdated subjectVersion comments { nodes { id } } } }`
    const seen = async () => (await graphql(app, counselor, query)).data.review
    t.match(await seen(), { status: 'PENDING', isOutdated: true, subjectVersion: 1, comments: { nodes: [] } })
    await mutate(app, counselor, 'approveReview', { ...read, subjectVersion: 2 }, '')
    t.match(await seen(), { status: 'APPROVED', isOutdated: false, subjectVersion: 2, comments: { nodes: [{}] } })
    t.same(await sendCodes(student, id), [])
    const next = await draft(app, home)
    const { id: other } = await reviewOf(app, next.student, next.id)
    await mutate(app, next.student, 'updateMeetingRequest', { id: next.id, topic: 'A day' }, '')
    await approve(other)
    t.same(await sendCodes(next.student, next.id), [], 'which version was read need not be said')
  })

  t.test('a change that meets an approval is never approved with it', async (t) => {
    const drafts = await Promise.all(Array.from({ length: 6 }, () => draft(app, home)))
    const raced = drafts.map(async ({ student, id }) => {
      const { id: reviewId } = await reviewOf(app, student, id)
      await Promise.all([
        mutate(app, counselor, 'approveReview', { id: reviewId, subjectVersion: 1 }, ''),
        mutate(app, student, 'updateMeetingRequest', { id, topic: 'Something else' }, '')
      ])
      return (await rest(app, counselor, 'GET', `/v1/reviews/${reviewId}`)).body.isOutdated
    })
    t.same(await Promise.all(raced), Array(6).fill(true))
  })

  t.test('counts the latest review only', async (t) => {
    const { student, id } = await draft(app, home)
    await approve((await reviewOf(app, student, id)).id)
    app.clock.travel(1)
    await reviewOf(app, student, id)
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'])
  })
})
