import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { builder, designer, startedPlan, tester, webmaster } from '../modules/plans/started-plan.ts'
import { assignmentRow, planRow, sessionRow, targetRow } from '../permissions/filled-plans.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A campus with so many students, each with a plan of two targets, a counselor, and a session. */
async function campusOf(app: TestApp, count: number) {
  const home = await campus(app)
  const counselor = await home.counselor()
  for (let n = 0; n < count; n++) {
    const [student, planId] = [await home.student(), newId()]
    const pair = { studentId: student.id, counselorId: counselor.id }
    await home.run(
      planRow({ id: planId, studentId: student.id }),
      targetRow({ planId }),
      targetRow({ planId, occupationCode: tester, rank: 2 }),
      assignmentRow({ id: newId(), ...pair }),
      sessionRow({ id: newId(), ...pair, planId, loggedById: student.id })
    )
    await meetingOf(home, { student, mentor: await home.mentor() }, { status: 'COMPLETED' })
  }
  return counselor
}

const target = 'rank reason occupation { title }'
const budgets: Record<string, { query: string; statements: number }> = {
  'plans with their targets': {
    query: '{ explorationPlans(first: 50) { nodes { goal warnings { code } targetOccupations { rank addedAt } } } }',
    statements: 1
  },
  'plans with all about them': {
    query: `{ explorationPlans(first: 50) { nodes { student { name } targetOccupations { ${target} }
      targetHistory { ${target} dropReason } coverage { occupation { title } levelsReached levelsMissing }
      counselorAssignments { counselor { name } } lastCounselingSession { note loggedBy { name } } } } }`,
    statements: 11
  },
  'people with how far they have come': {
    query: '{ people(first: 50) { nodes { name explorationPlan { coverage { levelsMissing } } } } }',
    statements: 3
  },
  'a caseload': {
    query:
      '{ counselorAssignments(first: 50) { nodes { since student { name explorationPlan { goal } } counselor { name } } } }',
    statements: 4
  },
  sessions: {
    query: '{ counselingSessions(first: 50) { nodes { heldAt student { name } counselor { name } plan { goal } } } }',
    statements: 4
  }
}

const entering = /^(begin|commit|select set_config)/

t.test('statements are the same at 5 and at 50 rows, and within budget', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await campusOf(app, 5), await campusOf(app, 50)]
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    return { status, statements: app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length }
  }
  for (const [name, { query, statements }] of Object.entries(budgets)) {
    t.test(name, async (t) => {
      t.same(await cost(() => graphql(app, few, query)), { status: 200, statements })
      t.same(await cost(() => graphql(app, many, query)), { status: 200, statements })
    })
  }
  for (const path of ['exploration-plans', 'counselor-assignments', 'counseling-sessions']) {
    t.test(`REST: a page of ${path} is one statement`, async (t) => {
      for (const who of [few, many])
        t.same(await cost(() => rest(app, who, 'GET', `/v1/${path}?first=50`)), { status: 200, statements: 1 })
    })
  }
})

t.test('a change takes three round trips at most', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const [student, counselor] = [await home.student(), await home.counselor()]
  const id = await startedPlan(app, student, [builder])
  for (const who of [student, counselor]) await rest(app, who, 'GET', '/v1/viewer')
  const trips = async (who: typeof student, verb: string, input: object) => {
    await app.settled()
    app.forget()
    const { problems } = await mutate(app, who, verb, input, '')
    await app.settled()
    t.same(problems, [], verb)
    return app.roundTrips.length
  }
  const pair = { studentId: student.id, counselorId: counselor.id }
  const changes: [string, object, number][] = [
    ['addTargetOccupation', { id, occupation: tester }, 3],
    ['swapTargetOccupation', { id, drop: tester, add: designer }, 3],
    ['updateExplorationPlan', { id, goal: 'To find out.' }, 2],
    ['updateExplorationPlan', { id, targetOrder: [designer, builder] }, 3],
    ['dropTargetOccupation', { id, occupation: builder }, 3],
    ['archiveExplorationPlan', { id }, 2],
    ['startExplorationPlan', { targetOccupations: [webmaster] }, 3]
  ]
  for (const [verb, input, most] of changes) t.equal(await trips(student, verb, input), most, verb)
  t.equal(await trips(counselor, 'assignCounselor', pair), 3)
  const { items } = (await rest(app, counselor, 'GET', '/v1/counselor-assignments')).body
  t.equal(await trips(counselor, 'endCounselorAssignment', { id: items[0].id }), 2)
  t.equal(await trips(counselor, 'logCounselingSession', { ...pair, heldAt: '2026-03-01T10:00:00.000Z' }), 2)
})
