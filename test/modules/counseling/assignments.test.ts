import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { startedPlan } from '../plans/started-plan.ts'

const assignments = '/v1/counselor-assignments'

t.test('which counselor is there for whom (S#34)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, second, admin, machine] = [
    await home.counselor(),
    await home.counselor(),
    await home.admin(),
    await home.machine()
  ]
  const assign = (who: Someone, student: Someone, to: Someone = counselor) =>
    rest(app, who, 'POST', assignments, { studentId: student.id, counselorId: to.id })
  const listed = async (who: Someone, query: string) =>
    (await rest(app, who, 'GET', `${assignments}?${query}`)).body.items.map((item: { id: string }) => item.id)

  t.test('is said by counselors, also of themselves and each other, by admins and by machines', async (t) => {
    for (const [who, to] of [
      [counselor, counselor],
      [counselor, second],
      [admin, second],
      [machine, counselor]
    ] as const) {
      const student = await home.student()
      const { status, body } = await assign(who, student, to)
      t.match(
        { status, body },
        { status: 201, body: { studentId: student.id, counselorId: to.id, until: null, version: 1 } }
      )
    }
    const student = await home.student()
    for (const who of [student, await home.mentor()])
      t.match(await assign(who, student), { status: 403, body: { code: 'FORBIDDEN' } })
  })

  t.test('holds for students and alumni, and for counselors who are at work', async (t) => {
    const student = await home.student()
    t.equal((await assign(admin, await home.person({ affiliations: ['ALUM'] }))).status, 201)
    const left = await home.counselor()
    await home.run(sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${left.id}`)
    const refused: [object, string[], string[][]][] = [
      [{ studentId: admin.id, counselorId: counselor.id }, ['NOT_A_STUDENT'], [['studentId']]],
      [
        { studentId: newId(), counselorId: 'x' },
        ['NOT_A_STUDENT', 'NOT_A_COUNSELOR'],
        [['studentId'], ['counselorId']]
      ],
      [{ studentId: student.id, counselorId: admin.id }, ['NOT_A_COUNSELOR'], [['counselorId']]],
      [{ studentId: student.id, counselorId: left.id }, ['NOT_A_COUNSELOR'], [['counselorId']]]
    ]
    for (const [input, codes, paths] of refused) {
      const { problems } = await mutate(app, admin, 'assignCounselor', input, '')
      t.same(
        problems.map(({ code }: { code: string }) => code),
        codes
      )
      t.same(
        problems.map(({ path }: { path: string[] }) => path),
        paths
      )
    }
    const both = await home.person({ affiliations: ['STUDENT'], roles: ['COUNSELOR'] })
    const own = { studentId: both.id, counselorId: both.id }
    t.match(await mutate(app, admin, 'assignCounselor', own, ''), { problems: [{ code: 'INVALID_INPUT' }] })
  })

  t.test('is said once, however often at once, and again once it has ended', async (t) => {
    const student = await home.student()
    const answers = await Promise.all(Array.from({ length: 20 }, () => assign(admin, student)))
    t.equal(answers.filter(({ status }) => status === 201).length, 1)
    t.equal(answers.filter(({ body }) => body.code === 'COUNSELOR_ALREADY_ASSIGNED').length, 19)
    const { id } = answers.find(({ status }) => status === 201)?.body ?? {}
    const end = (who: Someone) => rest(app, who, 'POST', `${assignments}/${id}/end`, { expectedVersion: 1 })
    t.match(await end(student), { status: 403 })
    t.match(await end(await home.student()), { status: 404 })
    t.match(await end(counselor), { status: 200, body: { until: '2026-03-02T15:00:00.000Z', version: 2 } })
    t.match(await end(counselor), { status: 409, body: { code: 'INVALID_TRANSITION', allowed: [] } })
    t.equal((await assign(admin, student)).status, 201)
    t.equal((await listed(student, 'isCurrent=false')).length, 1)
    const [found] = await app.asOwner(home.tenantId, [
      sql`select json_agg(e.type order by e.id) as told from domain_events e
        where e.tenant_id = ${tenant} and e.payload ->> 'studentId' = ${student.id}`
    ])
    t.same(found?.told, ['counselor_assignment.made', 'counselor_assignment.ended', 'counselor_assignment.made'])
  })

  t.test('makes a caseload, which others see as far as they are in it', async (t) => {
    const mine = await home.counselor()
    const students = [await home.student(), await home.student()]
    const ids: string[] = []
    for (const student of students) ids.push((await assign(mine, student, mine)).body.id)
    const caseload = `counselorId=${mine.id}&isCurrent=true&orderBy=SINCE&direction=ASC`
    for (const who of [mine, admin, machine, second]) t.same(await listed(who, caseload), ids)
    t.same(await listed(students[0] as Someone, caseload), [ids[0]])
    t.same(await listed(await home.mentor(), caseload), [])
    await rest(app, mine, 'POST', `${assignments}/${ids[0]}/end`)
    t.same(await listed(mine, caseload), [ids[1]])
    t.equal((await rest(app, students[1] as Someone, 'GET', `${assignments}/${ids[0]}`)).status, 404)
  })

  t.test('stands with the plan, and opens no more of it to the counselor than to any', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student)
    await assign(admin, student, counselor)
    const query = `query ($id: ID!) { explorationPlan(id: $id) { goal allowedActions student { id }
      counselorAssignments { counselor { id } since } lastCounselingSession { note } } }`
    const { data } = await graphql(app, counselor, query, { id })
    t.match(data.explorationPlan.counselorAssignments, [{ counselor: { id: counselor.id } }])
    t.same((await graphql(app, second, query, { id })).data, data)
  })
})
