import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { ownQuestions, withQuestions } from '../questions/prepared-questions.ts'
import { linkOf, plannedSession } from './prepared.ts'

t.test('practising with the same questions (S#47)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const sessionOf = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/mock-sessions/${id}`)).body
  const texts = ['Question 1?', 'Question 2?']

  t.test('a partner of the campus reads them as they are now, and no notes, until it is called off', async (t) => {
    const { student, id: requestId, list } = await withQuestions(app, home, ownQuestions(2))
    const friend = await home.student()
    const session = { partnerId: friend.id, questionListId: list.id }
    const id = await plannedSession(app, student, session)
    const query = `{ mockSession(id: "${id}") { questions questionList { id items { notes } } } }`
    t.match(await sessionOf(student, id), { questions: texts, questionListId: list.id })
    await mutate(app, student, 'recordAnswer', { id: list.items[0].id, notes: 'By chance.' }, '')
    const seen = (await graphql(app, friend, query)).data.mockSession
    t.same(seen, { questions: texts, questionList: null }, 'the list itself is not for a friend')
    for (const who of [student, await home.counselor()]) {
      const notes = who === student ? 'By chance.' : null
      const { questionList } = (await graphql(app, who, query)).data.mockSession
      t.same(questionList, { id: list.id, items: [{ notes }, { notes: null }] })
    }
    const items = [{ id: list.items[1].id }, { text: 'And now?' }]
    await mutate(app, student, 'setQuestionList', { requestId, items }, '')
    t.same((await sessionOf(friend, id)).questions, ['Question 2?', 'And now?'])
    await mutate(app, student, 'cancelMockSession', { id }, '')
    t.same((await sessionOf(friend, id)).questions, [])
    t.same((await sessionOf(student, id)).questions, ['Question 2?', 'And now?'])
  })

  t.test('a partner from outside reads them by the link', async (t) => {
    const { student, list } = await withQuestions(app, home, ownQuestions(2))
    const id = await plannedSession(app, student)
    const token = await linkOf(app, student, id)
    const asked = async () => (await rest(app, null, 'GET', `/v1/partner-links/${token}`)).body.questions
    t.same(await asked(), [])
    const change = (input: object) => rest(app, student, 'PATCH', `/v1/mock-sessions/${id}`, input)
    t.match(await change({ questionListId: list.id }), { status: 200, body: { questions: texts } })
    t.same(await asked(), texts)
    t.match(await change({ kind: 'JOB' }), { body: { questionListId: list.id } }, 'what is left out stays')
    t.match(await change({ questionListId: null }), { body: { questionListId: null, questions: [] } })
    t.same(await asked(), [])
  })

  t.test('counts for the request whose questions they are, and for no other (S#47)', async (t) => {
    const { student, id: requestId, list } = await withQuestions(app, home, ownQuestions(1))
    const other = await withQuestions(app, home, ownQuestions(1), student)
    const isPractised = async (id: string) =>
      (await rest(app, student, 'GET', `/v1/meeting-requests/${id}/readiness`)).body.items.find(
        ({ kind }: { kind: string }) => kind === 'PRACTICE'
      ).isDone
    const session = await plannedSession(app, student, { partnerName: 'Sam', questionListId: list.id })
    t.equal(await isPractised(requestId), false, 'while it is planned')
    await mutate(app, student, 'recordMockSession', { id: session, heldAt: '2026-03-01T16:00:00.000Z' }, '')
    t.same([await isPractised(requestId), await isPractised(other.id)], [true, false])
  })

  t.test('they are of a list of the student, and of nobody else, at both doors', async (t) => {
    const { student, mentor, id: requestId, list } = await withQuestions(app, home, ownQuestions(1))
    await mutate(app, student, 'sendMeetingRequest', { id: requestId }, '')
    const neighbour = await campus(app)
    const theirs = await withQuestions(app, neighbour, ownQuestions(1))
    const plan = { kind: 'JOB', scheduledFor: '2026-03-05T16:00:00.000Z', partnerName: 'Sam' }
    const missing = { code: 'NOT_FOUND', path: ['questionListId'] }
    const wrong: [Someone, string][] = [
      [mentor, list.id],
      [await home.student(), list.id],
      [student, theirs.list.id],
      [student, newId()],
      [student, 'nonsense']
    ]
    for (const [who, questionListId] of wrong) {
      const input = { ...plan, questionListId }
      t.match(await mutate(app, who, 'planMockSession', input, ''), { problems: [missing] })
      t.match(await rest(app, who, 'POST', '/v1/mock-sessions', input), { status: 404, body: missing })
      const id = await plannedSession(app, who)
      t.match(await mutate(app, who, 'updateMockSession', { id, questionListId }, ''), { problems: [missing] })
    }
  })
})
