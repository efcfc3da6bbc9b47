import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { render, type Sql } from '../../../src/db/sql.ts'
import type { TestApp } from '../../support/app.ts'
import type { Campus } from '../../support/campus.ts'

// pg_locks, because what other roles' sessions wait for is hidden in pg_stat_activity; joined, because the lock on a
// transaction names no database.
const waiting = `select count(distinct pid)::int as count from pg_locks join pg_stat_activity using (pid)
  where datname = current_database() and not granted`

/**
 * Runs calls that meet at one row: the row is held by somebody else until all of them wait for it, so that each has
 * read what it reads before any has written. A campus has eight connections at most (docs/decisions/0017), so has a race.
 */
export async function raceAt<Answer>(
  app: TestApp,
  home: Campus,
  lock: Sql,
  calls: (() => Promise<Answer>)[]
): Promise<Answer[]> {
  const holder = new pg.Client({ connectionString: app.ownerUrl })
  await holder.connect()
  try {
    await holder.query('begin')
    await holder.query("select set_config('app.tenant_id', $1, true)", [home.tenantId])
    await holder.query(render(lock, home.tenantId))
    let done = 0
    const answers = Promise.all(calls.map((call) => call().finally(() => done++)))
    for (let count = 0; count + done < calls.length; await setImmediate()) {
      // A transaction keeps seeing the sessions that there were when it first looked.
      await holder.query('select pg_stat_clear_snapshot()')
      count = (await holder.query(waiting)).rows[0].count
    }
    await holder.query('commit')
    return await answers
  } finally {
    await holder.end()
  }
}
