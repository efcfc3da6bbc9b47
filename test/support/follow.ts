import { setImmediate } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import { WebSocket } from 'ws'
import { openMetrics } from '../../src/metrics.ts'
import { type TestApp, testApp } from './app.ts'
import type { Someone } from './campus.ts'

type Test = Parameters<typeof testApp>[0]

export type Json = any

/** An app that can be followed, and how many subscriptions it has. */
export interface LiveApp extends TestApp {
  url: string
  followers(): Promise<number>
  /** Resolves when there are so many. */
  followedBy(count: number): Promise<void>
}

/** What one subscription is told, in order. */
export interface Followed {
  /** The next answer; or the errors that it was refused with, or how the socket was closed. */
  next(): Promise<Json>
  /** Ends the subscription, and with it the connection. */
  end(): Promise<void>
}

/** An app that listens on a port of its own. */
export async function liveApp(t: Test, options: Parameters<typeof testApp>[1] = {}): Promise<LiveApp> {
  const metrics = openMetrics()
  const app = await testApp(t, { ...options, metrics })
  await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.fastify.server.address() as { port: number }
  const followers = async () => Number(/^halfhour_live_subscriptions (\d+)$/m.exec(await metrics.text())?.[1])
  const followedBy = async (count: number) => {
    // The figures alone would never give the process's other work a turn.
    while ((await followers()) !== count) await setImmediate()
  }
  return { ...app, url: `http://127.0.0.1:${port}`, followers, followedBy }
}

/** Follows over a socket of its own, with the protocol's reference client. Resolves once the server has taken it up. */
export async function follow(
  t: Test,
  app: LiveApp,
  who: Someone,
  query: string,
  variables?: object
): Promise<Followed> {
  const before = await app.followers()
  const followed = begin(t, app, who, query, variables)
  await app.followedBy(before + 1)
  return followed
}

/** The same, whether or not it is taken up. */
export function begin(t: Test, app: LiveApp, who: Someone, query: string, variables?: object): Followed {
  const closed = Promise.withResolvers<Json>()
  const client = createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${who.token}` },
    on: { closed: (event) => closed.resolve({ closed: (event as Json).code, reason: (event as Json).reason }) }
  })
  t.teardown(() => client.dispose())
  const answers = client.iterate({ query, variables } as Json)
  const ask = () =>
    answers.next().then(
      ({ value }) => value,
      (reason) => (Array.isArray(reason) ? { errors: reason } : closed.promise)
    )
  let waiting: Promise<Json> | null = ask()
  const next = () => {
    const answer = waiting ?? ask()
    waiting = null
    return answer
  }
  return { next, end: async () => void (await answers.return?.()) }
}
