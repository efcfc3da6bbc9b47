import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { madeDataDir, query, serverPid } from './data-dir.ts'
import { isAlive, startHalfhour } from './halfhour.ts'

// Each test starts real processes and makes a cluster, which takes seconds on a busy machine.
t.setTimeout(180_000)

t.test('after kill -9 the next start stops the orphaned server and loses nothing', async (t) => {
  const dataDir = await madeDataDir(t)
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  await first.ready
  await query(dataDir, 'create table kept as select 7 as number')
  const orphan = serverPid(dataDir)
  first.signal('SIGKILL')
  await first.ending
  t.ok(isAlive(orphan), 'Postgres goes on without its parent')
  const second = startHalfhour(t, { DATA_DIR: dataDir })
  await second.ready
  t.notOk(isAlive(orphan))
  t.same((await query(dataDir, 'select number from kept')).rows, [{ number: 7 }])
})

t.test(
  'after kill -9 of the server too, the next start recovers from its log, whoever has its process id by then',
  async (t) => {
    const dataDir = await madeDataDir(t)
    const first = startHalfhour(t, { DATA_DIR: dataDir })
    await first.ready
    await query(dataDir, 'create table kept as select 7 as number')
    const postgres = serverPid(dataDir)
    first.signal('SIGKILL')
    process.kill(postgres, 'SIGKILL')
    await first.ending
    const pidFile = join(dataDir, 'postgres/postmaster.pid')
    writeFileSync(pidFile, readFileSync(pidFile, 'utf8').replace(String(postgres), String(process.pid)))
    const second = startHalfhour(t, { DATA_DIR: dataDir })
    await second.ready
    t.same((await query(dataDir, 'select number from kept')).rows, [{ number: 7 }])
    t.ok(isAlive(process.pid), 'the bystander was not stopped')
  }
)

t.test('a first start that was killed half-way is begun anew', async (t) => {
  const dataDir = await madeDataDir(t)
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  await first.ready
  await query(dataDir, 'drop table domain_events cascade')
  const sessions = "select pg_terminate_backend(pid) from pg_stat_activity where datname = 'halfhour'"
  first.signal('SIGSTOP')
  await query(dataDir, sessions, 'postgres')
  await query(dataDir, 'alter database halfhour rename to halfhour_unfinished', 'postgres')
  first.signal('SIGKILL')
  await first.ending
  const second = startHalfhour(t, { DATA_DIR: dataDir })
  await second.ready
  t.equal((await query(dataDir, "select to_regclass('domain_events') is not null as there")).rows[0].there, true)
})

t.test('an interrupted migration is applied again', async (t) => {
  const dataDir = await madeDataDir(t)
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  await first.ready
  await query(dataDir, 'drop table domain_events, audit_events cascade')
  await query(
    dataDir,
    "update _prisma_migrations set finished_at = null, applied_steps_count = 0 where migration_name like '%audit_and_events'"
  )
  first.signal('SIGKILL')
  await first.ending
  const second = startHalfhour(t, { DATA_DIR: dataDir })
  await second.ready
  t.equal((await query(dataDir, "select to_regclass('domain_events') is not null as there")).rows[0].there, true)
})

t.test('an embedded server that ends by itself ends the process with a line that says so', async (t) => {
  const dataDir = await madeDataDir(t)
  const halfhour = startHalfhour(t, { DATA_DIR: dataDir })
  await halfhour.ready
  process.kill(serverPid(dataDir), 'SIGQUIT')
  const { code, stderr } = await halfhour.ending
  t.equal(code, 1)
  t.match(stderr, /^halfhour: the embedded Postgres has ended by itself\. See .*postgres\.log, and start again\.\n$/)
})
