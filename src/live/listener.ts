import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { eventChannel } from '../db/record.ts'

interface ListenerOptions {
  /** A direct connection: through PgBouncer in transaction mode LISTEN hears nothing. */
  connectionString: string
  onNotice: (payload: string) => void
  /** The connection is there again; it was last known to hear at this instant (of this machine, in ms). */
  onGap: (heardAt: number) => void
  onLost: (error: Error) => void
}

const firstWaitMs = 100
const longestWaitMs = 10_000
// A connection that a firewall has dropped says nothing: it has to be asked.
const askEveryMs = 15_000
const answerWithinMs = 5_000

/** The one connection of this process that listens. Opened by `start`, and opened again whenever it is lost. */
export class Listener {
  readonly #options: ListenerOptions
  #client: pg.Client | null = null
  #starting: Promise<void> | null = null
  #heardAt = 0
  #isClosed = false
  #asking: NodeJS.Timeout | null = null
  readonly #closing = new AbortController()

  constructor(options: ListenerOptions) {
    this.#options = options
  }

  /** Resolves when the process listens. Throws the driver's error when it can't at first; the next call tries again. */
  start(): Promise<void> {
    this.#starting ??= this.#open().catch((error) => {
      this.#starting = null
      throw error
    })
    return this.#starting
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#closing.abort()
    await this.#starting?.catch(() => {})
    await this.#drop()?.end()
  }

  async #open(): Promise<void> {
    const { connectionString, onNotice } = this.#options
    const client = new pg.Client({
      connectionString,
      keepAlive: true,
      connectionTimeoutMillis: answerWithinMs,
      query_timeout: answerWithinMs,
      application_name: 'halfhour live'
    })
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client, new Error('The connection has ended.')))
    client.on('notification', ({ payload }) => onNotice(payload ?? ''))
    try {
      await client.connect()
      await client.query(`listen ${eventChannel}`)
    } catch (error) {
      void client.end().catch(() => {})
      throw error
    }
    this.#client = client
    this.#heardAt = Date.now()
    this.#asking = setInterval(() => this.#ask(client), askEveryMs).unref()
  }

  #ask(client: pg.Client): void {
    const askedAt = Date.now()
    client.query('select 1').then(
      () => {
        this.#heardAt = askedAt
      },
      (error) => this.#lost(client, error)
    )
  }

  #drop(): pg.Client | null {
    const client = this.#client
    this.#client = null
    if (this.#asking) clearInterval(this.#asking)
    return client
  }

  #lost(client: pg.Client, error: Error): void {
    // An error is followed by an end; and a connection that never was there is its opener's affair.
    if (client !== this.#client) return
    this.#drop()
    void client.end().catch(() => {})
    if (this.#isClosed) return
    this.#options.onLost(error)
    this.#starting = this.#reopen(this.#heardAt)
  }

  async #reopen(heardAt: number): Promise<void> {
    for (let wait = firstWaitMs; !this.#isClosed; wait = Math.min(2 * wait, longestWaitMs)) {
      try {
        await this.#open()
        return this.#options.onGap(heardAt)
      } catch {
        // Half of it by chance, so that all instances do not come back in the same instant.
        const options = { signal: this.#closing.signal, ref: false }
        await delay(wait * (0.5 + Math.random() / 2), undefined, options).catch(() => {})
      }
    }
  }
}
