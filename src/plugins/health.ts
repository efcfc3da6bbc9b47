import fp from 'fastify-plugin'
import type { Database } from '../db/database.ts'
import { refuseUnmigrated } from '../db/migrate.ts'
import { StartupError } from '../startup-error.ts'

interface HealthOptions {
  database: Database
  /** Seconds that due work has been waiting; null where no recurring work runs in this process. */
  workerLag: (() => Promise<number>) | null
}

type Checks = Record<string, string>

/** Recurring work comes every minute; ten missed turns are no hiccup. */
const workerLagSecondsMax = 600

async function look({ database, workerLag }: HealthOptions): Promise<Checks> {
  const unknown = { migrations: 'unknown', ...(workerLag && { worker: 'unknown' }) }
  try {
    await database.pool.query('select 1')
  } catch {
    return { database: 'unreachable', ...unknown }
  }
  return {
    database: 'ok',
    migrations: await migrations(database),
    ...(workerLag && { worker: await worker(workerLag) })
  }
}

const migrations = ({ pool }: Database) =>
  refuseUnmigrated(pool).then(
    () => 'ok',
    (error) => (error instanceof StartupError ? 'behind' : 'unknown')
  )

const worker = (workerLag: () => Promise<number>) =>
  workerLag().then(
    (lag) => (lag > workerLagSecondsMax ? 'late' : 'ok'),
    () => 'unknown'
  )

/**
 * /health/live says that the process runs, /health/ready what it needs to serve: its database, the migrations, and the
 * worker where there is one. Both are open, so they say no more, and however many ask, one look is under way.
 */
export const health = fp<HealthOptions>(
  async (app, options) => {
    let looking: Promise<Checks> | null = null
    const shared = () => {
      looking ??= look(options).finally(() => {
        looking = null
      })
      return looking
    }
    app.get('/health/live', { logLevel: 'silent' }, async () => ({ status: 'live' }))
    app.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
      const checks = await shared()
      const isReady = Object.values(checks).every((found) => found === 'ok')
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'not ready', checks })
    })
  },
  { name: 'health' }
)
