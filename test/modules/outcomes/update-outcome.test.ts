import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { outcomeOf } from '../meetings/meeting-seed.ts'
import { raceAt } from '../meetings/row-race.ts'

t.test('changing an outcome', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student } = pair
  const said = { learned: 'Much.', nextSteps: ['Read'], confidenceBefore: 2, confidenceAfter: 4 }
  const actionsOf = async (id: string) =>
    (await home.run(sql`select a.action from audit_events a join domain_events e on e.tenant_id = ${tenant}
      and e.audit_event_id = a.id where a.tenant_id = ${tenant} and a.subject_id = ${id}`)) as object[]
  const read = async (id: string) => (await rest(app, student, 'GET', `/v1/outcomes/${id}`)).body

  t.test('what is left out stays, what is given changes, and null takes back a confidence but no text', async (t) => {
    const { id } = await outcomeOf(home, pair, said)
    app.clock.travel(5)
    const changed = await rest(app, student, 'PATCH', `/v1/outcomes/${id}`, {
      fitVerdict: 'UNSURE',
      expectedVersion: 1
    })
    t.match(changed, { status: 200, body: { ...said, fitVerdict: 'UNSURE', version: 2, updatedAt: app.clock.now() } })
    const input = { id, learned: null, nextSteps: null, fitVerdict: null, confidenceBefore: null }
    t.same((await mutate(app, student, 'updateOutcome', input, '')).problems, [])
    t.match(await read(id), { ...said, fitVerdict: 'UNSURE', confidenceBefore: null, version: 3 })
    t.same(await actionsOf(id), Array(2).fill({ action: 'outcome.updated' }))
  })

  t.test('saying the same again is no change', async (t) => {
    const { id } = await outcomeOf(home, pair, said)
    t.same((await mutate(app, student, 'updateOutcome', { id, ...said, expectedVersion: 1 }, '')).problems, [])
    t.equal((await read(id)).version, 1)
    t.same(await actionsOf(id), [])
  })

  t.test('it is for its student alone; officials may read it and not write it', async (t) => {
    const { id } = await outcomeOf(home, pair, said)
    for (const official of [await home.counselor(), await home.admin(), await home.machine()]) {
      t.match((await mutate(app, official, 'updateOutcome', { id, learned: 'Other' }, '')).problems, [
        { code: 'FORBIDDEN' }
      ])
      t.equal((await rest(app, official, 'PATCH', `/v1/outcomes/${id}`, { learned: 'Other' })).status, 403)
    }
    t.match(await read(id), said)
  })

  t.test('a stale version and wrong values are refused as when it is logged, and change nothing', async (t) => {
    const { id } = await outcomeOf(home, pair, said)
    const refused: [object, object][] = [
      [
        { learned: 'New', expectedVersion: 3 },
        { code: 'VERSION_CONFLICT', currentVersion: 1 }
      ],
      [{ learned: '' }, { code: 'INVALID_INPUT', path: ['learned'] }],
      [{ confidenceAfter: 6 }, { code: 'INVALID_INPUT', path: ['confidenceAfter'] }],
      [{ careersDiscovered: ['99-9999.99'] }, { code: 'UNKNOWN_OCCUPATION', path: ['careersDiscovered', '0'] }]
    ]
    for (const [input, problem] of refused) {
      t.match((await mutate(app, student, 'updateOutcome', { id, ...input }, '')).problems, [problem])
    }
    t.match(await read(id), { ...said, version: 1 })
    t.same(await actionsOf(id), [])
  })

  t.test('of two changes made at once on one version, one is kept and the other is told', async (t) => {
    const { id } = await outcomeOf(home, pair, said)
    const row = sql`select 1 from outcomes where tenant_id = ${tenant} and id = ${id} for update`
    const change = (learned: string) => () =>
      mutate(app, student, 'updateOutcome', { id, learned, expectedVersion: 1 }, '')
    const answers = await raceAt(app, home, row, ['One', 'Two'].map(change))
    t.match(
      answers.flatMap(({ problems }) => problems),
      [{ code: 'VERSION_CONFLICT', currentVersion: 2 }]
    )
    t.equal((await read(id)).version, 2)
  })
})
