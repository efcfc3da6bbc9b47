import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { refuse } from '../errors.ts'
import { FairTurns, type Turn } from '../fair-turns.ts'

declare module 'fastify' {
  interface FastifyRequest {
    turn: Turn | null
  }
}

// Somebody who follows changes is there for hours; what they are told has turns of its own.
const isStream = ({ routeOptions }: FastifyRequest) => routeOptions.url === '/graphql/stream'

/**
 * Each request of the enclosing scope waits for its campus's turn once it is known whose it is: before it is paid for, so
 * that a flood of refused requests waits for itself too. Without a place in the line it is told to come again.
 */
export const fairTurns = fp<{ places: number }>(
  async (app, { places }) => {
    const turns = new FairTurns(places)
    app.addHook('onClose', async () => turns.close())
    app.decorateRequest('turn', null)
    app.addHook('onRequest', (request, _reply, done) => {
      if (isStream(request)) return done()
      request.turn = turns.enter(request.tenantId, done)
      if (!request.turn) done(refuse('SERVICE_UNAVAILABLE', { message: 'The campus has too many requests waiting.' }))
    })
    app.addHook('onResponse', ({ turn }, _reply, done) => {
      turn?.leave()
      done()
    })
    app.addHook('onRequestAbort', ({ turn }, done) => {
      turn?.leave()
      done()
    })
  },
  { name: 'fair-turns', dependencies: ['auth'] }
)
