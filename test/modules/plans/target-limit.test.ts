import t from 'tap'
import { raw, sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { builder, changed, designer, startedPlan, tester, webmaster } from './started-plan.ts'

t.test('a plan is narrowed to three occupations (S#35)', async (t) => {
  const app = await testApp(t)
  const three = [builder, tester, webmaster]
  const add = (student: Someone, id: string, occupation: string) =>
    rest(app, student, 'POST', `/v1/exploration-plans/${id}/add-target`, { occupation })
  const targetsIn = ({ run }: Campus) =>
    run(
      sql`select count(*)::int as count from target_occupations t where t.tenant_id = ${tenant} and t.dropped_at is null`
    )
  const policy = async (home: Campus, input: object) =>
    mutate(app, await home.admin(), 'updateInstitutionPolicy', input, '')
  const codes = await app.asOwner((await campus(app)).tenantId, [
    raw("select code from occupations where code like '15-%' order by code limit 20")
  ])
  const many = codes.map(({ code }) => String(code))

  t.test('the fourth is refused, at both doors and from the start', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    const id = await startedPlan(app, student, three)
    const refused = await add(student, id, designer)
    t.match(refused, { status: 409, body: { code: 'TOO_MANY_TARGETS', path: ['occupation'], detail: /3 occupations/ } })
    t.match(await changed(app, student, 'addTargetOccupation', { id, occupation: designer }), {
      codes: ['TOO_MANY_TARGETS'],
      paths: ['occupation']
    })
    const start = { targetOccupations: [...three, designer] }
    t.match(await changed(app, await home.student(), 'startExplorationPlan', start), {
      codes: ['TOO_MANY_TARGETS'],
      paths: ['targetOccupations']
    })
    const endless = { targetOccupations: Array.from({ length: 50_000 }, (_, n) => `${n}`) }
    const { body } = await rest(app, await home.student(), 'POST', '/v1/exploration-plans', endless)
    t.match(body, { code: 'TOO_MANY_TARGETS', path: ['targetOccupations'] })
    t.notOk('problems' in body, 'and of an endless list nothing more is looked at')
    await changed(app, student, 'dropTargetOccupation', { id, occupation: builder })
    t.equal((await add(student, id, designer)).status, 200, 'a dropped one makes room')
  })

  t.test('however many are added at once', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    const id = await startedPlan(app, student)
    const answers = await Promise.all(many.map((code) => add(student, id, code)))
    const told = answers.map(({ status, body }) => (status === 200 ? 'ADDED' : body.code))
    t.equal(many.length, 20)
    t.equal(told.filter((code) => code === 'ADDED').length, 3)
    t.equal(told.filter((code) => code === 'TOO_MANY_TARGETS').length, 17)
    t.same(await targetsIn(home), [{ count: 3 }])
    const { body } = await rest(app, student, 'GET', `/v1/exploration-plans/${id}`)
    t.same(
      body.targetOccupations.map(({ rank }: { rank: number }) => rank),
      [1, 2, 3]
    )
  })

  t.test('also when ten have come to the plan at the same instant', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    const id = await startedPlan(app, student, [builder, tester])
    const lock = sql`select 1 from exploration_plans e where e.tenant_id = ${tenant} for update`
    const others = many.filter((code) => code !== builder && code !== tester).slice(0, 8)
    const calls = others.map((code) => () => add(student, id, code))
    const answers = await raceAt(app, home, lock, calls)
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    t.same(await targetsIn(home), [{ count: 3 }])
  })

  t.test('or as many as the campus says, from the next change on', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    const id = await startedPlan(app, student, three)
    await policy(home, { targetOccupationsMax: 4 })
    t.match(await add(student, id, designer), { status: 200, body: { warnings: [] } })
    await policy(home, { targetOccupationsMax: 2 })
    const swap = { id, drop: designer, add: many[0] as string }
    t.match(
      await changed(app, student, 'swapTargetOccupation', swap),
      { warned: ['TOO_MANY_TARGETS'] },
      'and none is lost'
    )
    for (const targetOccupationsMax of [0, 21])
      t.match(await mutate(app, await home.admin(), 'updateInstitutionPolicy', { targetOccupationsMax }, ''), {
        problems: [{ code: 'INVALID_INPUT', path: ['targetOccupationsMax'] }]
      })
  })

  t.test('more is only warned of where the campus does not hold the limit, up to 20', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    await policy(home, { isTargetLimitHard: false })
    const id = await startedPlan(app, student, three)
    const message = /4 occupations.*3 at most/
    t.match(await add(student, id, designer), {
      status: 200,
      body: { warnings: [{ code: 'TOO_MANY_TARGETS', message }], version: 2 }
    })
    const list = (await rest(app, await home.counselor(), 'GET', '/v1/exploration-plans')).body.items
    t.match(list, [{ id, warnings: [{ code: 'TOO_MANY_TARGETS' }] }])
    t.match(await changed(app, student, 'dropTargetOccupation', { id, occupation: tester }), { warned: [] })
    const answers = await Promise.all(many.map((code) => add(student, id, code)))
    t.notOk(answers.some(({ status }) => status >= 500))
    const more = (await rest(app, student, 'GET', '/v1/occupations?search=29&first=1')).body.items[0].code
    t.match(await add(student, id, more), { status: 409, body: { code: 'TOO_MANY_TARGETS', detail: /20 occupations/ } })
  })
})
