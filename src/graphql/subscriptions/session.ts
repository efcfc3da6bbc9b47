import type { Actor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { openScope, type Scope } from '../../db/scope.ts'
import { Refusal, refuse } from '../../errors.ts'
import { EventQueue } from '../../live/event-queue.ts'
import type { Feed, LiveEvent } from '../../live/feed.ts'
import type { LiveHub } from '../../live/hub.ts'
import type { Turns } from '../../live/turns.ts'
import type { Identified, Identity } from '../../modules/tenants/identity.ts'
import type { Clock } from '../../ports/clock.ts'

export interface SessionDeps {
  hub: LiveHub
  identity: Identity
  database: Database
  clock: Clock
  turns: Turns
}

/** Why a connection ends: its token no longer serves, it reads too slowly, the database is lost, the process stops. */
export type Ending = 'UNAUTHENTICATED' | 'SLOW' | 'UNAVAILABLE' | 'GOING_AWAY'

export interface SessionOptions {
  token: string
  requestId: string
  identified: Identified
  onEnd: (ending: Ending) => void
}

// How many events may wait for a subscriber whose answers are being made: past it they come faster than they can be told.
const queueMax = 1_000
// A quiet connection is asked too whether its token still serves. Before each delivery it is asked in any case.
const checkEveryMs = 30_000

/** One connection of one actor, whichever way it came: its token, checked again and again, and its subscriptions. */
export class SubscriptionSession {
  readonly requestId: string
  #identified: Identified
  readonly #deps: SessionDeps
  readonly #options: SessionOptions
  readonly #feeds = new Set<SessionFeed>()
  readonly #checking: NodeJS.Timeout
  #isOver = false

  constructor(deps: SessionDeps, options: SessionOptions) {
    this.#deps = deps
    this.#options = options
    this.requestId = options.requestId
    this.#identified = options.identified
    this.#checking = setInterval(() => this.check(), checkEveryMs).unref()
  }

  get tenantId(): string {
    return this.#identified.tenantId
  }

  /** Who is at the other end, as last asked. */
  get actor(): Actor {
    return this.#identified.actor
  }

  get isTrustedDocumentRequired(): boolean {
    return this.#identified.isTrustedDocumentRequired
  }

  /** A scope for one look at the campus. */
  scope(): Scope {
    const { database, clock } = this.#deps
    return openScope({ database, clock, tenantId: this.tenantId, actor: this.actor, requestId: this.requestId })
  }

  get isOver(): boolean {
    return this.#isOver
  }

  feed(): SessionFeed {
    const feed = new SessionFeed(this, this.#deps, () => this.#feeds.delete(feed))
    this.#feeds.add(feed)
    return feed
  }

  /** Whether the token and its actor still serve; when they do not, the session has been ended. */
  async check(): Promise<boolean> {
    try {
      const identified = await this.#deps.identity.identify(this.#options.token, this.requestId)
      if (identified.tenantId !== this.tenantId) throw refuse('UNAUTHENTICATED')
      this.#identified = identified
    } catch (error) {
      const isRefused = error instanceof Refusal && error.status === 401
      this.end(isRefused ? 'UNAUTHENTICATED' : 'UNAVAILABLE')
    }
    return !this.#isOver
  }

  /** Ends everything of the connection, once. */
  end(ending: Ending): void {
    if (this.#isOver) return
    this.close()
    this.#options.onEnd(ending)
  }

  /** The same after the other end has gone. */
  close(): void {
    this.#isOver = true
    clearInterval(this.#checking)
    for (const feed of this.#feeds) feed.close()
  }
}

/** What one subscription of a session stands on. */
export class SessionFeed implements Feed {
  readonly #session: SubscriptionSession
  readonly #deps: SessionDeps
  readonly #queue: EventQueue<LiveEvent>
  readonly #forget: () => void
  #leave: (() => void) | null = null
  #isOver = false

  constructor(session: SubscriptionSession, deps: SessionDeps, forget: () => void) {
    this.#session = session
    this.#deps = deps
    this.#forget = forget
    this.#queue = new EventQueue(queueMax, () => session.end('SLOW'))
  }

  get actor(): Actor {
    return this.#session.actor
  }

  async join(concerns: (event: LiveEvent) => boolean): Promise<AsyncIterable<LiveEvent>> {
    const take = (event: LiveEvent) => {
      if (concerns(event)) this.#queue.push(event)
    }
    const leave = await this.#deps.hub.join(this.#session.tenantId, take)
    // The client may have gone while the process was getting to listen.
    if (this.#isOver) leave()
    else this.#leave = leave
    return this.#queue
  }

  async enter(): Promise<Scope | null> {
    const release = await this.#deps.turns.take()
    if (!(await this.#session.check()) || this.#isOver) {
      release()
      return null
    }
    const scope = this.#session.scope()
    scope.expectSeveralReads()
    return { ...scope, endReads: () => scope.endReads().finally(release) }
  }

  close(): void {
    this.#isOver = true
    this.#queue.end()
    this.#leave?.()
    this.#forget()
  }
}
