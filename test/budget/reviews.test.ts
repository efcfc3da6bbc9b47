import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { asked, draft, reviewOf } from '../modules/reviews/reviewed.ts'
import { requestRow } from '../permissions/filled.ts'
import { approvedReviewRows, guidanceRows } from '../permissions/filled-reviews.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  const counselor = await home.counselor()
  for (let n = 0; n < count; n++) {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const [subjectId, id] = [newId(), newId()]
    await home.run(
      requestRow({ id: subjectId, studentId: student.id, mentorId: mentor.id, status: 'DRAFT' }),
      ...approvedReviewRows({ id, subjectId, studentId: student.id, counselorId: counselor.id }),
      ...guidanceRows(newId(), counselor.id, 'Ask early.')
    )
  }
  return counselor
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

const budgets: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'the queue with its subjects, people and comments': {
    query: `{ reviews(first: 50) { nodes { status isOutdated allowedActions student { name } counselor { name }
      subject { ... on MeetingRequest { topic } } comments(first: 5) { totalCount nodes { text author { name } } } } } }`,
    statements: 7,
    roundTrips: 4
  },
  'requests with their reviews': {
    query: '{ meetingRequests(first: 50) { nodes { topic review { status isOutdated } } } }',
    statements: 2,
    roundTrips: 3
  },
  'guidance with its translations': {
    query:
      '{ guidanceItems(first: 50) { nodes { text locale translations { locale } revisions { author { name } } } } }',
    statements: 4,
    roundTrips: 4
  },
  'guidance as a page shows it': {
    query: '{ guidanceItems(first: 50, locale: "es-MX", filter: { stage: ASKING }) { nodes { id kind text locale } } }',
    statements: 1,
    roundTrips: 1
  }
}

t.test('reviews and guidance cost as many statements at 50 rows as at 5', async (t) => {
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
  for (const path of ['reviews', 'guidance-items'])
    t.test(`REST: a page of ${path} is one statement in one round trip`, async (t) => {
      for (const who of [few, many]) {
        await rest(app, who, 'GET', '/v1/viewer')
        const asked = await cost(app, () => rest(app, who, 'GET', `/v1/${path}?first=50`))
        t.same(asked, { status: 200, statements: 1, roundTrips: 1 })
      }
    })
})

t.test('a change of reviews and guidance takes at most three round trips', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const [counselor, drafted, first] = [await home.counselor(), await draft(app, home), await asked(app, home)]
  const { id: reviewId } = await reviewOf(app, drafted.student, drafted.id)
  const next = await draft(app, home)
  const own = { kind: 'DO', stage: 'MEETING', text: 'Listen.' }
  const { guidanceItem: item } = await mutate(app, counselor, 'addGuidanceItem', own, 'guidanceItem { id }')
  const changes: [typeof counselor, string, object][] = [
    [next.student, 'requestReview', { subjectType: 'MEETING_REQUEST', subjectId: next.id, counselorId: counselor.id }],
    [counselor, 'addReviewComment', { id: reviewId, text: 'Shorter.' }],
    [counselor, 'approveReview', { id: reviewId, comment: 'Yes.' }],
    [first.student, 'withdrawReview', { id: first.reviewId }],
    [counselor, 'addGuidanceItem', own],
    [counselor, 'reviseGuidanceItem', { id: item.id, locale: 'es', text: 'Escucha.' }],
    [counselor, 'hideGuidanceItem', { id: '019ac000-0000-7000-8000-000000000051' }]
  ]
  for (const [who, name, input] of changes) {
    await rest(app, who, 'GET', '/v1/viewer')
    await app.settled()
    app.forget()
    t.same((await mutate(app, who, name, input, '')).problems, [], name)
    await app.settled()
    t.ok(app.roundTrips.length <= 3, `${name}: ${app.roundTrips.length}`)
  }
})
