import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { outcomeOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'

t.test('what a student takes away to do', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const [own, other, admin, machine] = [
    await home.counselor(),
    await home.counselor(),
    await home.admin(),
    await home.machine()
  ]
  const assignment = { studentId: student.id, counselorId: own.id }
  const assigned = await mutate(app, admin, 'assignCounselor', assignment, 'counselorAssignment { id version }')
  const { id } = await outcomeOf(home, pair)
  const added = {
    addSkillsToAcquire: [{ name: 'R', dueOn: '2026-05-31' }, { name: 'Spanish' }, { name: 'Law' }],
    addLeads: ['2026-03-01', '2026-03-02', null].map((closesOn) => ({
      organization: 'Lakeside',
      title: 'Assistant',
      closesOn
    }))
  }
  const { outcome } = await mutate(
    app,
    student,
    'updateOutcome',
    { id, ...added },
    'outcome { skillsToAcquire { id } leads { id } }'
  )
  const [first, second, third] = outcome.skillsToAcquire.map((task: { id: string }) => task.id)
  const list = async (who: Someone, path: string) => (await rest(app, who, 'GET', `/v1/${path}`)).body.items
  const names = async (who: Someone, query = '') =>
    (await list(who, `skill-tasks?orderBy=CREATED_AT&direction=ASC${query}`)).map(({ name }: { name: string }) => name)

  t.test('skills are read by the student, those who counsel them now, and admins; nobody else (S#63)', async (t) => {
    const all = ['R', 'Spanish', 'Law']
    for (const who of [student, own, admin]) t.same(await names(who), all)
    for (const who of [mentor, other, machine]) {
      t.same(await names(who), [])
      t.match(await rest(app, who, 'GET', `/v1/skill-tasks/${first}`), { status: 404 })
      t.same((await graphql(app, who, `{ node(id: "${first}") { id } }`)).data.node, null)
    }
    t.same(await names(student, '&dueBefore=2026-06-01'), ['R'])
    const seen = await graphql(app, other, `{ outcome(id: "${id}") { skillsToAcquire { id } leads { id } } }`)
    t.match(seen.data.outcome, { skillsToAcquire: [], leads: [{}, {}, {}] })
  })

  t.test('a skill is worded anew, acquired or let go by its student, while it is open', async (t) => {
    const { skillTask } = await mutate(
      app,
      student,
      'updateSkillTask',
      { id: first, name: 'R and SQL', dueOn: null, expectedVersion: 1 },
      'skillTask { name dueOn version allowedActions outcome { id } }'
    )
    const edited = { name: 'R and SQL', dueOn: null, version: 2, outcome: { id } }
    t.match(skillTask, { ...edited, allowedActions: ['UPDATE', 'COMPLETE', 'DROP'] })
    const done = await rest(app, student, 'POST', `/v1/skill-tasks/${first}/complete`, { expectedVersion: 2 })
    t.match(done.body, { status: 'DONE', closedAt: app.clock.now(), allowedActions: [], version: 3 })
    const dropped = await mutate(app, student, 'dropSkillTask', { id: second }, 'skillTask { status }')
    t.match(dropped.skillTask, { status: 'DROPPED' })
    t.same(await names(student, '&status=DONE&status=DROPPED'), ['R and SQL', 'Spanish'])
    const refused: [Someone, string, object, object][] = [
      [student, 'dropSkillTask', { id: first }, { code: 'INVALID_TRANSITION', allowed: [] }],
      [student, 'updateSkillTask', { id: third, expectedVersion: 5 }, { code: 'VERSION_CONFLICT', currentVersion: 1 }],
      [student, 'updateSkillTask', { id: third, name: '' }, { code: 'INVALID_INPUT', path: ['name'] }],
      [own, 'completeSkillTask', { id: third }, { code: 'FORBIDDEN' }],
      [other, 'completeSkillTask', { id: third }, { code: 'NOT_FOUND', path: ['id'] }],
      [mentor, 'completeSkillTask', { id: third }, { code: 'NOT_FOUND', path: ['id'] }]
    ]
    for (const [who, verb, input, problem] of refused)
      t.match((await mutate(app, who, verb, input, '')).problems, [problem], verb)
    const told = await home.run(sql`select a.action from audit_events a join domain_events e on e.tenant_id = ${tenant}
      and e.audit_event_id = a.id where a.tenant_id = ${tenant} and a.subject_id = ${first} order by a.id`)
    t.same(
      told.map((row) => (row as unknown as { action: string }).action),
      ['skill_task.added', 'skill_task.updated', 'skill_task.completed']
    )
  })

  t.test('of two who close a task at once, one does', async (t) => {
    const row = sql`select 1 from skill_tasks where tenant_id = ${tenant} and id = ${third} for update`
    const verbs = ['completeSkillTask', 'dropSkillTask']
    const close = (verb: string) => () => mutate(app, student, verb, { id: third }, '')
    const answers = await raceAt(app, home, row, verbs.map(close))
    const problems = answers.flatMap((answer: { problems: object[] }) => answer.problems)
    t.match(problems, [{ code: 'INVALID_TRANSITION' }])
  })

  t.test('openings are open to their last day, for the student and officials (S#62)', async (t) => {
    t.equal(app.clock.now().slice(0, 10), '2026-03-02')
    const days = async (who: Someone, query: string) =>
      (await list(who, `leads?orderBy=CREATED_AT&direction=ASC${query}`)).map(
        ({ closesOn, isOpen }: { closesOn: string; isOpen: boolean }) => [closesOn, isOpen]
      )
    for (const who of [student, own, other, admin, machine])
      t.match(await days(who, '&isOpen=true'), [[/03-02/, true], { 1: true, length: 2 }])
    t.same(await days(student, `&isOpen=false&studentId=${student.id}`), [['2026-03-01', false]])
    t.same(await days(mentor, ''), [])
    const lead = outcome.leads[0].id
    t.match(await rest(app, mentor, 'GET', `/v1/leads/${lead}`), { status: 404 })
    t.match((await rest(app, own, 'GET', `/v1/nodes/${lead}`)).body, { type: 'Lead', href: `/v1/leads/${lead}` })
    const { data } = await graphql(
      app,
      student,
      '{ leads(first: 2, orderBy: { field: CREATED_AT }) { totalCount nodes { outcome { id } student { id } } } }'
    )
    t.match(data.leads, { totalCount: 3, nodes: [{ outcome: { id }, student: { id: student.id } }, {}] })
  })

  t.test('a competency has changed from before the first rating to after the latest (NACE)', async (t) => {
    const rate = (loggedAt: string, before: number, after: number) =>
      outcomeOf(home, pair, { loggedAt, competencies: JSON.stringify([{ competency: 'TEAMWORK', before, after }]) })
    await rate('2026-03-01T10:00:00.000Z', 3, 5)
    await rate('2026-02-01T10:00:00.000Z', 2, 3)
    const path = `/v1/people/${student.id}/competency-deltas`
    for (const who of [student, own, admin]) {
      const { deltas } = (await rest(app, who, 'GET', path)).body
      t.equal(deltas.length, 8)
      t.same(deltas[6], { competency: 'TEAMWORK', count: 2, before: 2, after: 5, delta: 3 })
      t.same(deltas[0], { competency: 'CAREER_AND_SELF_DEVELOPMENT', count: 0, before: null, after: null, delta: null })
    }
    const query = 'query ($id: ID!) { competencyDeltas(studentId: $id) { student { id } deltas { delta } } }'
    const { data } = await graphql(app, student, query, { id: student.id })
    t.match(data.competencyDeltas, { student: { id: student.id } })
    for (const who of [other, mentor, machine]) {
      t.equal((await rest(app, who, 'GET', path)).status, 404)
      t.same((await graphql(app, who, query, { id: student.id })).data.competencyDeltas, null)
    }
  })

  t.test('who does not counsel a student any more reads none of it', async (t) => {
    await mutate(app, admin, 'endCounselorAssignment', { id: assigned.counselorAssignment.id }, '')
    t.same(await names(own), [])
    t.equal((await rest(app, own, 'GET', `/v1/people/${student.id}/competency-deltas`)).status, 404)
  })
})
