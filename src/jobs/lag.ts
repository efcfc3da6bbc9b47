import type { Pool } from 'pg'
import { queueSchema } from './queue.ts'
import { schedule } from './schedule.ts'

/**
 * Seconds that the oldest recurring work which is due has been waiting for a worker; 0 when nothing waits. What failed and
 * is to be tried again does not count: that worker is there.
 * Throws the driver's error.
 */
export async function workerLagSeconds(pool: Pool, now: string): Promise<number> {
  const found = await pool.query(
    `select coalesce(extract(epoch from $2::timestamptz - min(start_after)), 0)::float8 as lag
     from ${queueSchema}.job where name = any($1) and state = 'created'`,
    [schedule.map(({ name }) => name), now]
  )
  return Math.max(0, found.rows[0].lag)
}
