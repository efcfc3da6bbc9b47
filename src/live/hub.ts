import { setTimeout as delay } from 'node:timers/promises'
import { systemActor } from '../actor.ts'
import { type Database, refusalOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { openScope } from '../db/scope.ts'
import { eventPageMax, eventsBetween, type IdRange } from '../modules/live/live.service.ts'
import type { Clock } from '../ports/clock.ts'
import type { LiveEvent } from './feed.ts'
import { Listener } from './listener.ts'

interface HubOptions {
  database: Database
  clock: Clock
  connectionString: string
  log: { warn(details: object, message: string): void }
}

type Take = (event: LiveEvent) => void

interface Campus {
  readonly tenantId: string
  readonly takers: Set<Take>
  /** What has been announced and not been read yet. */
  ranges: IdRange[]
  isReading: boolean
  /** What has been told, latest last: overlapping ranges tell nothing twice. */
  readonly told: Set<string>
}

// Ids are made when a change begins and seen when it commits: whatever began so long before a gap may have committed in it.
const longestChangeMs = 60_000
const toldMax = 10_000
const retryMs = 500

/** The smallest id that can have been made at an instant (RFC 9562, 5.7), or later. */
function firstIdAt(ms: number): string {
  const hex = Math.max(0, ms).toString(16).padStart(12, '0')
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`
}
const lastId = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/**
 * Tells the subscribers of this process what has changed at their campus, whichever instance changed it. NOTIFY carries
 * ids only; the events themselves are read behind row security, in one statement for all subscribers of a campus.
 */
export class LiveHub {
  readonly #options: HubOptions
  readonly #campuses = new Map<string, Campus>()
  readonly #listener: Listener

  constructor(options: HubOptions) {
    this.#options = options
    this.#listener = new Listener({
      connectionString: options.connectionString,
      onNotice: (payload) => this.#announce(payload),
      onGap: (heardAt) => this.#catchUp(heardAt),
      onLost: ({ message }) => options.log.warn({ reason: message }, 'The listening connection was lost')
    })
  }

  /** How many subscriptions there are. */
  get size(): number {
    return this.#campuses.values().reduce((sum, { takers }) => sum + takers.size, 0)
  }

  /**
   * From when it resolves on, `take` gets every change of the campus, at least once. Returns what ends it.
   * Throws SERVICE_UNAVAILABLE when the database can't be listened to.
   */
  async join(tenantId: string, take: Take): Promise<() => void> {
    await this.#listener.start().catch((error) => Promise.reject(refusalOf(error)))
    const campus = this.#campuses.get(tenantId) ?? this.#add(tenantId)
    campus.takers.add(take)
    return () => {
      campus.takers.delete(take)
      if (campus.takers.size === 0 && this.#campuses.get(tenantId) === campus) this.#campuses.delete(tenantId)
    }
  }

  async close(): Promise<void> {
    this.#campuses.clear()
    await this.#listener.close()
  }

  #add(tenantId: string): Campus {
    const campus = { tenantId, takers: new Set<Take>(), ranges: [], isReading: false, told: new Set<string>() }
    this.#campuses.set(tenantId, campus)
    return campus
  }

  #announce(payload: string): void {
    const [tenantId = '', first = '', last = ''] = payload.split(' ')
    const campus = this.#campuses.get(tenantId)
    if (campus) this.#enqueue(campus, { first, last })
  }

  #catchUp(heardAt: number): void {
    const first = firstIdAt(heardAt - longestChangeMs)
    for (const campus of this.#campuses.values()) this.#enqueue(campus, { first, last: lastId })
  }

  #enqueue(campus: Campus, range: IdRange): void {
    campus.ranges.push(range)
    if (campus.isReading) return
    campus.isReading = true
    // After this turn, so that what arrives together is read together.
    setImmediate(() => this.#read(campus))
  }

  async #read(campus: Campus): Promise<void> {
    while (campus.ranges.length > 0 && campus.takers.size > 0) {
      const ranges = campus.ranges
      campus.ranges = []
      try {
        campus.ranges.unshift(...this.#tell(campus, ranges, await this.#eventsOf(campus, ranges)))
      } catch (error) {
        this.#options.log.warn({ reason: (error as Error).message }, 'Changes could not be read yet')
        campus.ranges.unshift(...ranges)
        await delay(retryMs, undefined, { ref: false })
      }
    }
    campus.isReading = false
  }

  /** Tells each event once, and returns what is still to be read of the ranges. */
  #tell(campus: Campus, ranges: IdRange[], events: LiveEvent[]): IdRange[] {
    for (const event of events) {
      if (campus.told.has(event.id)) continue
      campus.told.add(event.id)
      for (const take of campus.takers) take(event)
    }
    for (const id of campus.told) {
      if (campus.told.size <= toldMax) break
      campus.told.delete(id)
    }
    const at = events.at(-1)?.id
    if (events.length < eventPageMax || at === undefined) return []
    return ranges.filter(({ last }) => last > at).map(({ first, last }) => ({ first: first > at ? first : at, last }))
  }

  #eventsOf({ tenantId }: Campus, ranges: IdRange[]): Promise<LiveEvent[]> {
    const { database, clock } = this.#options
    const scope = openScope({ database, clock, tenantId, actor: systemActor, requestId: newId() })
    return eventsBetween(scope, ranges)
  }
}
