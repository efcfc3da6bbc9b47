import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Database } from '../db/database.ts'
import { openScope, type Scope } from '../db/scope.ts'
import type { Clock } from '../ports/clock.ts'

declare module 'fastify' {
  interface FastifyRequest {
    scope: Scope
  }
}

interface RequestScopeOptions {
  database: Database
  clock: Clock
}

/**
 * Gives each authenticated request its scope, and ends the scope's reads however the request ends: answered, failed or
 * gone away.
 */
export const requestScope = fp<RequestScopeOptions>(
  async (app, { database, clock }) => {
    app.decorateRequest('scope', null as unknown as Scope)
    app.addHook('onRequest', (request, _reply, done) => {
      const { tenantId, actor, id: requestId, trace } = request
      request.scope = openScope({ database, clock, tenantId, actor, requestId, trace })
      done()
    })
    const end = (request: FastifyRequest) => request.scope?.endReads()
    app.addHook('onSend', (request, _reply, payload, done) => {
      // Not waited for: the answer is complete, only the connection has to go back.
      void end(request)
      done(null, payload)
    })
    app.addHook('onRequestAbort', async (request) => end(request))
  },
  { name: 'request-scope', dependencies: ['auth', 'tracing'] }
)
