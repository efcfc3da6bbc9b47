import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { ownQuestions, withQuestions } from '../questions/prepared-questions.ts'
import { reviewOf } from './reviewed.ts'

const subjectType = 'QUESTION_LIST'

t.test('a review of what a student means to ask (S#34, S#39)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const isOutdated = async (id: string) => (await rest(app, counselor, 'GET', `/v1/reviews/${id}`)).body.isOutdated
  const change = (who: Someone, name: string, input: object) => mutate(app, who, name, input, '')
  const set = (who: Someone, requestId: string, items: object[]) => change(who, 'setQuestionList', { requestId, items })

  t.test('is outdated by other questions or another order, and not by what is noted or said to them', async (t) => {
    const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(2))
    const review = await reviewOf(app, student, list.id, { subjectType })
    t.match(review, { status: 'PENDING', subjectVersion: 1, isOutdated: false })
    const [first, second] = list.items
    await change(student, 'sendMeetingRequest', { id })
    await change(student, 'recordAnswer', { id: first.id, notes: 'By chance.' })
    await change(mentor, 'commentOnQuestionList', { requestId: id, itemId: first.id, text: 'Ask me this.' })
    t.equal(await isOutdated(review.id), false)
    await set(student, id, [{ id: second.id }, { id: first.id }])
    t.equal(await isOutdated(review.id), true, 'in another order')
    await set(student, id, [{ id: first.id }, { id: second.id }])
    t.equal(await isOutdated(review.id), false, 'as it was')
    await set(student, id, [{ id: first.id }])
    t.equal(await isOutdated(review.id), true, 'one is taken off')
    await set(student, id, [{ id: first.id }, { text: second.text }])
    t.equal(await isOutdated(review.id), false, 'it asks again what it asked')
    await set(student, id, [{ id: first.id, text: 'Why?' }, { text: second.text }])
    t.equal(await isOutdated(review.id), true, 'in other words')
    await change(student, 'addQuestionItem', { requestId: id, text: 'And then?' })
    t.match(await change(counselor, 'returnReview', { id: review.id, comment: 'Fewer.' }), { problems: [] })
    t.match(await reviewOf(app, student, list.id, { subjectType }), { subjectVersion: 7, isOutdated: false })
  })

  t.test('is read with the questions by its student and counselors, and by nobody else', async (t) => {
    const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(1))
    await change(student, 'sendMeetingRequest', { id })
    await change(student, 'recordAnswer', { id: list.items[0].id, notes: 'By chance.' })
    const { id: reviewId } = await reviewOf(app, student, list.id, { subjectType })
    const query = `{ questionList(requestId: "${id}") { review { id } } }`
    const latest = async (who: Someone) => (await graphql(app, who, query)).data.questionList
    for (const who of [student, counselor, await home.admin()]) t.same(await latest(who), { review: { id: reviewId } })
    const machine = await home.machine()
    t.same([await latest(mentor), await latest(machine)], [{ review: null }, null])
    for (const who of [mentor, machine]) {
      t.match(await rest(app, who, 'GET', `/v1/reviews/${reviewId}`), { status: 404 })
      t.match(await reviewOf(app, who, list.id, { subjectType }), {
        problems: [{ code: 'NOT_FOUND', path: ['subjectId'] }]
      })
    }
    t.match(await reviewOf(app, counselor, list.id, { subjectType }), { problems: [{ code: 'FORBIDDEN' }] })
    const subject = 'subject { __typename ... on QuestionList { items { text notes } } }'
    const filter = `{ subjectType: ${subjectType}, studentId: "${student.id}" }`
    const { data } = await graphql(app, counselor, `{ reviews(filter: ${filter}) { nodes { ${subject} } } }`)
    const asked = { __typename: 'QuestionList', items: [{ text: 'Question 1?', notes: null }] }
    t.same(data.reviews.nodes, [{ subject: asked }])
  })

  t.test('can be asked for while there is a question on the list and its request goes on', async (t) => {
    const { student, id, list } = await withQuestions(app, home, [])
    const refused = { problems: [{ code: 'NOT_REVIEWABLE', path: ['subjectId'] }] }
    t.match(await reviewOf(app, student, list.id, { subjectType }), refused, 'nothing is asked')
    await set(student, id, ownQuestions(1))
    await change(student, 'sendMeetingRequest', { id })
    const review = await reviewOf(app, student, list.id, { subjectType })
    t.match(review, { status: 'PENDING' })
    await change(student, 'withdrawMeetingRequest', { id })
    t.equal(await isOutdated(review.id), false, 'what becomes of the request is not what it asks')
    t.match(await change(counselor, 'approveReview', { id: review.id }), { problems: [] })
    t.match(await reviewOf(app, student, list.id, { subjectType }), refused, 'nothing will come of it')
  })

  t.test('is of the questions as they are when it is asked for, though they change at that moment', async (t) => {
    const { student, list } = await withQuestions(app, home, ownQuestions(1))
    const changing = sql`with held as (
        select l.id from question_lists l where l.tenant_id = ${tenant} and l.id = ${list.id} for update)
      update question_items n set text = 'Why?' from held where n.tenant_id = ${tenant} and n.list_id = held.id`
    const [review] = await raceAt(app, home, changing, [() => reviewOf(app, student, list.id, { subjectType })])
    t.match(review, { status: 'PENDING', isOutdated: false })
  })
})
