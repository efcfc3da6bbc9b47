import type { ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHandler } from 'graphql-sse'
import { refuse } from '../../errors.ts'
import { bearerToken } from '../../plugins/auth.ts'
import { InvalidDocument } from './document.ts'
import type { SubscriptionSession } from './session.ts'
import type { Subscriptions } from './subscriptions.ts'

const bodyBytesMax = 64 * 1024

/** Subscriptions as server-sent events at POST /graphql/stream (graphql-sse, a connection for each operation). */
export function subscriptionStream(app: FastifyInstance, subscriptions: Subscriptions): void {
  const handle = createHandler<FastifyRequest, SubscriptionSession>({
    // Any text will do: only the other mode, which is not served, tells streams apart by it.
    authenticate: () => '',
    validate: () => [],
    onSubscribe: ({ context: session }, params) => subscribe(session, params, subscriptions) as never,
    subscribe: (args) => subscriptions.follow(args) as never
  })
  app.post('/graphql/stream', { bodyLimit: bodyBytesMax }, async (request, reply) => {
    if (request.headers.accept !== 'text/event-stream')
      throw refuse('NOT_ACCEPTABLE', { message: 'Accept text/event-stream.' })
    const session = open(request, reply, subscriptions)
    try {
      const [body, init] = await handle({
        method: request.method,
        url: request.url,
        headers: { get: (name: string) => request.headers[name.toLowerCase()] as string | undefined },
        body: request.body as Record<string, unknown>,
        raw: request,
        context: session
      })
      reply.hijack()
      reply.raw.writeHead(init.status, { ...(reply.getHeaders() as Record<string, string>), ...init.headers })
      if (body === null || typeof body === 'string') reply.raw.end(body)
      else await send(body, reply.raw, subscriptions.unsentBytesMax)
    } finally {
      subscriptions.close(session)
    }
  })
}

function open(request: FastifyRequest, { raw }: FastifyReply, all: Subscriptions) {
  const { id: requestId, tenantId, actor, isTrustedDocumentRequired } = request
  const token = bearerToken(request.headers.authorization)
  // No last event: a stream that only ends is one that the client opens again, and is refused there when it has to be.
  const onEnd = () => raw.destroy()
  return all.open({ token, requestId, identified: { tenantId, actor, isTrustedDocumentRequired }, onEnd })
}

async function subscribe(session: SubscriptionSession, params: unknown, subscriptions: Subscriptions) {
  try {
    return await subscriptions.prepare(session, params)
  } catch (error) {
    const errors = error instanceof InvalidDocument ? error.errors : [error]
    return { data: null, errors: subscriptions.errorsOf(errors, session) }
  }
}

// Written without waiting, so that what is not read stands where it can be measured.
async function send(body: AsyncIterable<string> & AsyncIterator<string>, raw: ServerResponse, unsentBytesMax: number) {
  raw.once('close', () => body.return?.())
  if (raw.destroyed) await body.return?.()
  for await (const chunk of body) {
    if (raw.destroyed) break
    if (raw.writableLength > unsentBytesMax) raw.destroy()
    else raw.write(chunk)
  }
  raw.end()
}
