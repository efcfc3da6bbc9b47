import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { startedPlan } from '../plans/started-plan.ts'

const sessions = '/v1/counseling-sessions'
const heldAt = '2026-03-01T10:00:00.000Z'

t.test('a counseling session (S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, counselor, second, admin] = [
    await home.student(),
    await home.counselor(),
    await home.counselor(),
    await home.admin()
  ]
  const machine = await home.machine()
  const pair = { studentId: student.id, counselorId: counselor.id }
  const log = (who: Someone, input: object) => rest(app, who, 'POST', sessions, { ...pair, heldAt, ...input })
  const planId = await startedPlan(app, student)

  t.test('is logged by either of the two, and belongs to the plan of that time', async (t) => {
    const byStudent = await log(student, { note: 'I am to read more.' })
    t.match(byStudent, {
      status: 201,
      body: { planId, loggedById: student.id, note: 'I am to read more.', version: 1 }
    })
    const later = '2026-03-02T10:00:00.000Z'
    const { body } = await log(counselor, { heldAt: later, note: 'Talk to testers too.' })
    t.match(body, { planId, loggedById: counselor.id })
    const plan = await rest(app, student, 'GET', `/v1/exploration-plans/${planId}`)
    t.equal(plan.body.lastCounselingSessionId, body.id)
    const list = await rest(app, student, 'GET', `${sessions}?planId=${planId}&heldFrom=${later}`)
    t.same(list.body.items, [body])
    const without = await home.student()
    t.match((await log(counselor, { studentId: without.id })).body, { planId: null })
    for (const who of [second, admin, machine, await home.student()])
      t.match(await log(who, {}), { status: 403, body: { code: 'FORBIDDEN' } })
  })

  t.test('is read by the student and officials, and what was said by no machine', async (t) => {
    const { body } = await log(counselor, { note: 'Talk to testers too.' })
    const query = `query ($id: ID!, $studentId: ID!) { counselingSession(id: $id) { note loggedBy { id } plan { id } }
      counselingSessions(filter: { studentId: $studentId }) { nodes { note } edges { node { note } } } }`
    const read = async (who: Someone) => (await graphql(app, who, query, { id: body.id, studentId: student.id })).data
    for (const who of [student, counselor, second, admin]) {
      const { counselingSession, counselingSessions } = await read(who)
      t.match(counselingSession, { note: 'Talk to testers too.', plan: { id: planId } })
      t.ok(counselingSessions.edges.every(({ node }: { node: { note: string } }) => node.note !== null))
    }
    const { counselingSession, counselingSessions } = await read(machine)
    t.match(counselingSession, { note: null, loggedBy: { id: counselor.id } })
    t.ok(counselingSessions.edges.length > 2)
    t.notMatch(JSON.stringify(counselingSessions), /Talk|read more/)
    const { body: listed } = await rest(app, machine, 'GET', sessions)
    t.notMatch(JSON.stringify(listed), /Talk|read more/)
    const empty = { counselingSession: null, counselingSessions: { nodes: [], edges: [] } }
    for (const who of [await home.student(), await home.mentor()]) t.same(await read(who), empty)
  })

  t.test('is corrected by whoever logged it', async (t) => {
    const { id } = (await log(counselor, { note: 'Talk to tsters.' })).body
    const update = (who: Someone, input: object) => rest(app, who, 'PATCH', `${sessions}/${id}`, input)
    t.match(await update(counselor, { note: 'Talk to testers.' }), { status: 200, body: { version: 2, heldAt } })
    t.match(
      await update(counselor, { note: 'Talk to testers.' }),
      { body: { version: 2 } },
      'what changes nothing is none'
    )
    for (const who of [student, second, admin, machine]) t.match(await update(who, { note: 'x' }), { status: 403 })
    t.match(await update(await home.student(), { note: 'x' }), { status: 404 })
    t.match(await update(counselor, { note: 'x', expectedVersion: 1 }), {
      body: { code: 'VERSION_CONFLICT', currentVersion: 2 }
    })
    t.match(await update(counselor, { note: null, heldAt: null }), { body: { note: null, heldAt, version: 3 } })
  })

  t.test('has been held, by a counselor with a student, and its note can be kept', async (t) => {
    const refused: [Someone, object, string, string][] = [
      [student, { heldAt: '2026-03-02T15:00:00.001Z' }, 'INVALID_INPUT', 'heldAt'],
      [student, { note: 'x'.repeat(4_001) }, 'INVALID_INPUT', 'note'],
      [student, { note: 'a\0b' }, 'INVALID_INPUT', 'note'],
      [student, { counselorId: admin.id }, 'NOT_A_COUNSELOR', 'counselorId'],
      [counselor, { studentId: admin.id }, 'NOT_A_STUDENT', 'studentId']
    ]
    for (const [who, input, code, path] of refused) {
      const { problems } = await mutate(app, who, 'logCounselingSession', { ...pair, heldAt, ...input }, '')
      t.match(problems, [{ code, path: [path] }])
    }
    const now = await log(student, { heldAt: '2026-03-02T15:00:00.000Z' })
    t.equal(now.status, 201)
    const ahead = { heldAt: '2026-03-03T15:00:00.000Z' }
    const update = await rest(app, student, 'PATCH', `${sessions}/${now.body.id}`, ahead)
    t.match(update, { status: 422, body: { path: ['heldAt'] } })
  })
})
