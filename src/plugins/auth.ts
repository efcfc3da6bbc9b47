import type { FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import type { Actor } from '../actor.ts'
import { refuse } from '../errors.ts'
import type { Identified, Identity } from '../modules/tenants/identity.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The campus of the verified token's issuer: never from a header or an argument. */
    tenantId: string
    actor: Actor
    /** Whether the campus runs only GraphQL documents that it has registered. */
    isTrustedDocumentRequired: boolean
  }
}

export interface AuthOptions {
  /** One for the process, so that the doors share what it remembers. */
  identity: Identity
}

// The only routes without a bearer token: there the link in the path says who asks.
const linkRoutes = ['/v1/partner-links/:token', '/v1/accountability-links/:token']

/**
 * Every request of the enclosing scope carries a valid bearer token or a link, or is refused before its body is read. The
 * refusal is thrown in this hook rather than in a door, so that each door renders it in its own form.
 */
export const auth = fp<AuthOptions>(
  async (app, { identity }) => {
    app.decorateRequest('tenantId', '')
    app.decorateRequest('actor', null as unknown as Actor)
    app.decorateRequest('isTrustedDocumentRequired', false)
    app.addHook('onRequest', (request, _reply, done) => authenticate(request, identity, done))
  },
  { name: 'auth' }
)

// Nearly every request comes with a token that was seen before: it waits for nothing.
function authenticate(request: FastifyRequest, identity: Identity, done: (error?: Error) => void): void {
  const enter = ({ tenantId, actor, isTrustedDocumentRequired }: Identified) => {
    Object.assign(request, { tenantId, actor, isTrustedDocumentRequired })
    done()
  }
  if (linkRoutes.some((route) => request.routeOptions.url?.startsWith(route))) {
    identity.identifyLink((request.params as { token: string }).token).then(enter, done)
    return
  }
  try {
    const token = bearerToken(request.headers.authorization)
    const known = identity.identifyAtOnce(token)
    if (known) enter(known)
    else identity.identify(token, request.id).then(enter, done)
  } catch (error) {
    done(error as Error)
  }
}

/** The token of an Authorization header. Throws UNAUTHENTICATED. */
export function bearerToken(header: string | undefined): string {
  // RFC 6750, 2.1; the scheme's name is matched in any case (RFC 9110, 11.1).
  const token = /^bearer +([\w.~+/-]+=*) *$/i.exec(header ?? '')?.[1]
  if (token === undefined) throw refuse('UNAUTHENTICATED')
  return token
}
