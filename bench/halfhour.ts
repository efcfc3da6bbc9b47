import { buildApp } from '../src/app.ts'
import { systemClock } from '../src/ports/clock.ts'
import { serve } from './serve.ts'

// Halfhour as in production, without a log, which the limit does not write either.
serve(async (database, listenUrl) => {
  const config = { isProduction: true, pages: { graphiql: false, docs: false }, external: null }
  // Budgets that nobody can spend: what they cost is measured, and no request is refused.
  const quotas = { tokenPoints: 10_000_000, campusPoints: 10_000_000 }
  const app = await buildApp({
    config,
    database,
    clock: systemClock,
    logger: false,
    quotas,
    listenUrl,
    usageEveryMs: 10_000
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as { port: number }).port
})
