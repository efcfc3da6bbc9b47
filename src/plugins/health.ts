import fp from 'fastify-plugin'
import type { Database } from '../db/database.ts'

/** /health/live says that the process runs, /health/ready that it reaches its database. Both are open, and say no more. */
export const health = fp<{ database: Database }>(
  async (app, { database }) => {
    app.get('/health/live', { logLevel: 'silent' }, async () => ({ status: 'live' }))
    app.get('/health/ready', { logLevel: 'silent' }, async (_request, reply) => {
      const isReady = await database.pool.query('select 1').then(
        () => true,
        () => false
      )
      return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'database unreachable' })
    })
  },
  { name: 'health' }
)
