import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { withdrawReviews } from '../../../src/modules/reviews/reviews.jobs.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draft, reviewOf } from './reviewed.ts'

t.test('the queue of a counselor', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [me, other, third] = [await home.counselor(), await home.counselor(), await home.counselor()]
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

  t.test('loses what was sent or taken back: at once by isReviewable, and for good by the worker', async (t) => {
    const waiting: string[] = []
    for (const verb of ['sendMeetingRequest', 'withdrawMeetingRequest', null]) {
      const { student, id } = await draft(app, home)
      waiting.push((await reviewOf(app, student, id, { counselorId: third.id })).id)
      if (verb) await mutate(app, student, verb, { id }, '')
      app.clock.travel(1)
    }
    const [sent, , open] = waiting
    const queue = `counselorId=${third.id}&status=PENDING`
    t.same(await idsOf(queue), waiting)
    t.same(await idsOf(`${queue}&isReviewable=true`), [open])
    const read = async () => (await rest(app, me, 'GET', `/v1/reviews/${sent}`)).body
    t.match(await read(), { isReviewable: false, allowedActions: ['COMMENT'] })
    for (const verb of ['approveReview', 'returnReview'])
      t.match(await mutate(app, me, verb, { id: sent, comment: 'Why?' }, ''), {
        problems: [{ code: 'NOT_REVIEWABLE', path: ['id'] }]
      })
    const sweep = () => withdrawReviews.run(() => campusScopes(app.database, app.clock))
    const swept = await Promise.all([sweep(), sweep()])
    t.equal(
      swept.reduce((sum, { withdrawn = 0 }) => sum + withdrawn, 0),
      2
    )
    t.same(await idsOf(queue), [open])
    t.match(await read(), { status: 'WITHDRAWN', version: 2 })
    const told = await home.run(sql`select a.actor_kind, e.payload ->> 'status' as status from domain_events e
      join audit_events a on a.tenant_id = ${tenant} and a.id = e.audit_event_id
      where e.tenant_id = ${tenant} and e.type = 'review.withdrawn' and e.subject_id = ${sent}`)
    t.same(told, [{ actor_kind: 'SYSTEM', status: 'WITHDRAWN' }])
  })
})
