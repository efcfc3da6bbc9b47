import t from 'tap'
import { type TestApp, testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { rest } from '../../support/graphql.ts'
import { anotherInstance } from './instances.ts'

/** Asks for one's campus, which costs a point, so many times at once; gives how many were answered. */
async function ask(instances: readonly TestApp[], who: Someone, times: number): Promise<number> {
  const asked = Array.from({ length: times }, (_, n) =>
    rest(instances[n % instances.length] as TestApp, who, 'GET', '/v1/institution')
  )
  const statuses = (await Promise.all(asked)).map(({ status }) => status)
  t.same(
    [...new Set(statuses)].filter((status) => status !== 200 && status !== 429),
    []
  )
  return statuses.filter((status) => status === 200).length
}

t.test('two instances grant exactly one budget between them, however many ask at once', async (t) => {
  const quotas = { tokenPoints: 60, campusPoints: null }
  const app = await testApp(t, { quotas })
  const instances = [app, await anotherInstance(t, app, quotas)]
  const student = await (await campus(app)).student()
  let granted = 0
  for (let round = 0; round < 4; round++) granted += await ask(instances, student, 50)
  t.equal(granted, 60, 'not one more, and none is lost')
})

t.test('a budget comes back with time, never above its capacity', async (t) => {
  const quotas = { tokenPoints: 60, campusPoints: null }
  const app = await testApp(t, { quotas, actorTtlMs: 3_600_000 })
  const student = await (await campus(app)).student()
  t.equal(await ask([app], student, 80), 60)
  app.clock.travel(10 / 60)
  t.equal(await ask([app], student, 80), 10, 'a sixth of the minute, a sixth of the points')
  app.clock.travel(30)
  t.equal(await ask([app], student, 80), 60)
})

t.test('an instance whose clock is wrong mints no points', async (t) => {
  const quotas = { tokenPoints: 60, campusPoints: null }
  const app = await testApp(t, { quotas, actorTtlMs: 3_600_000 })
  const ahead = await anotherInstance(t, app, quotas, 0.5)
  const behind = await anotherInstance(t, app, quotas, -0.5)
  const student = await (await campus(app)).student()
  let granted = 0
  for (const instance of [ahead, behind, app, ahead, behind, app, ahead]) {
    granted += await ask([instance], student, 30)
  }
  t.equal(granted, 60, 'the earliest instant that was told is the one ahead: nothing has come back since')
  app.clock.travel(0.5)
  t.equal(await ask([app, behind, ahead], student, 90), 30, 'and what comes back is what the clock ahead has moved')
})

t.test('what an instance has drawn and not used lapses after some seconds', async (t) => {
  const quotas = { tokenPoints: 1000, campusPoints: null }
  const app = await testApp(t, { quotas, actorTtlMs: 3_600_000 })
  const student = await (await campus(app)).student()
  t.equal(await ask([app], student, 1), 1)
  const drawn = () => app.roundTrips.flat().filter(({ text }) => /rate_buckets/.test(text)).length
  await app.settled()
  app.forget()
  t.equal(await ask([app], student, 1), 1)
  t.equal(drawn(), 0, 'spent from the lease, without a statement')
  app.clock.travel(6 / 60)
  t.equal(await ask([app], student, 1), 1)
  t.equal(drawn(), 1)
})

t.test('an empty budget is refused without asking the database again', async (t) => {
  const app = await testApp(t, { quotas: { tokenPoints: 5, campusPoints: null }, actorTtlMs: 3_600_000 })
  const student = await (await campus(app)).student()
  t.equal(await ask([app], student, 20), 5)
  await app.settled()
  app.forget()
  t.equal(await ask([app], student, 50), 0)
  t.same(app.roundTrips, [])
})

t.test('a budget that can not be asked lets no request through', async (t) => {
  const app = await testApp(t, { quotas: { tokenPoints: 100, campusPoints: 100 }, actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const student = await home.student()
  await home.run({ chunks: ['revoke all on rate_buckets from halfhour_app'], values: [] })
  const answer = await rest(app, student, 'GET', '/v1/institution')
  t.match(answer, { status: 503, body: { code: 'SERVICE_UNAVAILABLE' }, headers: { 'retry-after': '2' } })
})
