import { buildApp } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { openLoadSampler } from '../src/load.ts'
import { systemClock } from '../src/ports/clock.ts'
import { serve } from './serve.ts'

// Halfhour as it starts when nobody has set anything: what protects a campus from its neighbours are the defaults.
serve(async (database, listenUrl) => {
  const config = readConfig({ NODE_ENV: 'production' })
  const load = { sampler: openLoadSampler(), limits: config.load }
  const given = { config, database, clock: systemClock, logger: false as const, listenUrl, usageEveryMs: 10_000 }
  const app = await buildApp({ ...given, load, quotas: config.quotas })
  await app.listen({ host: '127.0.0.1', port: 0 })
  load.sampler.forget()
  return (app.server.address() as { port: number }).port
})
