import { leaseSize, pointsOf, roomAt, timeOf } from './quotas.rules.ts'

/** Short, so that what an idle instance holds comes to nothing, and clocks that differ do little. */
const leaseMs = 5_000

type Draw = (ask: { askedUs: number; leastUs: number; nowUs: number }) => Promise<{
  grantedUs: number
  fullAtUs: number
}>

/** What is left of a budget, as far as this instance knows. */
export interface Standing {
  remaining: number
  /** When the budget is whole again, if nothing more is spent, in milliseconds of the epoch. */
  resetAtMs: number
  resetSeconds: number
}

/**
 * One budget as one instance sees it: it spends from a lease of points that it has drawn, and draws again when the lease
 * is used up. Requests that come meanwhile wait for the same draw. A budget that is known to be empty is not asked, so
 * that a flood of refused requests sends no statements.
 */
export class Bucket {
  readonly #capacity: number
  readonly #nowMs: () => number
  readonly #draw: Draw
  readonly #waiting = new Set<{ points: number }>()
  #drawing: Promise<void> | null = null
  #left = 0
  #endsAtMs = 0
  #spent = 0
  /** Never ahead of the database's, which only grows: whatever is refused by it the database would refuse. */
  #fullAtUs = 0

  constructor(capacity: number, nowMs: () => number, draw: Draw) {
    this.#capacity = capacity
    this.#nowMs = nowMs
    this.#draw = draw
  }

  /** Takes the points from the lease; false, and nothing taken, when it holds too few. */
  takeAtOnce(points: number): boolean {
    return this.#spend(points)
  }

  /** Takes the points: null, or the seconds after which there are enough. Throws what drawing throws. */
  async take(points: number): Promise<number | null> {
    if (this.#spend(points)) return null
    const wish = { points }
    this.#waiting.add(wish)
    try {
      while (!this.#isHopeless(points)) {
        this.#drawing ??= this.#renew()
        await this.#drawing
        if (this.#spend(points)) return null
      }
      return Math.max(1, Math.ceil(-this.#roomAfter(points) / 1_000_000))
    } finally {
      this.#waiting.delete(wish)
    }
  }

  /** Gives back what a request took and then did not use. */
  refund(points: number): void {
    this.#left = this.#held() + points
    this.#spent -= points
  }

  standing(): Standing {
    const [nowMs, held] = [this.#nowMs(), this.#held()]
    const room = Math.max(0, roomAt(nowMs * 1000, this.#fullAtUs))
    const fullAtMs = Math.max(nowMs, Math.ceil(this.#fullAtUs / 1000))
    return {
      remaining: Math.min(this.#capacity, held + pointsOf(room, this.#capacity)),
      resetAtMs: fullAtMs,
      resetSeconds: Math.ceil((fullAtMs - nowMs) / 1000)
    }
  }

  #spend(points: number): boolean {
    if (this.#held() < points) return false
    this.#left -= points
    this.#spent += points
    return true
  }

  #held(): number {
    if (this.#nowMs() >= this.#endsAtMs) this.#left = 0
    return this.#left
  }

  /** The room that would remain after the points; negative when there are too few. */
  #roomAfter(points: number): number {
    return roomAt(this.#nowMs() * 1000, this.#fullAtUs) - timeOf(points - this.#held(), this.#capacity)
  }

  #isHopeless = (points: number): boolean => this.#roomAfter(points) < 0

  async #renew(): Promise<void> {
    try {
      const wishes = [...this.#waiting].map(({ points }) => points)
      const [nowMs, held] = [this.#nowMs(), this.#held()]
      const size = leaseSize(this.#capacity, this.#spent, nowMs < this.#endsAtMs)
      const least = wishes.reduce((a, b) => Math.min(a, b)) - held
      const all = wishes.reduce((a, b) => a + b) - held
      const points = Math.min(this.#capacity, Math.max(all, size))
      const [askedUs, leastUs] = [timeOf(points, this.#capacity), timeOf(least, this.#capacity)]
      const drawn = await this.#draw({ askedUs, leastUs, nowUs: nowMs * 1000 })
      this.#left = this.#held() + pointsOf(drawn.grantedUs, this.#capacity)
      this.#fullAtUs = Math.max(this.#fullAtUs, drawn.fullAtUs)
      this.#endsAtMs = nowMs + leaseMs
      this.#spent = 0
    } finally {
      this.#drawing = null
    }
  }
}
