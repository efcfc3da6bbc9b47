/** One request's turn: `leave` ends it, also while it is still waited for. Once. */
export interface Turn {
  leave(): void
}

interface Waiting {
  go: () => void
}

interface Campus {
  readonly id: string
  underWay: number
  /** From when it asked for more at once than it may until its line is empty again. */
  isHeavy: boolean
  /** When one of its requests last got a turn out of the line. */
  lastTurnMs: number
  /** Beside a light campus it rests after each request as long as that took. */
  restsUntilMs: number
  readonly line: Set<Waiting>
}

const lineMax = 1_000
const neighbourMs = 1_000
// So long at most does a heavy campus stand back for requests of light ones that are under way.
const standsBackMs = 200
const looksAgainMs = 5

/**
 * Turns of campuses in one process, so that a campus that asks for much at once waits for itself and not the others for it.
 * A campus has some requests under way freely, as any dashboard needs them. One that wants more is heavy: its requests
 * line up. While a light campus is about, heavy ones get a tenth of the places between them, half of the time, and only
 * between the requests of light ones; otherwise they share four in five.
 */
export class FairTurns {
  readonly #freely: number
  /** What heavy campuses share while no light one is about, and while one is. */
  readonly #shared: number
  readonly #beside: number
  readonly #campuses = new Map<string, Campus>()
  // The last two light campuses: whoever asks whether another one is about is at most one of them.
  #lightSeen: { id: string; atMs: number }[] = []
  #lightUnderWay = 0
  #heavyUnderWay = 0
  #heavy = 0
  #timer: NodeJS.Timeout | null = null

  /** `places` is how many requests the process works on at once: its database connections. */
  constructor(places: number) {
    this.#freely = Math.max(1, Math.floor(places * 0.5))
    // Never all of them: whoever comes next finds a place, however long the others take.
    this.#shared = Math.max(1, Math.floor(places * 0.8))
    this.#beside = Math.max(1, Math.floor(places / 10))
  }

  /** Calls `go` when it is the campus's turn, at once if it can be; null, and it is never called, when the line is full. */
  enter(campusId: string, go: () => void): Turn | null {
    const campus = this.#of(campusId)
    if (campus.isHeavy || campus.underWay >= this.#freely) return this.#lineUp(campus, go)
    campus.underWay++
    this.#lightUnderWay++
    this.#see(campusId)
    go()
    return this.#turn(campus)
  }

  close(): void {
    if (this.#timer) clearTimeout(this.#timer)
  }

  #lineUp(campus: Campus, go: () => void): Turn | null {
    if (campus.line.size >= lineMax) return null
    if (!campus.isHeavy) this.#burden(campus)
    let turn: Turn | null = null
    const waiting = {
      go: () => {
        turn = this.#turn(campus)
        go()
      }
    }
    campus.line.add(waiting)
    this.#admit()
    return {
      leave: () => {
        if (turn) turn.leave()
        else if (campus.line.delete(waiting)) this.#lighten(campus)
      }
    }
  }

  #turn(campus: Campus): Turn {
    let isOver = false
    const fromMs = performance.now()
    const leave = () => {
      if (isOver) return
      isOver = true
      campus.underWay--
      const now = performance.now()
      campus.restsUntilMs = now + (now - fromMs)
      if (campus.isHeavy) this.#heavyUnderWay--
      else this.#lightUnderWay--
      this.#lighten(campus)
      if (this.#heavy > 0) this.#admit()
    }
    return { leave }
  }

  // What it has under way counts with it: its first requests are no light campus's.
  #burden(campus: Campus): void {
    campus.isHeavy = true
    campus.lastTurnMs = performance.now()
    this.#lightSeen = this.#lightSeen.filter(({ id }) => id !== campus.id)
    this.#heavy++
    this.#lightUnderWay -= campus.underWay
    this.#heavyUnderWay += campus.underWay
  }

  #lighten(campus: Campus): void {
    if (!campus.isHeavy || campus.line.size > 0 || campus.underWay > 0) return
    campus.isHeavy = false
    this.#heavy--
  }

  #admit(): void {
    const now = performance.now()
    for (const campus of this.#campuses.values()) {
      while (campus.line.size > 0 && this.#mayGo(campus, now)) {
        const [next] = campus.line as Iterable<Waiting> as [Waiting]
        campus.line.delete(next)
        campus.underWay++
        this.#heavyUnderWay++
        campus.lastTurnMs = now
        next.go()
      }
    }
    this.#lookAgain()
  }

  #mayGo(campus: Campus, now: number): boolean {
    if (!this.#isLightAbout(campus.id, now))
      return campus.underWay < Math.max(1, Math.floor(this.#shared / this.#heavy)) && this.#heavyUnderWay < this.#shared
    if (this.#heavyUnderWay >= this.#beside || now < campus.restsUntilMs) return false
    return this.#lightUnderWay === 0 || now - campus.lastTurnMs >= standsBackMs
  }

  // Nothing may happen that would be a reason to look again: a light request may take long, a neighbour may have gone.
  #lookAgain(): void {
    if (this.#timer) return
    if (![...this.#campuses.values()].some(({ line }) => line.size > 0)) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      this.#admit()
    }, looksAgainMs)
    this.#timer.unref()
  }

  #isLightAbout(otherThan: string, now: number): boolean {
    return this.#lightSeen.some(({ id, atMs }) => id !== otherThan && now - atMs < neighbourMs)
  }

  #see(id: string): void {
    const others = this.#lightSeen.filter((seen) => seen.id !== id)
    this.#lightSeen = [{ id, atMs: performance.now() }, ...others.slice(0, 1)]
  }

  #of(id: string): Campus {
    const known = this.#campuses.get(id)
    if (known) return known
    const campus = { id, underWay: 0, isHeavy: false, lastTurnMs: 0, restsUntilMs: 0, line: new Set<Waiting>() }
    this.#campuses.set(id, campus)
    return campus
  }
}
