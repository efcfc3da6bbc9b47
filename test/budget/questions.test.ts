import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { drafted, ownQuestions, shipped, withQuestions } from '../modules/questions/prepared-questions.ts'
import { meetingRow, requestRow, sent } from '../permissions/filled.ts'
import { listRows } from '../permissions/filled-questions.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  for (let n = 0; n < count; n++) {
    const of = { studentId: (await home.student()).id, mentorId: (await home.mentor()).id, requestId: newId() }
    const { requestId, ...people } = of
    await home.run(
      requestRow({ id: requestId, ...people, status: 'ACCEPTED', ...sent }),
      meetingRow({ id: newId(), ...of }),
      ...listRows({ id: newId(), ...of }, shipped.projects, 'Why?')
    )
  }
  return home.counselor()
}

const entering = /^(begin|commit|select set_config)/

async function cost(app: TestApp, ask: () => Promise<{ status: number }>) {
  await app.settled()
  app.forget()
  const { status } = await ask()
  await app.settled()
  const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
  return { status, statements, roundTrips: app.roundTrips.length }
}

const figures = 'budget { allowed used } balance { personal career } warnings { code } allowedActions'
const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'the bank of a type': {
    query: '{ questionBank(type: COMPANY_INSIDER) { version questions { text translations { text } isMustAsk } } }',
    statements: 2,
    roundTrips: 1
  },
  'questions with their versions': {
    query: '{ questions(first: 50) { nodes { text versions { number text } allowedActions } } }',
    statements: 2,
    roundTrips: 3
  },
  'lists with their figures': {
    query: `{ questionLists(first: 50) { nodes { ${figures} } } }`,
    statements: 1,
    roundTrips: 1
  },
  'lists with all there is to them': {
    query: `{ questionLists(first: 50) { nodes { ${figures} student { name } mentor { name } request { status }
      items { text question { text } followUpOf { text } } comments(first: 5) { nodes { text author { name } item { text } } } } } }`,
    statements: 10,
    roundTrips: 4
  },
  'requests with their questions': {
    query: `{ meetingRequests(first: 50) { nodes { status questionList { ${figures} items { text } } } } }`,
    statements: 3,
    roundTrips: 4
  },
  'meetings with their questions': {
    query: `{ meetings(first: 50) { nodes { status questionList { ${figures} items { text } } } } }`,
    statements: 3,
    roundTrips: 4
  }
}

t.test('questions cost as many statements at 50 rows as at 5', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await campusOf(app, 5), await campusOf(app, 50)]
  for (const [name, { query, statements, roundTrips }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      for (const who of [few, many]) {
        await graphql(app, who, query)
        t.same(await cost(app, () => graphql(app, who, query)), { status: 200, statements, roundTrips })
      }
    })
  }
  for (const path of ['questions', 'question-lists'])
    t.test(`REST: a page of ${path} is one statement in one round trip`, async (t) => {
      for (const who of [few, many]) {
        await rest(app, who, 'GET', '/v1/viewer')
        const asked = await cost(app, () => rest(app, who, 'GET', `/v1/${path}?first=50`))
        t.same(asked, { status: 200, statements: 1, roundTrips: 1 })
      }
    })
})

t.test('a change of a bank or a list takes at most three round trips', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const counselor = await home.counselor()
  const { student, mentor, id, list } = await withQuestions(app, home, ownQuestions(3))
  await mutate(app, student, 'sendMeetingRequest', { id }, '')
  const { id: toRequestId } = await drafted(app, home, student)
  const [first] = list.items
  for (const who of [counselor, mentor]) await rest(app, who, 'GET', '/v1/viewer')
  const changes: [Someone, string, object][] = [
    [counselor, 'addQuestion', { text: 'Why?', types: ['COMPANY_INSIDER'], balance: 'CAREER' }],
    [counselor, 'updateQuestion', { id: shipped.projects, text: 'What now?' }],
    [counselor, 'translateQuestion', { id: shipped.projects, locale: 'fr', text: 'Et alors ?' }],
    [counselor, 'hideQuestion', { id: shipped.projects }],
    [student, 'copyQuestionList', { fromRequestId: id, toRequestId }],
    [student, 'setQuestionList', { requestId: id, items: [{ id: first.id }, { questionId: shipped.resources }] }],
    [student, 'addQuestionItem', { requestId: id, text: 'And?', followUpOfId: first.id }],
    [student, 'recordAnswer', { id: first.id, notes: 'Yes.' }],
    [mentor, 'commentOnQuestionList', { requestId: id, itemId: first.id, text: 'Good.' }]
  ]
  for (const [who, name, input] of changes) {
    await app.settled()
    app.forget()
    t.same((await mutate(app, who, name, input, '')).problems, [], name)
    await app.settled()
    t.ok(app.roundTrips.length <= 3, `${name}: ${app.roundTrips.length}`)
  }
})
