import { hash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'

declare module 'fastify' {
  interface FastifyRequest {
    /** The version of the object that the answer shows, as its ETag has it; empty when the answer is no single object. */
    objectVersion: string
    /** What the ETag is made from when the answer also holds figures of this very request; null: the answer itself. */
    etagText: string | null
  }
}

// 132 bits: enough that no two answers that one client has seen share them.
const digestOf = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22)

/** Whether a tag is among those of If-None-Match, by the weak comparison (RFC 9110, 13.1.2). */
const isAmong = (header: string, tag: string): boolean =>
  header.trim() === '*' || header.split(',').some((given) => given.trim().replace(/^W\//, '') === tag)

function tagged(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  const isWanted = isRead ? reply.statusCode === 200 : reply.statusCode < 300 && request.objectVersion !== ''
  if (typeof payload !== 'string' || !isWanted) return payload
  const digest = digestOf(request.etagText ?? payload)
  const tag = request.objectVersion === '' ? `"${digest}"` : `"${request.objectVersion}.${digest}"`
  reply.header('etag', tag)
  if (!isRead) return payload
  // The client's own cache may keep it, and has to ask each time whether it still holds.
  reply.header('cache-control', 'private, no-cache')
  if (!isAmong(request.headers['if-none-match'] ?? '', tag)) return payload
  reply.code(304).removeHeader('content-type')
  // Fastify counts what HEAD would have answered, and leaves it out by itself.
  return request.method === 'HEAD' ? payload : null
}

/**
 * Gives reads of the enclosing scope, and changes that answer with one object, an ETag: the object's version, a point, and
 * a digest of the answer, or the digest alone. A read whose ETag the client has already is a 304 without a body.
 */
export const etag = fp(
  async (app) => {
    app.decorateRequest('objectVersion', '')
    app.decorateRequest('etagText', null)
    app.addHook('onSend', (request, reply, payload, done) => done(null, tagged(request, reply, payload)))
  },
  { name: 'etag' }
)
