import { systemActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { openScope } from '../../db/scope.ts'
import { Refusal, refuse } from '../../errors.ts'
import { type Clock, millisOf } from '../../ports/clock.ts'
import { BoundedCache } from '../tenants/bounded-cache.ts'
import { Bucket, type Standing } from './bucket.ts'
import { draw } from './quotas.queries.ts'
import type { QuotaLimits } from './quotas.rules.ts'

export { type QuotaLimits, restCost, windowUs } from './quotas.rules.ts'

/** Whose budgets a request spends. */
export interface Payer {
  tenantId: string
  actorId: string
  requestId: string
}

export interface PolicyStanding extends Standing {
  policy: 'token' | 'campus'
}

export interface Overdrawn {
  policy: 'token' | 'campus'
  retryAfterSeconds: number
}

const bucketsMax = 20_000
const campusSubject = 'campus'

// Nearly all requests find their points in the leases: they wait for nothing.
function takenAtOnce(buckets: readonly Bucket[], points: number): boolean {
  const short = buckets.findIndex((bucket) => !bucket.takeAtOnce(points))
  if (short === -1) return true
  for (const bucket of buckets.slice(0, short)) bucket.refund(points)
  return false
}

/**
 * The budgets of actors and campuses. All instances on one database share them: together they never spend more of a
 * budget than its capacity and what it has regained since (docs/decisions/0015).
 */
export class Quotas {
  /** Each policy with its points a minute. */
  readonly policies: readonly { name: 'token' | 'campus'; capacity: number }[]
  /** What one request pays at most: it can't be asked for more than a whole budget. */
  readonly pointsMax: number
  readonly #database: Database
  readonly #clock: Clock
  readonly #buckets = new BoundedCache<Bucket>(bucketsMax)

  constructor({ database, clock, limits }: { database: Database; clock: Clock; limits: QuotaLimits }) {
    this.#database = database
    this.#clock = clock
    const given = [
      { name: 'token' as const, capacity: limits.tokenPoints },
      { name: 'campus' as const, capacity: limits.campusPoints }
    ]
    this.policies = given.flatMap(({ name, capacity }) => (capacity === null ? [] : [{ name, capacity }]))
    this.pointsMax = Math.min(...this.policies.map(({ capacity }) => capacity))
  }

  /**
   * Takes the points from the actor's budget and the campus's: both or neither. Gives the budget that has too few, or
   * null. Throws SERVICE_UNAVAILABLE when a budget can't be asked: no request passes unpaid.
   */
  async spend(payer: Payer, points: number): Promise<Overdrawn | null> {
    const buckets = this.#bucketsOf(payer)
    if (takenAtOnce(buckets, points)) return null
    const waits = await Promise.all(buckets.map((bucket) => bucket.take(points)))
    const short = waits.flatMap((seconds, index) =>
      seconds === null ? [] : [{ policy: this.policies[index]?.name ?? 'token', retryAfterSeconds: seconds }]
    )
    if (short.length === 0) return null
    for (const [index, bucket] of buckets.entries()) if (waits[index] === null) bucket.refund(points)
    return short.reduce((a, b) => (b.retryAfterSeconds > a.retryAfterSeconds ? b : a))
  }

  /** The same where both have enough at hand; false, and nothing taken, when one has to be asked. */
  spendAtOnce(payer: Payer, points: number): boolean {
    return takenAtOnce(this.#bucketsOf(payer), points)
  }

  refund(payer: Payer, points: number): void {
    for (const bucket of this.#bucketsOf(payer)) bucket.refund(points)
  }

  standings(payer: Payer): PolicyStanding[] {
    return this.policies.map(({ name }) => ({ policy: name, ...this.#bucket(payer, name).standing() }))
  }

  #bucketsOf(payer: Payer): Bucket[] {
    return this.policies.map(({ name }) => this.#bucket(payer, name))
  }

  #bucket(payer: Payer, name: 'token' | 'campus'): Bucket {
    const subject = name === 'campus' ? campusSubject : payer.actorId
    const key = `${payer.tenantId} ${subject}`
    const known = this.#buckets.get(key, 0)
    if (known) return known
    const capacity = this.policies.find((policy) => policy.name === name)?.capacity as number
    const bucket = new Bucket(
      capacity,
      () => millisOf(this.#clock),
      (drawing) => this.#draw(payer, { subject, ...drawing })
    )
    this.#buckets.set(key, bucket, Number.POSITIVE_INFINITY)
    return bucket
  }

  async #draw({ tenantId, requestId }: Payer, ask: Parameters<typeof draw>[1]) {
    const scope = openScope({
      database: this.#database,
      clock: this.#clock,
      tenantId,
      actor: systemActor,
      requestId
    })
    try {
      return await draw(scope, ask)
    } catch (error) {
      throw error instanceof Refusal ? error : refuse('SERVICE_UNAVAILABLE', { cause: error })
    }
  }
}
