/**
 * A map that forgets: an entry ends at its instant (milliseconds of the epoch), and when the map is full the entry that
 * was used longest ago goes. Bounded, because its keys come from callers.
 */
export class BoundedCache<Value> {
  readonly #max: number
  readonly #entries = new Map<string, { value: Value; endsAt: number }>()

  constructor(max: number) {
    this.#max = max
  }

  get(key: string, now: number): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    // A Map keeps the order of insertion: putting an entry back makes it the youngest.
    this.#entries.delete(key)
    if (now >= entry.endsAt) return undefined
    this.#entries.set(key, entry)
    return entry.value
  }

  set(key: string, value: Value, endsAt: number): void {
    this.#entries.delete(key)
    this.#entries.set(key, { value, endsAt })
    if (this.#entries.size > this.#max) this.#entries.delete(this.#entries.keys().next().value as string)
  }
}
