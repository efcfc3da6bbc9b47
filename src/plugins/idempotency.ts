import { hash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { type Refusal, refuse } from '../errors.ts'

const changing = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

// No space and no control sign; also what a structured field's string is, quotes and all, which are part of the key.
const visibleAscii = /^[\x21-\x7e]{1,255}$/

/** JSON with the fields in one order, so that a client's library may order them as it likes. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? ''
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  const fields = Object.entries(value).filter(([, part]) => part !== undefined)
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${sorted.map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`).join()}}`
}

const fingerprintOf = ({ method, url, body }: FastifyRequest): string =>
  hash('sha256', `${method} ${url} ${canonical(body)}`, 'base64url')

function takeKey(request: FastifyRequest): Refusal | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined || !changing.has(request.method)) return
  if (typeof key !== 'string' || !visibleAscii.test(key)) return refuse('IDEMPOTENCY_KEY_INVALID')
  request.scope.idempotency = { key, fingerprint: fingerprintOf(request), next: 0, state: 'FRESH' }
}

/**
 * Takes the Idempotency-Key of requests that may change something, once their body has been read, for db/write.ts to heed,
 * and says of an answer that it is a repeated one (draft-ietf-httpapi-idempotency-key-header).
 */
export const idempotency = fp(
  async (app) => {
    app.addHook('preHandler', (request, _reply, done) => done(takeKey(request)))
    app.addHook('onSend', (request, reply, payload, done) => {
      const state = request.scope?.idempotency?.state
      if (state === 'REPLAYED') reply.header('idempotency-replayed', 'true')
      // The first request ends within its own time-out, mostly in far less than a second.
      if (state === 'IN_USE') reply.header('retry-after', '1')
      done(null, payload)
    })
  },
  { name: 'idempotency', dependencies: ['request-scope'] }
)
