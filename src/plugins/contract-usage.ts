import fp from 'fastify-plugin'
import type { UsageRecorder } from '../modules/usage/usage-recorder.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** Counts what requests use of the contract. */
    contractUsage: UsageRecorder
  }
}

/** Counts the REST operations that are used, under the names of openapi.yaml; the other door counts its fields itself. */
export const contractUsage = fp(
  async (app) => {
    const known = new Map<string, readonly string[]>()
    app.addHook('preHandler', ({ method, routeOptions: { url = '' }, tenantId, actor }, _reply, done) => {
      if (url.startsWith('/v1/')) {
        const pattern = `${method} ${url}`
        const operation = known.get(pattern) ?? [pattern.replace(/:(\w+)/g, '{$1}')]
        known.set(pattern, operation)
        app.contractUsage.note(tenantId, actor, operation)
      }
      done()
    })
  },
  { name: 'contract-usage', dependencies: ['auth'] }
)
