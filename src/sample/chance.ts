/**
 * Chance that comes out the same every time: a small generator (sfc32) from a seed, because a sample campus has to be
 * the same on every machine, and a bench has to measure the same rows twice.
 */
export class Chance {
  #a: number
  #b: number
  #c = 0x9e3779b9
  #counter = 1

  constructor(seed: number) {
    this.#a = seed | 0
    this.#b = (seed * 0x85ebca6b) | 0
    for (let i = 0; i < 16; i++) this.next()
  }

  /** From 0 up to, but not including, 1. */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }

  /** Whether something with this share of all cases is the case. */
  is(share: number): boolean {
    return this.next() < share
  }

  /** A whole number from min to max, both included. */
  int(min: number, max: number): number {
    return min + Math.floor(this.next() * (max - min + 1))
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.next() * items.length)] as T
  }

  /** So many different items, in no order. */
  some<T>(items: readonly T[], count: number): T[] {
    return this.shuffled(items).slice(0, count)
  }

  shuffled<T>(items: readonly T[]): T[] {
    const copy = [...items]
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(0, i)
      const held = copy[i] as T
      copy[i] = copy[j] as T
      copy[j] = held
    }
    return copy
  }

  /** An index by cumulated weights, by bisection. */
  weighted(cumulated: readonly number[]): number {
    const point = this.next() * (cumulated.at(-1) as number)
    let low = 0
    let high = cumulated.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((cumulated[middle] as number) > point) high = middle
      else low = middle + 1
    }
    return low
  }

  /** A version 7 UUID of an instant, in milliseconds. */
  id(atMs: number): string {
    const time = Math.floor(atMs).toString(16).padStart(12, '0')
    const hex = () =>
      Math.floor(this.next() * 0x10000)
        .toString(16)
        .padStart(4, '0')
    const variant = (0x8000 | this.int(0, 0x3fff)).toString(16)
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex().slice(1)}-${variant}-${hex()}${hex()}${hex()}`
  }
}

/** Cumulated weights of a long tail: the first few take a large share, as popular mentors do (Zipf). */
export function longTail(count: number, exponent: number): number[] {
  const cumulated: number[] = []
  let sum = 0
  for (let rank = 1; rank <= count; rank++) {
    sum += 1 / rank ** exponent
    cumulated.push(sum)
  }
  return cumulated
}
