import { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { Database } from '../db/database.ts'
import type { Clock } from '../ports/clock.ts'
import { noPost, type Post } from '../ports/mail.ts'
import { campusScopes } from './campuses.ts'
import { queueSchema } from './queue.ts'
import { schedule } from './schedule.ts'

interface WorkerDeps {
  /** The application role's URL; the queue has a small pool of its own. */
  connectionString: string
  database: Database
  clock: Clock
  logger: Logger
  /** The way out for mail; none unless given. */
  post?: Post
  /** Hears how each run of recurring work ended. */
  observe?: ((job: string, isDone: boolean) => void) | undefined
}

/** Seconds that running work gets to end when the process stops; whatever is cut off is tried again later. */
const stopTimeoutMs = 4_000

/**
 * Starts working on the recurring jobs; several workers share them. Its `stop` waits for what is running.
 * Throws when the queue's tables are missing: they come with the migrations.
 */
export async function startWorker({
  connectionString,
  database,
  clock,
  logger,
  post = noPost,
  observe
}: WorkerDeps): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({ connectionString, schema: queueSchema, migrate: false, createSchema: false, max: 3 })
  boss.on('error', (error) => logger.error({ err: error }, 'The job queue failed'))
  await boss.start()
  for (const job of schedule) {
    await boss.schedule(job.name, job.cron)
    await boss.work(job.name, async () => {
      const done = await job
        .run(() => campusScopes(database, clock), { post })
        .catch((error) => {
          observe?.(job.name, false)
          logger.error({ err: error, job: job.name }, 'Recurring work failed')
          throw error
        })
      observe?.(job.name, true)
      if (Object.values(done).some((count) => count > 0))
        logger.info({ job: job.name, ...done }, 'Recurring work was done')
    })
  }
  return { stop: () => boss.stop({ graceful: true, timeout: stopTimeoutMs }) }
}
