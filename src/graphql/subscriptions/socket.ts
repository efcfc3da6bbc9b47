import websocket from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import fp from 'fastify-plugin'
import { GraphQLError } from 'graphql'
import { CloseCode, type Context, handleProtocols, makeServer, type Server } from 'graphql-ws'
import type { WebSocket } from 'ws'
import { Refusal, refuse } from '../../errors.ts'
import { bearerToken } from '../../plugins/auth.ts'
import { InvalidDocument } from './document.ts'
import type { Ending, SubscriptionSession } from './session.ts'
import type { Subscriptions } from './subscriptions.ts'

interface Extra {
  socket: WebSocket
  request: FastifyRequest
  session: SubscriptionSession | null
}
type Connection = Context<Record<string, unknown>, Extra>

export interface TransportOptions {
  subscriptions: Subscriptions
}

const initTimeoutMs = 5_000
const subscriptionsMax = 20
// A document and its variables; a message that is longer closes the connection (1009).
const messageBytesMax = 64 * 1024
const pingEveryMs = 12_000
const closeGraceMs = 1_000

const tryAgainLater = 1013
const goingAway = 1001
const tooMany = 4429
const endings: Record<Ending, [number, string]> = {
  // Not 4401, which clients take for final: with a new token they may come back.
  UNAUTHENTICATED: [CloseCode.Forbidden, 'The token has expired or its subject is not active'],
  SLOW: [tryAgainLater, 'Too slow'],
  UNAVAILABLE: [tryAgainLater, 'Try again later'],
  GOING_AWAY: [goingAway, 'Going away']
}

/**
 * Subscriptions over WebSocket at /graphql (graphql-transport-ws). A route of its own beside the queries' GET, chosen by the
 * Upgrade header, because a browser can't send a token with an upgrade: it comes in connection_init.
 */
export const subscriptionSocket = fp<TransportOptions>(
  async (app, options) => {
    const { subscriptions } = options
    await app.register(websocket, {
      options: { maxPayload: messageBytesMax, handleProtocols },
      preClose(this: FastifyInstance, done) {
        subscriptions.endAll('GOING_AWAY')
        for (const socket of this.websocketServer.clients) close(socket as WebSocket, ...endings.GOING_AWAY)
        this.websocketServer.close()
        done()
      }
    })
    app.addConstraintStrategy(upgradeTo)
    const server = protocolServer(options)
    app.route({
      method: 'GET',
      url: '/graphql',
      exposeHeadRoute: false,
      constraints: { upgrade: 'websocket' },
      handler: async () => {
        throw refuse('OPERATION_NOT_ALLOWED', { message: 'Connection: Upgrade is missing.' })
      },
      wsHandler: (socket, request) =>
        serve(server, { socket: socket as WebSocket, request, session: null }, subscriptions)
    })
  },
  { name: 'subscription-socket' }
)

const upgradeTo = {
  name: 'upgrade',
  storage: () => {
    const routes = new Map()
    return {
      get: (value: unknown) => routes.get(value) ?? null,
      set: (value: unknown, route: unknown) => routes.set(value, route)
    }
  },
  deriveConstraint: ({ headers }: { headers: { upgrade?: string } }) =>
    headers.upgrade?.toLowerCase() === 'websocket' ? 'websocket' : undefined
} as never

function close(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason)
  // The closing handshake waits behind what was not read, and for an answer that may never come.
  const cut = setTimeout(() => socket.terminate(), closeGraceMs).unref()
  socket.once('close', () => clearTimeout(cut))
}

function protocolServer({ subscriptions }: TransportOptions): Server<Extra> {
  return makeServer<Record<string, unknown>, Extra>({
    connectionInitWaitTimeout: initTimeoutMs,
    onConnect: async (connection) => {
      connection.extra.session = await connect(connection, subscriptions)
      return true
    },
    onSubscribe: (connection, _id, payload) => subscribe(connection, payload, subscriptions),
    subscribe: (args) => subscriptions.follow(args) as never,
    // Answers are formatted already; the library's own would ask each error for a form that formatted ones lack.
    onNext: (_connection, _id, _payload, _args, result) => result as never,
    onError: ({ extra }, _id, _payload, errors) =>
      subscriptions.errorsOf(errors, extra.session as SubscriptionSession) as never,
    onClose: ({ extra }) => {
      if (extra.session) subscriptions.close(extra.session)
    }
  })
}

async function connect({ connectionParams, extra }: Connection, subscriptions: Subscriptions) {
  const { request, socket } = extra
  const given = connectionParams?.authorization ?? request.headers.authorization
  const token = bearerToken(typeof given === 'string' ? given : undefined)
  const identified = await subscriptions.identity.identify(token, request.id)
  const onEnd = (ending: Ending) => close(socket, ...endings[ending])
  const session = subscriptions.open({ token, requestId: request.id, identified, onEnd })
  // It may have gone meanwhile, and will not say so again.
  if (socket.readyState !== socket.OPEN) subscriptions.close(session)
  return session
}

async function subscribe({ extra, subscriptions: open }: Connection, payload: unknown, subscriptions: Subscriptions) {
  try {
    if (Object.keys(open).length > subscriptionsMax)
      throw refuse('RATE_LIMITED', { message: `A connection has at most ${subscriptionsMax} subscriptions.` })
    return await subscriptions.prepare(extra.session as SubscriptionSession, payload)
  } catch (error) {
    if (error instanceof InvalidDocument) return error.errors
    if (error instanceof GraphQLError) return [error]
    return [new GraphQLError('Refused.', { originalError: error as Error })]
  }
}

function serve(server: Server<Extra>, extra: Extra, { unsentBytesMax }: Subscriptions): void {
  const { socket, request } = extra
  const closed = server.opened(
    {
      protocol: socket.protocol,
      // Not waited for: waiting would only move what a slow reader has not read from the socket to the queue before it.
      send: async (data) => {
        if (socket.readyState !== socket.OPEN) return
        if (socket.bufferedAmount <= unsentBytesMax) socket.send(data)
        else if (extra.session) extra.session.end('SLOW')
        else close(socket, ...endings.SLOW)
      },
      close: (code, reason) => close(socket, code ?? CloseCode.InternalServerError, reason ?? ''),
      onMessage: (handle) => {
        socket.on('message', (data) => handle(String(data)).catch((error) => fail(error, extra)))
      }
    },
    extra
  )
  const pinging = keepAlive(socket)
  socket.once('close', (code, reason) => {
    clearInterval(pinging)
    Promise.resolve(closed(code, String(reason))).catch((err) => request.log.warn({ err }, 'A socket closed badly'))
  })
}

function keepAlive(socket: WebSocket): NodeJS.Timeout {
  let isAlive = true
  socket.on('pong', () => {
    isAlive = true
  })
  return setInterval(() => {
    if (!isAlive) return socket.terminate()
    isAlive = false
    socket.ping()
  }, pingEveryMs).unref()
}

function fail(error: unknown, { socket, request }: Extra): void {
  const status = error instanceof Refusal ? error.status : 500
  const reason = error instanceof Refusal ? (error.problems[0]?.code ?? '') : 'Internal server error'
  if (status === 500) request.log.error({ err: error }, 'A message failed')
  const codes: Record<number, number> = { 401: CloseCode.Unauthorized, 429: tooMany, 503: tryAgainLater }
  close(socket, codes[status] ?? CloseCode.InternalServerError, reason)
}
