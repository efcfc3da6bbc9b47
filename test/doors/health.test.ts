import { PgBoss } from 'pg-boss'
import t from 'tap'
import { workerLagSeconds } from '../../src/jobs/lag.ts'
import { schedule } from '../../src/jobs/schedule.ts'
import { addMinutes } from '../../src/ports/clock.ts'
import { testApp } from '../support/app.ts'

t.test('readiness names what is missing', async (t) => {
  let lag: () => Promise<number> = async () => 0
  const app = await testApp(t, { workerLag: () => lag() })
  const ready = async () => {
    const answer = await app.inject({ url: '/health/ready' })
    return { status: answer.statusCode, ...answer.json().checks }
  }
  t.same(await ready(), { status: 200, database: 'ok', migrations: 'ok', worker: 'ok' })

  t.test('a worker that has not come round for ten minutes', async (t) => {
    lag = async () => 600
    t.equal((await ready()).status, 200)
    lag = async () => 601
    t.match(await ready(), { status: 503, worker: 'late' })
    lag = () => Promise.reject(new Error('gone'))
    t.match(await ready(), { status: 503, worker: 'unknown' })
    lag = async () => 0
  })

  t.test('work that is due and not taken counts from the instant that it was due', async (t) => {
    const { pool } = app.database
    const now = new Date().toISOString()
    t.equal(await workerLagSeconds(pool, now), 0)
    const boss = new PgBoss({
      connectionString: app.appUrl,
      schema: 'jobs',
      migrate: false,
      createSchema: false,
      max: 1
    })
    boss.on('error', () => {})
    await boss.start()
    await boss.send(schedule[0]?.name as string, {}, { startAfter: new Date(addMinutes(now, -5)) })
    await boss.stop({ graceful: false })
    t.equal(await workerLagSeconds(pool, now), 300)
    t.equal(await workerLagSeconds(pool, addMinutes(now, -6)), 0, 'and not before')
  })

  t.test('migrations', async (t) => {
    const nil = '00000000-0000-0000-0000-000000000000'
    const newest = '(select max(migration_name) from _prisma_migrations)'
    const asOwner = (text: string) => app.asOwner(nil, [{ chunks: [text], values: [] }])
    await asOwner(`update _prisma_migrations set rolled_back_at = '2026-01-01' where migration_name = ${newest}`)
    t.match(await ready(), { status: 503, database: 'ok', migrations: 'behind' })
    await asOwner('update _prisma_migrations set rolled_back_at = null')
    t.equal((await ready()).status, 200)
  })

  t.test('the database', async (t) => {
    const { pool } = app.database
    const { max } = pool.options
    const [held] = await Promise.all([pool.connect()])
    const asked = app.roundTrips.length
    const answers = await Promise.all(Array.from({ length: max * 3 }, ready))
    t.ok(answers.every(({ status }) => status === 200))
    t.ok(pool.totalCount < max, 'many probes at once are one look')
    t.equal(app.roundTrips.length, asked)
    held?.release()
    await pool.end()
    t.match(await ready(), { status: 503, database: 'unreachable', migrations: 'unknown', worker: 'unknown' })
    t.equal((await app.inject({ url: '/health/live' })).statusCode, 200)
    pool.end = async () => {}
  })
})
