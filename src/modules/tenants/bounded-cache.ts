interface Entry<Value> {
  value: Value
  endsAt: number
}

/**
 * A map that forgets: an entry ends at its instant (milliseconds of the epoch), and when the map is full those entries go
 * that were not used while half of it was filled anew. Bounded, because its keys come from callers.
 */
export class BoundedCache<Value> {
  readonly #generationMax: number
  // Two generations instead of an order: reading an entry of the young one, which is nearly every read, changes nothing.
  #young = new Map<string, Entry<Value>>()
  #old = new Map<string, Entry<Value>>()

  constructor(max: number) {
    this.#generationMax = Math.max(1, Math.floor(max / 2))
  }

  get(key: string, now: number): Value | undefined {
    const entry = this.#young.get(key) ?? this.#promoted(key)
    if (entry === undefined) return undefined
    if (now < entry.endsAt) return entry.value
    this.#young.delete(key)
    return undefined
  }

  set(key: string, value: Value, endsAt: number): void {
    this.#old.delete(key)
    this.#add(key, { value, endsAt })
  }

  #promoted(key: string): Entry<Value> | undefined {
    const entry = this.#old.get(key)
    if (entry === undefined) return undefined
    this.#old.delete(key)
    this.#add(key, entry)
    return entry
  }

  #add(key: string, entry: Entry<Value>): void {
    this.#young.set(key, entry)
    if (this.#young.size <= this.#generationMax) return
    this.#old = this.#young
    this.#young = new Map()
  }
}
