import { setImmediate, setTimeout } from 'node:timers/promises'
import t from 'tap'
import { openLoadSampler } from '../../src/load.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql } from '../support/graphql.ts'

const problem = { code: 'SERVICE_UNAVAILABLE', status: 503 }

t.test('a process that has too much to do turns requests away in time, and takes them again after', async (t) => {
  let delayMs = 0
  const sampler = { eventLoopDelayMs: () => delayMs }
  const app = await testApp(t, { load: { sampler, limits: { eventLoopDelayMs: 100, databaseQueue: 1 } } })
  const home = await campus(app)
  const student = await home.student()
  const headers = { authorization: `Bearer ${student.token}` }
  const own = { url: `/v1/people/${student.id}`, headers }
  const viewer = { method: 'POST' as const, url: '/graphql', headers, payload: { query: '{ viewer { roles } }' } }

  async function refusedAtBothDoors() {
    app.forget()
    const overRest = await app.inject(own)
    t.match(overRest, { statusCode: 503, headers: { 'retry-after': /^\d+$/, 'content-type': /problem\+json/ } })
    t.match(overRest.json(), problem)
    const overGraphql = await app.inject(viewer)
    t.match(overGraphql, { statusCode: 503, headers: { 'retry-after': /^\d+$/ } })
    t.match(overGraphql.json(), { errors: [{ extensions: { code: problem.code } }] })
    t.notOk('data' in overGraphql.json())
    t.equal(app.roundTrips.length, 0, 'and asks the database nothing for them')
    t.equal((await app.inject({ url: '/health/live' })).statusCode, 200)
  }
  async function servedAtBothDoors() {
    t.equal((await app.inject(own)).statusCode, 200)
    t.notOk((await graphql(app, student, '{ viewer { roles } }')).errors)
  }

  t.test('when the event loop is late', async (t) => {
    delayMs = 100
    await servedAtBothDoors()
    delayMs = 101
    await refusedAtBothDoors()
    t.equal((await app.inject({ url: '/health/ready' })).statusCode, 200, 'probes are never turned away')
    delayMs = 0
    await servedAtBothDoors()
  })

  t.test('when too many wait for a connection', async () => {
    const { pool } = app.database
    const held = await Promise.all(Array.from({ length: pool.options.max }, () => pool.connect()))
    const waiting = [pool.connect(), pool.connect()]
    await refusedAtBothDoors()
    for (const client of held) client.release()
    for (const client of await Promise.all(waiting)) client.release()
    await servedAtBothDoors()
  })
})

t.test('a loop that is held up again and again is seen as late, and as on time once it is not', async (t) => {
  const sampler = openLoadSampler()
  t.teardown(() => sampler.close())
  const heldUp = new Int32Array(new SharedArrayBuffer(4))
  while (sampler.eventLoopDelayMs() < 50) {
    Atomics.wait(heldUp, 0, 0, 200)
    await setImmediate()
  }
  while (sampler.eventLoopDelayMs() > 20) await setImmediate()
})

t.test('what a start has held up turns nobody away', async (t) => {
  const sampler = openLoadSampler()
  t.teardown(() => sampler.close())
  const heldUp = new Int32Array(new SharedArrayBuffer(4))
  while (sampler.eventLoopDelayMs() < 50) {
    Atomics.wait(heldUp, 0, 0, 200)
    await setImmediate()
  }
  Atomics.wait(heldUp, 0, 0, 1_000)
  sampler.forget()
  t.equal(sampler.eventLoopDelayMs(), 0)
  await setTimeout(0)
  await setImmediate()
  t.ok(sampler.eventLoopDelayMs() < 50, 'nor is the last turn of it counted later')
})
