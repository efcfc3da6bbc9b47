import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { drafted, listFields, ownQuestions, shipped, withQuestions } from './prepared-questions.ts'

const urlOf = (id: string) => `/v1/meeting-requests/${id}/question-list`
const comment = 'questionComment { id text itemText author { id } item { text } }'

t.test('who reads a question list, and says something about it', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin, machine] = [await home.counselor(), await home.admin(), await home.machine()]
  const statusFor = async (who: Someone, id: string) => (await rest(app, who, 'GET', urlOf(id))).status
  const say = (who: Someone, input: object) => mutate(app, who, 'commentOnQuestionList', input, comment)

  t.test('its student, counselors and admins, and its mentor once it is sent (S#46)', async (t) => {
    const { student, mentor, id } = await withQuestions(app, home, ownQuestions(2))
    const readers = [student, counselor, admin]
    for (const who of readers) t.equal(await statusFor(who, id), 200)
    for (const who of [mentor, machine, await home.student()]) {
      t.equal(await statusFor(who, id), 404)
      t.same((await rest(app, who, 'GET', '/v1/question-lists')).body.items, [])
      t.match((await say(who, { requestId: id, text: 'Hello' })).problems, [{ code: 'NOT_FOUND' }])
    }
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    t.equal(await statusFor(mentor, id), 200)
    t.match((await rest(app, mentor, 'GET', '/v1/question-lists')).body.items, [
      { requestId: id, allowedActions: ['COMMENT'] }
    ])
    t.match((await rest(app, counselor, 'GET', urlOf(id))).body, { allowedActions: [] })
  })

  t.test("the agenda is the student's: nobody else sets, adds, copies or answers (S#46)", async (t) => {
    const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(1))
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    const other = await drafted(app, home)
    for (const who of [mentor, counselor, admin]) {
      t.match(await rest(app, who, 'PUT', urlOf(id), { items: [] }), { status: 403, body: { code: 'FORBIDDEN' } })
      t.match((await mutate(app, who, 'addQuestionItem', { requestId: id, text: 'Me?' }, '')).problems, [
        { code: 'FORBIDDEN' }
      ])
      t.match((await mutate(app, who, 'recordAnswer', { id: list.items[0].id, notes: 'x' }, '')).problems, [
        { code: 'FORBIDDEN' }
      ])
    }
    for (const [fromRequestId, path] of [
      [id, 'fromRequestId'],
      [newId(), 'fromRequestId']
    ]) {
      const copy = { fromRequestId, toRequestId: other.id }
      t.match((await mutate(app, other.student, 'copyQuestionList', copy, '')).problems, [
        { code: 'NOT_FOUND', path: [path] }
      ])
    }
    t.same((await rest(app, student, 'GET', urlOf(id))).body.items.length, 1)
  })

  t.test('what was answered is for the student alone, and not in the audit trail', async (t) => {
    const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(1))
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    const item = list.items[0]
    const url = `/v1/question-items/${item.id}/answer`
    const noted = await rest(app, student, 'POST', url, { notes: 'Through a friend.', expectedVersion: 1 })
    t.match(noted, { status: 200, body: { notes: 'Through a friend.', answeredAt: String, version: 2 } })
    t.match(await rest(app, student, 'POST', url, { notes: 'No.', expectedVersion: 1 }), {
      body: { code: 'VERSION_CONFLICT' }
    })
    for (const who of [mentor, counselor, admin])
      t.match((await rest(app, who, 'GET', urlOf(id))).body.items, [
        { notes: null, answeredAt: null, text: 'Question 1?' }
      ])
    t.match((await rest(app, student, 'GET', urlOf(id))).body, { version: 1, items: [{ notes: 'Through a friend.' }] })
    const told =
      await home.run(sql`select (select json_agg(a.changes) from audit_events a where a.tenant_id = ${tenant}) as audit,
      (select json_agg(e.payload) from domain_events e where e.tenant_id = ${tenant}) as events`)
    t.notMatch(JSON.stringify(told), /Through a friend/)
    t.match((await rest(app, student, 'POST', url, {})).body, { notes: null, answeredAt: null }, 'taken away')
    t.match((await rest(app, student, 'POST', url, { notes: 'x'.repeat(4001) })).body, {
      code: 'INVALID_INPUT',
      path: ['notes']
    })
  })

  t.test(
    'the mentor comments on the list or on a question, the student answers, and it outlives the question',
    async (t) => {
      const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(2))
      await mutate(app, student, 'sendMeetingRequest', { id }, '')
      const [first, second] = list.items
      t.match(await say(mentor, { requestId: id, itemId: first.id, text: 'Ask this first.' }), {
        questionComment: { itemText: 'Question 1?', item: { text: 'Question 1?' }, author: { id: mentor.id } }
      })
      t.match(await say(student, { requestId: id, text: 'I will.' }), {
        questionComment: { itemText: null, item: null }
      })
      t.match((await say(counselor, { requestId: id, text: 'Well done.' })).problems, [{ code: 'FORBIDDEN' }])
      t.match((await say(mentor, { requestId: id, itemId: newId(), text: 'x' })).problems, [
        { code: 'NOT_FOUND', path: ['itemId'] }
      ])
      t.match((await say(mentor, { requestId: id, text: ' ' })).problems, [{ code: 'INVALID_INPUT', path: ['text'] }])
      await rest(app, student, 'PUT', urlOf(id), { items: [{ id: second.id }] })
      const page = await rest(app, counselor, 'GET', `${urlOf(id)}/comments?totalCount=true`)
      t.match(page.body, {
        totalCount: 2,
        items: [{ itemId: null, itemText: 'Question 1?', authorId: mentor.id }, { text: 'I will.' }]
      })
      const query =
        '{ questionLists(filter: { mentorId: "MENTOR" }) { nodes { comments(first: 1) { totalCount nodes { text } } } } }'
      const { nodes } = (await graphql(app, student, query.replace('MENTOR', mentor.id))).data.questionLists
      t.match(nodes, [{ comments: { totalCount: 2, nodes: [{ text: 'Ask this first.' }] } }])
      t.match(await rest(app, await home.student(), 'GET', `${urlOf(id)}/comments`), { status: 404 })
    }
  )

  t.test(
    'the questions of an earlier conversation are taken for the next, in their words and without notes (S#39)',
    async (t) => {
      const items = [{ questionId: shipped.projects }, { text: 'And then?', followUpOf: 0 }]
      const { student, id: fromRequestId, list } = await withQuestions(app, home, items)
      await mutate(app, student, 'recordAnswer', { id: list.items[0].id, notes: 'Long.' }, '')
      await mutate(app, counselor, 'updateQuestion', { id: shipped.projects, text: 'What is new?' }, '')
      const { id: toRequestId } = await drafted(app, home, student)
      const copy = () => mutate(app, student, 'copyQuestionList', { fromRequestId, toRequestId }, listFields)
      const { questionList } = await copy()
      const [first, second] = questionList.items
      t.match(first, { text: 'What are you working on at the moment?', questionNumber: 1, notes: null })
      t.match(second, { text: 'And then?', followUpOf: { id: first.id } })
      t.not(first.id, list.items[0].id)
      t.match((await copy()).problems, [{ code: 'QUESTION_LIST_EXISTS', path: ['toRequestId'] }])
      const again = await rest(app, student, 'POST', `${urlOf(fromRequestId)}/copy`, { fromRequestId: toRequestId })
      t.match(again, { status: 409, body: { code: 'QUESTION_LIST_EXISTS' } })
    }
  )
})
