import { type Actor, systemActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import { openScope } from '../../db/scope.ts'
import type { Clock } from '../../ports/clock.ts'
import { people } from './usage.queries.ts'
import { countUses } from './usage.service.ts'
import type { Use } from './usage.types.ts'

interface RecorderOptions {
  database: Database
  clock: Clock
  log: { warn(details: object, message: string): void }
  /** Milliseconds between writes, or null: then only `flush` writes. */
  everyMs: number | null
}

type Counts = Map<readonly string[], number>

// Past so many different documents the rest of the interval is not counted: documents are the clients' to invent.
const documentsMax = 2_000

/**
 * Counts what requests use of the contract. In memory for some seconds, as one number for each client and document, then
 * one statement a campus; what a crash costs is a figure of some seconds.
 */
export class UsageRecorder {
  readonly #options: RecorderOptions
  readonly #timer: NodeJS.Timeout | null
  #campuses = new Map<string, Map<string, Counts>>()
  #size = 0

  constructor(options: RecorderOptions) {
    this.#options = options
    this.#timer = options.everyMs === null ? null : setInterval(() => this.flush(), options.everyMs).unref()
  }

  /** One request of the actor that used these parts. The list has to be the same object for the same document. */
  note(tenantId: string, actor: Actor, coordinates: readonly string[]): void {
    const clients = this.#campuses.get(tenantId) ?? new Map<string, Counts>()
    this.#campuses.set(tenantId, clients)
    const client = actor.kind === 'SERVICE' ? (actor.id as string) : people
    const counts: Counts = clients.get(client) ?? new Map()
    clients.set(client, counts)
    const known = counts.get(coordinates)
    if (known === undefined && this.#size++ >= documentsMax) return
    counts.set(coordinates, (known ?? 0) + 1)
  }

  /** Writes what was counted. A campus that can't be written now is left out, with a line in the log. */
  async flush(): Promise<void> {
    const counted = this.#campuses
    this.#campuses = new Map()
    this.#size = 0
    for (const [tenantId, clients] of counted) {
      const { database, clock, log } = this.#options
      const scope = openScope({ database, clock, tenantId, actor: systemActor, requestId: newId() })
      await countUses(scope, usesOf(clients)).catch(({ message }: Error) => {
        log.warn({ campus: tenantId, reason: message }, 'What clients used could not be written')
      })
    }
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.flush()
  }
}

function usesOf(clients: Map<string, Counts>): Use[] {
  return [...clients].flatMap(([client, counts]) => {
    const sums = new Map<string, number>()
    for (const [coordinates, uses] of counts)
      for (const coordinate of coordinates) sums.set(coordinate, (sums.get(coordinate) ?? 0) + uses)
    return [...sums].map(([coordinate, uses]) => ({ client, coordinate, uses }))
  })
}
