import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { systemActor } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { openScope, type Scope } from '../db/scope.ts'
import { Listener } from '../live/listener.ts'
import type { Clock } from '../ports/clock.ts'
import { campusScopes } from './campuses.ts'

interface EarOptions {
  /** A direct connection: through PgBouncer in transaction mode nothing is heard, and the queue's minute has to do. */
  connectionString: string
  database: Database
  clock: Clock
  logger: Logger
  /** What is to be done at a campus that has changed. It must be safe to run twice, and by several workers at once. */
  work(scope: Scope): Promise<unknown>
}

const listenAgainMs = 30_000
/** What a campus changes within this time is worked on together. */
const gatherMs = 50

/**
 * Hears which campuses change, and works on each at once, one after the other. It is the quick way only: what is not heard,
 * because the connection was away, is found by the queue within a minute.
 */
export class ChangeEar {
  readonly #options: EarOptions
  readonly #listener: Listener
  readonly #changed = new Set<string>()
  readonly #again: NodeJS.Timeout
  #working: Promise<void> | null = null
  #isStopped = false
  #hasStarted = false

  constructor(options: EarOptions) {
    this.#options = options
    this.#listener = new Listener({
      connectionString: options.connectionString,
      onNotice: (payload) => this.#hear(payload.split(' ')[0] as string),
      onGap: () => void this.#catchUp().catch(() => {}),
      onLost: ({ message }) => options.logger.warn({ reason: message }, "The worker's listening connection was lost")
    })
    this.#again = setInterval(() => this.start(), listenAgainMs).unref()
  }

  /** Resolves when changes are heard, or could not be for now: then it is tried again by and by. */
  async start(): Promise<void> {
    try {
      await this.#listener.start()
      if (!this.#hasStarted) await this.#catchUp()
      this.#hasStarted = true
    } catch (error) {
      this.#options.logger.warn({ reason: (error as Error).message }, 'The worker can not listen for changes')
    }
  }

  // What happened while nobody listened may have been any campus's.
  async #catchUp(): Promise<void> {
    const { database, clock } = this.#options
    for await (const { tenantId } of campusScopes(database, clock)) this.#hear(tenantId)
  }

  /** Waits for the campus that is being worked on. */
  async stop(): Promise<void> {
    this.#isStopped = true
    clearInterval(this.#again)
    await this.#listener.close()
    await this.#working
  }

  #hear(tenantId: string): void {
    this.#changed.add(tenantId)
    this.#working ??= this.#workOn().finally(() => {
      this.#working = null
    })
  }

  async #workOn(): Promise<void> {
    await delay(gatherMs)
    for (const tenantId of this.#changed) {
      if (this.#isStopped) return
      this.#changed.delete(tenantId)
      const { database, clock, logger, work } = this.#options
      const scope = openScope({ database, clock, tenantId, actor: systemActor, requestId: newId() })
      await work(scope).catch((error) => logger.error({ err: error }, 'Work on a change failed; the queue repeats it'))
      await scope.endReads()
    }
  }
}
