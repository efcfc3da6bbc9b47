import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { routePattern } from '../request-notes.ts'

// W3C Trace Context, 3.2.2: version, trace id, parent id, flags; an id of zeros is none.
const traceparent = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:$|-)/

/** The trace that the request belongs to: the caller's, or one of its own, which is its id without the dashes. */
function traceIdOf({ headers, id, trace }: FastifyRequest): string {
  const given = headers.traceparent
  return trace?.traceId ?? traceparent.exec(typeof given === 'string' ? given : '')?.[1] ?? id.replaceAll('-', '')
}

function line(request: FastifyRequest, reply: FastifyReply) {
  const { method, tenantId, actor, operation, refusals } = request
  return {
    traceId: traceIdOf(request),
    ...(tenantId && { campus: tenantId }),
    ...(actor && { actor: actor.kind }),
    method,
    route: routePattern(request),
    status: reply.statusCode,
    durationMs: Math.round(reply.elapsedTime * 10) / 10,
    ...(operation && { operation: operation.type }),
    ...(operation?.name && { operationName: operation.name.slice(0, 64) }),
    ...(refusals && { problems: [...new Set(refusals)] })
  }
}

/**
 * One line for each request when it has been answered, at level info. It has ids, patterns and figures, and nothing that
 * somebody wrote: no address, header, body or variable.
 */
export const requestLog = fp<{ isOn: boolean }>(
  async (app, { isOn }) => {
    app.decorateRequest('operation', null)
    app.decorateRequest('refusals', null)
    // Where nothing is logged the lines are not put together either.
    if (!isOn) return
    app.addHook('onResponse', (request, reply, done) => {
      request.log.info(line(request, reply), 'Answered')
      done()
    })
    app.addHook('onRequestAbort', (request, done) => {
      request.log.info({ traceId: traceIdOf(request), route: routePattern(request) }, 'Given up by the client')
      done()
    })
  },
  { name: 'request-log', dependencies: ['tracing'] }
)
