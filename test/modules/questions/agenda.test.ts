import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { type Asking, drafted, ownQuestions, shipped, withQuestions } from './prepared-questions.ts'

const urlOf = (id: string) => `/v1/meeting-requests/${id}/question-list`

t.test('what a question list is good for', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin] = [await home.counselor(), await home.admin()]
  const read = async (who: Someone, id: string) => rest(app, who, 'GET', urlOf(id))
  const set = async ({ student, id }: Asking, items: object[]) => rest(app, student, 'PUT', urlOf(id), { items })
  const policy = (input: object) => mutate(app, admin, 'updateInstitutionPolicy', input, '')

  t.test(
    'warns of more questions than the time allows, by the minutes that the campus gives each (S#44)',
    async (t) => {
      const asking = await withQuestions(app, home, [...ownQuestions(9), { questionId: shipped.resources }])
      t.match(asking.list, { budget: { allowed: 10, used: 10 }, warnings: [] })
      const { body } = await set(asking, [...ownQuestions(10), { questionId: shipped.resources }])
      t.match(body, { budget: { allowed: 10, used: 11 }, warnings: [{ code: 'AGENDA_TOO_FULL' }] })
      t.equal(body.warnings.length, 1)
      await mutate(app, asking.student, 'updateMeetingRequest', { id: asking.id, durationMinutes: 45 }, '')
      t.match((await read(asking.student, asking.id)).body, { budget: { allowed: 15 }, warnings: [] })
      await policy({ minutesPerQuestion: 5 })
      t.match((await read(asking.student, asking.id)).body, {
        budget: { allowed: 9 },
        warnings: [{ code: 'AGENDA_TOO_FULL' }]
      })
      await policy({ minutesPerQuestion: 3 })
    }
  )

  t.test(
    'refuses them where the campus says so, but never fewer than there were, nor after the conversation',
    async (t) => {
      const asking = await withQuestions(app, home, ownQuestions(12))
      await policy({ isQuestionBudgetHard: true })
      t.match(await set(asking, ownQuestions(13)), { status: 422, body: { code: 'AGENDA_TOO_FULL', path: ['items'] } })
      t.match((await set(asking, ownQuestions(11))).body, { budget: { used: 11 } }, 'on the way down')
      const { student, id } = await drafted(app, home)
      const full = { requestId: id, items: ownQuestions(11) }
      for (const verb of ['createQuestionList', 'setQuestionList'])
        t.match((await mutate(app, student, verb, full, '')).problems, [{ code: 'AGENDA_TOO_FULL' }], verb)
      t.match(await set({ ...asking, student, id }, ownQuestions(10)), { status: 200 }, 'up to the limit')
      t.match((await mutate(app, student, 'addQuestionItem', { requestId: id, text: 'More?' }, '')).problems, [
        { code: 'AGENDA_TOO_FULL' }
      ])
      const target = await drafted(app, home, asking.student)
      const copy = { fromRequestId: asking.id, toRequestId: target.id }
      t.match((await mutate(app, asking.student, 'copyQuestionList', copy, '')).problems, [{ code: 'AGENDA_TOO_FULL' }])
      const meetingId = await meetingOf(home, asking, { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' })
      const held = (await rest(app, asking.student, 'GET', `/v1/meetings/${meetingId}`)).body.requestId
      t.match(await set({ ...asking, id: held }, ownQuestions(12)), { status: 200 })
      await policy({ isQuestionBudgetHard: false })
    }
  )

  t.test('warns when a question that has to be asked is missing, as the campus has it (S#42)', async (t) => {
    const asking = await withQuestions(app, home, [{ questionId: shipped.projects }])
    t.match(asking.list.warnings, [{ code: 'MUST_ASK_MISSING' }])
    const items = asking.list.items.map(({ id }: { id: string }) => ({ id }))
    t.same((await set(asking, [...items, { questionId: shipped.resources }])).body.warnings, [])
    await mutate(app, counselor, 'updateQuestion', { id: shipped.whyEnter, isMustAsk: true }, '')
    t.same((await read(asking.student, asking.id)).body.warnings, [], 'of another type of interview')
    await mutate(app, counselor, 'hideQuestion', { id: shipped.resources }, '')
    t.same((await set(asking, items)).body.warnings, [], 'what is hidden can not be missed')
    await mutate(app, counselor, 'showQuestion', { id: shipped.resources }, '')
    t.match((await read(asking.student, asking.id)).body.warnings, [{ code: 'MUST_ASK_MISSING' }])
  })

  t.test('shows how it is spread between the person and the career (S#45)', async (t) => {
    const items = [
      { questionId: shipped.whyEnter },
      { questionId: shipped.typicalDay },
      { text: 'A?', balance: 'PERSONAL' },
      { text: 'B?' }
    ]
    const { student, id, list } = await withQuestions(app, home, items)
    t.same(list.balance, { personal: 2, career: 1 })
    const kept = list.items.map((one: { id: string }) => ({ id: one.id, balance: null }))
    t.same((await set({ student, mentor: student, id }, kept)).body.balance, { personal: 0, career: 0 })
  })

  t.test('goes on after the conversation (S#48), and ends with a request that comes to nothing', async (t) => {
    const pair = { student: await home.student(), mentor: await home.mentor() }
    const meetingId = await meetingOf(home, pair, { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' })
    const query =
      'query ($id: ID!) { meeting(id: $id) { request { id } questionList { warnings { code } items { id text followUpOf { text } } } } }'
    const meeting = async () => (await graphql(app, pair.student, query, { id: meetingId })).data.meeting
    const requestId = (await meeting()).request.id
    const { questionItem: first } = await mutate(
      app,
      pair.student,
      'addQuestionItem',
      { requestId, text: 'Why?' },
      'questionItem { id }'
    )
    const follow = { requestId, text: 'Since when?', followUpOfId: first.id }
    t.match(
      (await mutate(app, pair.student, 'addQuestionItem', follow, 'questionItem { text followUpOf { id } }'))
        .questionItem,
      {
        followUpOf: { id: first.id }
      }
    )
    t.match((await meeting()).questionList, {
      warnings: [],
      items: [{ text: 'Why?' }, { followUpOf: { text: 'Why?' } }]
    })
    const { student, id } = await drafted(app, home)
    await mutate(app, student, 'withdrawMeetingRequest', { id }, '')
    const ended = await rest(app, student, 'PUT', urlOf(id), { items: [] })
    t.match(ended, { status: 409, body: { code: 'INVALID_TRANSITION', allowed: [] } })
  })
})
