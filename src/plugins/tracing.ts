import { ROOT_CONTEXT, SpanKind, type TextMapGetter, type Tracer } from '@opentelemetry/api'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { Trace } from '../tracing/trace.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Null where no exporter is configured. */
    trace: Trace | null
  }
}

type Headers = FastifyRequest['headers']

const propagator = new W3CTraceContextPropagator()
const getter: TextMapGetter<Headers> = {
  get: (headers, key) => headers[key],
  keys: Object.keys
}

/**
 * A span for each request, under the caller's own where it sends `traceparent` (W3C Trace Context), named by its route:
 * a path or a query may hold what is nobody's business.
 */
export const tracing = fp<{ tracer: Tracer | null }>(
  async (app, { tracer }) => {
    app.decorateRequest('trace', null)
    if (!tracer) return
    app.addHook('onRequest', async (request) => {
      const parent = propagator.extract(ROOT_CONTEXT, request.headers, getter)
      const route = request.routeOptions.url ?? 'unknown'
      const attributes = {
        'http.request.method': request.method,
        'http.route': route,
        'halfhour.request_id': request.id
      }
      request.trace = new Trace(tracer, parent, `${request.method} ${route}`, SpanKind.SERVER, attributes)
    })
    app.addHook('onError', async ({ trace }, _reply, error) => trace?.fail(error))
    app.addHook('onResponse', async ({ trace, tenantId }, reply) => {
      trace?.set({ 'http.response.status_code': reply.statusCode, ...(tenantId && { 'halfhour.campus': tenantId }) })
      trace?.end()
    })
    app.addHook('onRequestAbort', async ({ trace }) => trace?.end())
  },
  { name: 'tracing' }
)
