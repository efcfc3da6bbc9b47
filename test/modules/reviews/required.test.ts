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

  t.test('counts the latest review only', async (t) => {
    const { student, id } = await draft(app, home)
    await approve((await reviewOf(app, student, id)).id)
    app.clock.travel(1)
    await reviewOf(app, student, id)
    t.same(await sendCodes(student, id), ['REVIEW_REQUIRED'])
  })
})

t.test('the queue of a counselor', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [me, other] = [await home.counselor(), await home.counselor()]
  const reviews: string[] = []
  const students: (typeof me)[] = []
  for (const counselorId of [null, me.id, other.id, null]) {
    const { student, id } = await draft(app, home)
    students.push(student)
    reviews.push((await reviewOf(app, student, id, { counselorId })).id)
    app.clock.travel(1)
  }
  const idsOf = async (query: string, who = me) =>
    (await rest(app, who, 'GET', `/v1/reviews?${query}`)).body.items.map(({ id }: { id: string }) => id)

  t.test('is oldest first, by state, counselor, subject and student', async (t) => {
    t.same(await idsOf('status=PENDING'), reviews)
    t.same(await idsOf(`counselorId=${me.id}`), [reviews[1]])
    t.same(await idsOf('isForAnybody=true'), [reviews[0], reviews[3]])
    t.same(await idsOf('subjectType=PITCH'), [])
    t.same(await idsOf(`studentId=${students[2]?.id}`), [reviews[2]])
    t.same(await idsOf('orderBy=REQUESTED_AT&direction=DESC&first=2'), [reviews[3], reviews[2]])
    await mutate(app, me, 'approveReview', { id: reviews[0] }, '')
    t.same(await idsOf('status=PENDING'), reviews.slice(1))
  })

  t.test("is the student's own for a student, and empty for mentors and machines", async (t) => {
    t.same(await idsOf('', students[1]), [reviews[1]])
    for (const who of [await home.mentor(), await home.machine(), await home.student()])
      t.same(await idsOf('', who), [])
  })

  t.test('pages the comments of each review by itself, and counts them', async (t) => {
    for (const id of reviews.slice(1, 3))
      for (const text of ['a', 'b', 'c']) {
        await mutate(app, me, 'addReviewComment', { id, text }, '')
        app.clock.travel(1)
      }
    const query = `query ($after: String) { reviews { nodes { comments(first: 2, after: $after) { totalCount nodes { text }
      pageInfo { hasNextPage endCursor } } back: comments(last: 1) { nodes { text } pageInfo { hasPreviousPage } } } } }`
    const pages = async (after: string | null) => (await graphql(app, me, query, { after })).data.reviews.nodes
    const first = await pages(null)
    const texts = (found: { comments: { nodes: { text: string }[] } }[]) =>
      found.map(({ comments }) => comments.nodes.map(({ text }) => text).join(''))
    t.same(texts(first), ['', 'ab', 'ab', ''])
    t.same(
      first.map((node: { comments: { totalCount: number } }) => node.comments.totalCount),
      [0, 3, 3, 0]
    )
    t.match(first[1], {
      comments: { pageInfo: { hasNextPage: true } },
      back: { nodes: [{ text: 'c' }], pageInfo: { hasPreviousPage: true } }
    })
    t.equal(texts(await pages(first[1].comments.pageInfo.endCursor))[1], 'c')
  })
})
