import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { drafted, listFields, ownQuestions, shipped, withQuestions } from './prepared-questions.ts'

t.test('a question list (S#39)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const urlOf = (id: string) => `/v1/meeting-requests/${id}/question-list`

  t.test("is made of questions of the bank and of one's own, with its figures", async (t) => {
    const { list } = await withQuestions(app, home, [
      { questionId: shipped.projects },
      { text: 'Who decides that?', balance: 'PERSONAL', followUpOf: 0 },
      { text: 'And then?' },
      { questionId: shipped.resources, text: 'What should I read, and whom should I meet?' }
    ])
    const [first, second, third, last] = list.items
    t.match(first, {
      text: 'What are you working on at the moment?',
      locale: 'en',
      questionNumber: 1,
      balance: 'CAREER'
    })
    t.match(second, { text: 'Who decides that?', locale: null, question: null, followUpOf: { id: first.id } })
    t.match(third, { balance: null, followUpOf: null })
    t.match(last, { question: { id: shipped.resources }, locale: null, isMustAsk: true }, 'in words of their own')
    t.match(list, { budget: { allowed: 10, used: 4 }, balance: { personal: 1, career: 2 }, warnings: [], version: 1 })
  })

  t.test('keeps the words it was made with, though the campus changes the question (S#40)', async (t) => {
    const there = await campus(app)
    const keeper = await there.counselor()
    const { student, id, list } = await withQuestions(app, there, [{ questionId: shipped.projects }])
    await mutate(app, keeper, 'updateQuestion', { id: shipped.projects, text: 'What is on your desk?' }, '')
    const read = async () => (await rest(app, student, 'GET', urlOf(id))).body
    const old = { text: 'What are you working on at the moment?', questionNumber: 1 }
    t.match((await read()).items, [old])
    t.equal((await read()).bankVersion, 1)
    const input = { requestId: id, items: [{ id: list.items[0].id }, { text: 'Why?' }] }
    const { questionList } = await mutate(app, student, 'setQuestionList', input, listFields)
    t.match(questionList.items, [{ ...old, question: { number: 2, text: 'What is on your desk?' } }, { text: 'Why?' }])
    t.match(questionList, { version: 2, bankVersion: 2 })
    await mutate(app, keeper, 'hideQuestion', { id: shipped.projects }, '')
    t.match((await read()).items[0], old, 'nor does hiding take it away')
    const anew = { requestId: (await drafted(app, there)).id, items: [{ questionId: shipped.projects }] }
    t.match((await mutate(app, student, 'setQuestionList', anew, listFields)).problems, [{ code: 'NOT_FOUND' }])
    const own = { ...anew, requestId: (await drafted(app, there, student)).id }
    t.match((await mutate(app, student, 'setQuestionList', own, listFields)).problems, [
      { code: 'UNKNOWN_QUESTION', path: ['items', '0', 'questionId'] }
    ])
  })

  t.test(
    'keeps the version of the bank that a conversation was held with, whatever is noted later (S#40)',
    async (t) => {
      const there = await campus(app)
      const keeper = await there.counselor()
      const { student, mentor, id: requestId } = await withQuestions(app, there, [{ questionId: shipped.projects }])
      await mutate(app, student, 'sendMeetingRequest', { id: requestId }, '')
      const input = { id: requestId, startsAt: '2026-03-02T15:30:00.000Z' }
      const fields = 'meetingRequest { meeting { id } }'
      const { meeting } = (await mutate(app, mentor, 'acceptMeetingRequest', input, fields)).meetingRequest
      const change = () => mutate(app, keeper, 'updateQuestion', { id: shipped.projects, text: newId() }, '')
      const add = async () => {
        await mutate(app, student, 'addQuestionItem', { requestId, text: 'And then?' }, '')
        return (await rest(app, student, 'GET', urlOf(requestId))).body.bankVersion
      }
      await change()
      t.equal(await add(), 2, 'before')
      await mutate(app, student, 'completeMeeting', { id: meeting.id }, '')
      await change()
      t.equal(await add(), 2, 'after')
    }
  )

  t.test(
    'is replaced whole: what is named stays with its notes, the rest goes, nothing differing writes nothing',
    async (t) => {
      const { student, id, list } = await withQuestions(app, home, ownQuestions(3))
      const [a, b, c] = list.items
      await mutate(app, student, 'recordAnswer', { id: c.id, notes: 'Yes.' }, '')
      const put = (items: object[], more: object = {}) => rest(app, student, 'PUT', urlOf(id), { items, ...more })
      const changed = await put([{ id: c.id }, { id: a.id, text: 'Better?' }, { text: 'New?', followUpOf: 1 }], {
        expectedVersion: 1
      })
      t.match(changed.body.items, [
        { id: c.id, notes: 'Yes.' },
        { id: a.id, text: 'Better?', version: 2 },
        { text: 'New?', followUpOfId: a.id }
      ])
      t.equal(changed.body.items.length, 3)
      t.equal(changed.body.version, 2)
      const kept = changed.body.items.map((one: { id: string }) => ({ id: one.id }))
      t.match((await put(kept)).body, { version: 2, items: [{}, {}, { followUpOfId: a.id }] }, 'the same again')
      t.match((await put([{ id: b.id }])).body, { code: 'NOT_FOUND', path: ['items', '0', 'id'] }, 'off the list')
      t.match((await put([], { expectedVersion: 1 })).body, { code: 'VERSION_CONFLICT', currentVersion: 2 })
      t.match(
        (await put([kept[2], kept[1]])).body.items,
        [{ followUpOfId: null }, {}],
        'only what stands before it is followed up'
      )
      t.same((await put([])).body, { ...(await rest(app, student, 'GET', urlOf(id))).body, items: [] })
    }
  )

  t.test('is one a request: begun once, or by setting it', async (t) => {
    const { student, id } = await drafted(app, home)
    const both = await Promise.all([1, 2].map(() => rest(app, student, 'POST', urlOf(id), {})))
    t.same(both.map(({ status }) => status).sort(), [201, 409])
    t.match(both.find(({ status }) => status === 409)?.body, { code: 'QUESTION_LIST_EXISTS' })
    const other = await drafted(app, home, student)
    t.match(await rest(app, student, 'PUT', urlOf(other.id), { items: [{ text: 'Why?' }] }), {
      status: 200,
      body: { version: 1 }
    })
    const page = await rest(app, student, 'GET', `/v1/question-lists?studentId=${student.id}&totalCount=true`)
    t.match(page.body, { totalCount: 2, items: [{ requestId: other.id }, { requestId: id }] })
    const query = '{ meetingRequests(filter: { status: [DRAFT] }) { nodes { id questionList { budget { used } } } } }'
    const { nodes } = (await graphql(app, student, query)).data.meetingRequests
    t.same(
      nodes.map((one: { questionList: { budget: { used: number } } }) => one.questionList.budget.used),
      [1, 0]
    )
  })

  t.test('refuses what makes no list, each with its place', async (t) => {
    const { student, id } = await drafted(app, home)
    const put = async (items: object[]) => (await rest(app, student, 'PUT', urlOf(id), { items })).body
    const bad: [object[], string[]][] = [
      [[{}], ['items', '0']],
      [[{ id: newId(), questionId: shipped.projects }], ['items', '0']],
      [[{ text: '  ' }], ['items', '0', 'text']],
      [[{ text: 'x'.repeat(301) }], ['items', '0', 'text']],
      [[{ text: 'A?', followUpOf: 0 }], ['items', '0', 'followUpOf']],
      [
        [{ text: 'A?' }, { text: 'B?', followUpOf: -1 }],
        ['items', '1', 'followUpOf']
      ],
      [
        [{ questionId: shipped.projects }, { questionId: shipped.projects }],
        ['items', '1']
      ],
      [ownQuestions(51), ['items']]
    ]
    for (const [items, path] of bad) t.match(await put(items), { code: 'INVALID_INPUT', path }, path.join('.'))
    t.match(await put([{ id: newId() }, { questionId: newId() }]), { code: 'NOT_FOUND' })
    t.match(await rest(app, counselor, 'GET', urlOf(id)), { status: 404 }, 'and none was made')
  })
})
