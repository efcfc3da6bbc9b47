import fp from 'fastify-plugin'
import type { Database } from '../db/database.ts'
import { refuse } from '../errors.ts'
import type { LoadLimits, LoadSampler } from '../load.ts'

interface LoadSheddingOptions {
  database: Database
  load: { sampler: LoadSampler; limits: LoadLimits } | null
}

/**
 * Turns requests of the enclosing scope away while the process has more to do than it can: before the token is looked
 * at, so that a refusal costs next to nothing and those who were let in are answered in time. Thrown rather than sent, so
 * that each door says it in its own form, with Retry-After.
 */
export const loadShedding = fp<LoadSheddingOptions>(
  async (app, { database, load }) => {
    if (!load) return
    const { sampler, limits } = load
    const delayMax = limits.eventLoopDelayMs ?? Number.POSITIVE_INFINITY
    const queueMax = limits.databaseQueue ?? Number.POSITIVE_INFINITY
    app.addHook('onRequest', (_request, _reply, done) => {
      const isDrowning = sampler.eventLoopDelayMs() > delayMax || database.pool.waitingCount > queueMax
      done(isDrowning ? refuse('SERVICE_UNAVAILABLE') : undefined)
    })
  },
  { name: 'load-shedding' }
)
