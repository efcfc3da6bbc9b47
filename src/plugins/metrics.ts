import fp from 'fastify-plugin'
import type { Metrics } from '../metrics.ts'
import { doorOf, routePattern } from '../request-notes.ts'

/** Counts each answer by door, route pattern, method and class of status, and what it refused. */
export const requestMetrics = fp<{ metrics: Metrics | null }>(
  async (app, { metrics }) => {
    if (!metrics) return
    app.addHook('onResponse', (request, reply, done) => {
      const { method, operation, refusals } = request
      const route = routePattern(request)
      const seconds = reply.elapsedTime / 1000
      metrics.answered({ door: doorOf(route), route, method, status: reply.statusCode, seconds })
      if (operation) metrics.operation(operation.type)
      if (refusals) metrics.refused(refusals)
      done()
    })
  },
  { name: 'request-metrics', dependencies: ['request-log'] }
)
