import { buildApp } from '../../../src/app.ts'
import { openDatabase } from '../../../src/db/database.ts'
import type { QuotaLimits } from '../../../src/modules/quotas/quotas.service.ts'
import { addMinutes, type Clock } from '../../../src/ports/clock.ts'
import type { TestApp } from '../../support/app.ts'

type Test = Parameters<typeof import('../../support/database.ts').testDatabase>[0]

/** Another instance on the database of a test's app, whose clock may go wrong by some minutes. */
export async function anotherInstance(t: Test, app: TestApp, quotas: QuotaLimits, aheadMinutes = 0): Promise<TestApp> {
  const database = await openDatabase({ connectionString: app.appUrl })
  const clock: Clock = { now: () => addMinutes(app.clock.now(), aheadMinutes) }
  const config = { isProduction: false, pages: { graphiql: false, docs: false }, external: null }
  const fastify = await buildApp({ config, database, clock, logger: false, quotas, listenUrl: app.appUrl })
  t.teardown(async () => {
    await fastify.close()
    await database.close()
  })
  return { ...app, fastify, inject: (options) => fastify.inject(options) }
}

/** The numbers of an answer's RateLimit field, by policy. */
export function left(headers: Record<string, unknown>): Record<string, { r: number; t: number }> {
  const items = [...String(headers.ratelimit).matchAll(/"(\w+)";r=(\d+);t=(\d+)/g)]
  return Object.fromEntries(items.map(([, policy, r, t]) => [policy, { r: Number(r), t: Number(t) }]))
}
