/** The end of a turn, to be called once. */
export type Leave = () => void

interface Waiting {
  go: (leave: Leave | null) => void
  sinceMs: number
}

interface Campus {
  /** Connections that it has. */
  held: number
  readonly line: Set<Waiting>
  /** How many connections it wanted at a time of late, those that it had included. */
  appetite: number
  countedMs: number
  askedMs: number
  lastTurnMs: number
  /** Beside a campus that wants far less it rests after each turn as long as that took. */
  restsUntilMs: number
}

const lineMax = 1_000
const waitMaxMs = 10_000
// Appetites are averaged over some two seconds: a burst is soon seen, and one idle moment does not hide a flood.
const memoryMs = 2_000
const timesAsMuch = 8
const isAboutMs = 1_000
// So long at most does a campus stand back for turns that are under way.
const standsBackMs = 200
const looksAgainMs = 5
const campusesMax = 500

/**
 * Turns at a process's connections, so that a campus that asks for much at once waits for itself and the others do not
 * wait for it. Half of the connections a campus has freely. Beyond that, those who want more share four in five; and
 * who wants eight times as much as another campus that is about stands back for it (docs/decisions/0017).
 */
export class CampusTurns {
  readonly #freely: number
  readonly #shared: number
  readonly #now: () => number
  readonly #campuses = new Map<string, Campus>()
  #held = 0
  #lines = 0
  #timer: NodeJS.Timeout | null = null

  /** `connections` is how many the process has; `now` gives milliseconds that only go forward. */
  constructor(connections: number, now: () => number = () => performance.now()) {
    this.#freely = Math.max(1, Math.floor(connections / 2))
    // Never all of them: whoever comes next finds one, however long the others take.
    this.#shared = Math.max(1, Math.floor(connections * 0.8))
    this.#now = now
  }

  /** Requests that wait for their campus's turn. */
  get waitingCount(): number {
    let count = 0
    for (const { line } of this.#campuses.values()) count += line.size
    return count
  }

  /** The campus's turn, at once or later; null when its line is full or it has waited for ten seconds. */
  enter(campusId: string): Leave | Promise<Leave | null> | null {
    const now = this.#now()
    const campus = this.#of(campusId, now)
    count(campus, now)
    campus.askedMs = now
    if (campus.line.size === 0 && this.#mayGo(campus, now)) return this.#begin(campus, now)
    if (campus.line.size >= lineMax) return null
    return new Promise((go) => {
      if (campus.line.size === 0) this.#lines++
      campus.line.add({ go, sinceMs: now })
      this.#lookAgain()
    })
  }

  #begin(campus: Campus, fromMs: number): Leave {
    campus.held++
    this.#held++
    campus.lastTurnMs = fromMs
    return () => {
      const now = this.#now()
      count(campus, now)
      campus.held--
      this.#held--
      campus.restsUntilMs = now + (now - fromMs)
      if (this.#lines > 0) this.#admit()
    }
  }

  #admit(): void {
    const now = this.#now()
    for (const campus of this.#campuses.values()) {
      if (campus.line.size > 0) this.#admitOf(campus, now)
    }
    this.#lookAgain()
  }

  #admitOf(campus: Campus, now: number): void {
    for (const waiting of campus.line) {
      const isLate = now - waiting.sinceMs >= waitMaxMs
      if (!isLate && !this.#mayGo(campus, now)) break
      count(campus, now)
      campus.line.delete(waiting)
      waiting.go(isLate ? null : this.#begin(campus, now))
    }
    if (campus.line.size === 0) this.#lines--
  }

  #mayGo(campus: Campus, now: number): boolean {
    const wanted = appetiteOf(campus, now)
    // Who never wanted more than is free stands back for nobody, and is not compared with all others.
    if (wanted <= this.#freely) return campus.held < this.#freely || this.#hasRoom(campus)
    if (!this.#isLighterAbout(campus, wanted, now)) return campus.held < this.#freely || this.#hasRoom(campus)
    if (campus.held > 0 || now < campus.restsUntilMs) return false
    return this.#held === 0 || now - campus.lastTurnMs >= standsBackMs
  }

  #hasRoom(campus: Campus): boolean {
    return this.#held < this.#shared && campus.held < Math.max(1, Math.floor(this.#shared / Math.max(1, this.#lines)))
  }

  #isLighterAbout(campus: Campus, wanted: number, now: number): boolean {
    for (const other of this.#campuses.values()) {
      const isAbout = other.held > 0 || now - other.askedMs < isAboutMs
      if (isAbout && other !== campus && appetiteOf(other, now) * timesAsMuch <= wanted) return true
    }
    return false
  }

  // Nothing may happen that would be a reason to look again: a turn may take long, a rest end, a neighbour go.
  #lookAgain(): void {
    if (this.#timer || this.#lines === 0) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#admit()
    }, looksAgainMs)
    this.#timer.unref()
  }

  #of(id: string, now: number): Campus {
    const known = this.#campuses.get(id)
    if (known) return known
    if (this.#campuses.size >= campusesMax) this.#forgetIdle(now)
    const never = Number.NEGATIVE_INFINITY
    const idle = { held: 0, appetite: 0, countedMs: now, askedMs: now, lastTurnMs: never, restsUntilMs: never }
    const campus = { ...idle, line: new Set<Waiting>() }
    this.#campuses.set(id, campus)
    return campus
  }

  #forgetIdle(now: number): void {
    for (const [id, campus] of this.#campuses)
      if (campus.held === 0 && campus.line.size === 0 && now - campus.askedMs > memoryMs) this.#campuses.delete(id)
  }
}

/** What a campus wanted at a time of late: what it wants now weighs the more the longer it has wanted it. */
function appetiteOf({ appetite, countedMs, held, line }: Campus, now: number): number {
  const weight = Math.exp((countedMs - now) / memoryMs)
  return appetite * weight + (held + line.size) * (1 - weight)
}

// To be called before a campus wants more or less than until now.
function count(campus: Campus, now: number): void {
  campus.appetite = appetiteOf(campus, now)
  campus.countedMs = now
}
