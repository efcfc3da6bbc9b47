import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { asked, draft, reviewOf } from './reviewed.ts'

const fields =
  'review { status version decidedBy { id } decidedAt allowedActions comments { nodes { text author { id } } } }'

t.test('deciding a review (S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin] = [await home.counselor(), await home.admin()]

  t.test('a counselor or an admin approves, with or without a word, at both doors', async (t) => {
    const { reviewId } = await asked(app, home)
    const comment = 'Send it as it is.'
    const { review } = await mutate(app, counselor, 'approveReview', { id: reviewId, comment }, fields)
    t.match(review, {
      status: 'APPROVED',
      version: 2,
      decidedBy: { id: counselor.id },
      allowedActions: ['COMMENT'],
      comments: { nodes: [{ text: comment, author: { id: counselor.id } }] }
    })
    const other = await asked(app, home)
    const headers = { 'if-match': '"1.x"', authorization: `Bearer ${admin.token}` }
    const url = `/v1/reviews/${other.reviewId}/approve`
    const answer = await app.inject({ method: 'POST', url, headers, payload: {} })
    t.match(answer.json(), { status: 'APPROVED', decidedById: admin.id })
  })

  t.test('one who returns it says why, and the student may ask again', async (t) => {
    const { student, id, reviewId } = await asked(app, home)
    const url = `/v1/reviews/${reviewId}/return`
    t.match(await rest(app, counselor, 'POST', url, {}), { status: 422, body: { path: ['comment'] } })
    t.match(await rest(app, counselor, 'POST', url, { comment: ' ' }), { status: 422, body: { path: ['comment'] } })
    t.match(await rest(app, counselor, 'POST', url, { comment: 'Why this mentor?' }), { body: { status: 'RETURNED' } })
    t.match(await rest(app, counselor, 'POST', url, { comment: 'Why?' }), {
      status: 409,
      body: { code: 'INVALID_TRANSITION', allowed: ['COMMENT'] }
    })
    const again = await reviewOf(app, student, id)
    t.match(again, { status: 'PENDING' })
    const { data } = await graphql(app, student, `{ meetingRequest(id: "${id}") { review { id } } }`)
    t.equal(data.meetingRequest.review.id, again.id, 'the latest is the one of the request')
  })

  t.test('of two decisions at once one is made', async (t) => {
    const { reviewId } = await asked(app, home)
    const decide = (n: number) =>
      mutate(
        app,
        n % 2 ? admin : counselor,
        n % 3 ? 'approveReview' : 'returnReview',
        { id: reviewId, comment: 'So.' },
        ''
      )
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => decide(n)))
    t.equal(answers.filter(({ problems }) => problems.length === 0).length, 1)
    const kept =
      await home.run(sql`select (select count(*)::int from review_comments c where c.tenant_id = ${tenant} and c.review_id = ${reviewId}) as comments,
      (select count(*)::int from domain_events e where e.tenant_id = ${tenant} and e.subject_id = ${reviewId} and e.type <> 'review.requested') as told`)
    t.same(kept, [{ comments: 1, told: 1 }])
  })

  t.test('nobody decides on their own, nor does anybody but counselors and admins', async (t) => {
    const both = await home.person({ affiliations: ['ALUM', 'STAFF'], roles: ['COUNSELOR'] })
    const { id } = await draft(app, home, both)
    const { id: reviewId, allowedActions } = await reviewOf(app, both, id)
    t.same(allowedActions, ['WITHDRAW', 'COMMENT'])
    t.match(await mutate(app, both, 'approveReview', { id: reviewId }, ''), { problems: [{ code: 'FORBIDDEN' }] })
    t.match(await mutate(app, counselor, 'withdrawReview', { id: reviewId }, ''), { problems: [{ code: 'FORBIDDEN' }] })
    const { reviewId: other, student, mentor } = await asked(app, home)
    t.match(await rest(app, student, 'POST', `/v1/reviews/${other}/approve`), { status: 403 })
    for (const who of [mentor, await home.student(), await home.machine()])
      t.match(await rest(app, who, 'POST', `/v1/reviews/${other}/approve`), { status: 404 })
  })

  t.test(
    'what was said is read by the student and counselors only, in order, and goes on after the decision',
    async (t) => {
      const { student, mentor, reviewId } = await asked(app, home)
      const say = (who: typeof student, text: string) =>
        mutate(app, who, 'addReviewComment', { id: reviewId, text }, '')
      await say(student, 'One')
      app.clock.travel(1)
      await say(counselor, 'Two')
      app.clock.travel(1)
      await mutate(app, counselor, 'approveReview', { id: reviewId }, '')
      t.same((await say(student, 'Three')).problems, [])
      for (const who of [student, counselor, admin]) {
        const { body } = await rest(app, who, 'GET', `/v1/reviews/${reviewId}/comments?totalCount=true`)
        t.same(
          body.items.map(({ text }: { text: string }) => text),
          ['One', 'Two', 'Three']
        )
        t.equal(body.totalCount, 3)
      }
      for (const who of [mentor, await home.machine(), await home.student()]) {
        t.match(await rest(app, who, 'GET', `/v1/reviews/${reviewId}/comments`), { status: 404 })
        t.match(await say(who, 'Four'), { problems: [{ code: 'NOT_FOUND' }] })
        const { data } = await graphql(app, who, `{ reviewComments(id: "${reviewId}") { nodes { text } } }`)
        t.same(data, { reviewComments: null })
      }
      for (const text of ['', 'a\0b', 'x'.repeat(4001)])
        t.match(await say(student, text), { problems: [{ code: 'INVALID_INPUT', path: ['text'] }] })
    }
  )
})
