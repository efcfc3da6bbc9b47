import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { relayEvents } from '../../../src/modules/notifications/relay.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { raceAt } from '../meetings/row-race.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { kindsTo, relay, workerScope } from './told.ts'

t.test('an event is told of once', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const left = async () =>
    (await app.asOwner(home.tenantId, [sql`select event_id from event_outbox where tenant_id = ${tenant}`])).length
  const toldInAll = async () =>
    (await app.asOwner(home.tenantId, [sql`select id from notifications where tenant_id = ${tenant}`])).length

  t.test('by however many workers at once', async (t) => {
    const asked = []
    for (let n = 0; n < 12; n++) asked.push(await sentRequest(app, home))
    // One of the mentors can't be written of yet, so that no worker is done before the others have looked.
    const held = sql`select id from persons where tenant_id = ${tenant} and id = ${asked[0]?.mentor.id} for update`
    const workers = Array.from({ length: 8 }, () => () => relayEvents(workerScope(app, home)))
    const taken = await raceAt(app, home, held, workers)
    t.equal(
      taken.reduce((sum, count) => sum + count, 0),
      24,
      'each event by one of them: 12 drafts and 12 requests'
    )
    for (const { mentor } of asked) t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED'])
    t.equal(await left(), 0)
  })

  t.test('even when it comes up again', async (t) => {
    const before = await toldInAll()
    await app.asOwner(home.tenantId, [
      sql`insert into event_outbox (tenant_id, event_id) select e.tenant_id, e.id from domain_events e where e.tenant_id = ${tenant}`
    ])
    await relay(app)
    t.equal(await toldInAll(), before)
    t.equal(await left(), 0)
  })

  t.test('though its change commits after later ones were told of', async (t) => {
    const first = await sentRequest(app, home)
    // The event of the first request leaves the outbox's sight, as one whose transaction is still open.
    const [held] = await app.asOwner(home.tenantId, [
      sql`delete from event_outbox o using domain_events e where o.tenant_id = ${tenant} and e.tenant_id = ${tenant} and e.id = o.event_id
        and e.subject_id = ${first.id} and e.type = 'meeting_request.sent' returning o.event_id`
    ])
    const second = await sentRequest(app, home)
    await relay(app)
    t.same(await kindsTo(app, home, second.mentor), ['REQUEST_RECEIVED'])
    t.same(await kindsTo(app, home, first.mentor), [])
    const eventId = (held as unknown as { event_id: string }).event_id
    await app.asOwner(home.tenantId, [
      sql`insert into event_outbox (tenant_id, event_id) values (${tenant}, ${eventId})`
    ])
    await relay(app)
    t.same(await kindsTo(app, home, first.mentor), ['REQUEST_RECEIVED'])
  })

  t.test('and nothing is lost with a worker that dies in the middle', async (t) => {
    const { mentor } = await sentRequest(app, home)
    const holder = new pg.Client({ connectionString: app.ownerUrl })
    await holder.connect()
    t.teardown(() => holder.end())
    await holder.query('begin')
    await holder.query("select set_config('app.tenant_id', $1, true)", [home.tenantId])
    await holder.query('select id from persons where tenant_id = $1 and id = $2 for update', [home.tenantId, mentor.id])
    const dying = t.rejects(relayEvents(workerScope(app, home)))
    const kill = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = current_user and wait_event_type = 'Lock'`
    while ((await app.database.pool.query(kill)).rowCount === 0) await setImmediate()
    await dying
    await holder.query('rollback')
    t.same(await kindsTo(app, home, mentor), [])
    await relay(app)
    t.same(await kindsTo(app, home, mentor), ['REQUEST_RECEIVED'])
  })

  t.test('while changes of people, of which nobody is told, leave nothing to do', async (t) => {
    const admin = await home.admin()
    const answer = await app.inject({
      method: 'POST',
      url: '/v1/people',
      headers: { authorization: `Bearer ${admin.token}` },
      payload: { givenName: 'Ada', familyName: 'New' }
    })
    t.equal(answer.statusCode, 201)
    t.equal(await left(), 0)
  })
})
