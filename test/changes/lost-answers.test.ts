import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { openDatabase } from '../../src/db/database.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { campusScopes } from '../../src/jobs/campuses.ts'
import { forgetKeys } from '../../src/modules/tenants/idempotency.jobs.ts'
import { raceAt } from '../modules/meetings/row-race.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { call } from '../support/keyed.ts'

const url = '/v1/institution/policy'
const lock = sql`select 1 from institutions where id = ${tenant} for update`

t.test('what is kept for an Idempotency-Key', async (t) => {
  const app = await testApp(t)
  const kept = async (tenantId: string) =>
    (await app.asOwner(tenantId, [sql`select key from idempotency_keys where tenant_id = ${tenant}`])).length

  t.test('is there when the answer of a change was lost with the connection', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const port = new URL(await app.fastify.listen({ port: 0, host: '127.0.0.1' })).port
    const body = JSON.stringify({ replyWindowDays: 9 })
    const lost = async () => {
      const socket = connect(Number(port), '127.0.0.1')
      await once(socket, 'connect')
      socket.write(`PATCH ${url} HTTP/1.1\r\nHost: halfhour\r\nAuthorization: Bearer ${admin.token}\r\n`)
      socket.write(
        `Idempotency-Key: k1\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`
      )
      // Once the change waits for the row that the test holds, its client goes away.
      const isSent = () => app.roundTrips.some((sent) => sent.some(({ text }) => text.includes('for update')))
      while (!isSent()) await setImmediate()
      socket.destroy()
      while ((await kept(home.tenantId)) === 0) await setImmediate()
    }
    app.forget()
    await raceAt(app, home, lock, [lost])
    const again = await call(app, admin, { method: 'PATCH', url, key: 'k1', body: { replyWindowDays: 9 } })
    t.match(again, { status: 200, body: { version: 2 }, headers: { 'idempotency-replayed': 'true' } })
  })

  t.test('is nothing after a refusal: what was wrong may be right by now', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const change = () =>
      call(app, admin, { method: 'PATCH', url, key: 'k1', body: { replyWindowDays: 9, expectedVersion: 2 } })
    t.match(await change(), { status: 409, body: { code: 'VERSION_CONFLICT' } })
    t.equal(await kept(home.tenantId), 0)
    await call(app, admin, { method: 'PATCH', url, body: { replyWindowDays: 8 } })
    t.match(await change(), { status: 200, body: { version: 3 } })
  })

  t.test('counts for a day; then the key is free, and the worker removes what was kept', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const change = (replyWindowDays: number, key = 'k1') =>
      call(app, { ...admin, token: home.tokenOf(admin.id) }, { method: 'PATCH', url, key, body: { replyWindowDays } })
    await change(9)
    app.clock.travel(24 * 60 - 1)
    t.match(await change(9), { status: 200, headers: { 'idempotency-replayed': 'true' } })
    app.clock.travel(1)
    const { status, headers } = await change(10)
    t.equal(status, 200)
    t.notOk(headers['idempotency-replayed'])
    app.clock.travel(24 * 60)
    await change(11, 'k2')
    const database = await openDatabase({ connectionString: app.appUrl })
    t.teardown(() => database.close())
    const done = await forgetKeys.run(() => campusScopes(database, app.clock))
    t.ok((done.forgotten as number) >= 1)
    t.equal(await kept(home.tenantId), 1, 'the one whose day is not over stays')
  })
})

t.test('what is kept is for somebody who is active only: a deactivated actor is not answered again', async (t) => {
  // Long enough that the door itself does not notice that somebody has been deactivated.
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const admin = await home.admin()
  const change = () => call(app, admin, { method: 'PATCH', url, key: 'k1', body: { replyWindowDays: 9 } })
  t.match(await change(), { status: 200 })
  await home.run(sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${admin.id}`)
  t.match(await change(), { status: 401 })
})
