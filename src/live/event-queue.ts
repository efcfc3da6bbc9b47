/**
 * Events on their way to one subscriber. An async generator would not do: its `return` waits for the next event, so
 * that a subscription which was cancelled in a quiet hour would stay.
 */
export class EventQueue<Item> implements AsyncIterableIterator<Item> {
  readonly #max: number
  readonly #onFull: () => void
  #items: Item[] = []
  #waiting: ((result: IteratorResult<Item>) => void) | null = null
  #isOver = false

  constructor(max: number, onFull: () => void) {
    this.#max = max
    this.#onFull = onFull
  }

  push(item: Item): void {
    if (this.#isOver) return
    if (this.#waiting) {
      const wake = this.#waiting
      this.#waiting = null
      wake({ done: false, value: item })
    } else if (this.#items.length < this.#max) this.#items.push(item)
    else this.#onFull()
  }

  end(): void {
    this.#isOver = true
    this.#items = []
    this.#waiting?.({ done: true, value: undefined })
    this.#waiting = null
  }

  next(): Promise<IteratorResult<Item>> {
    const item = this.#items.shift()
    if (item !== undefined) return Promise.resolve({ done: false, value: item })
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined })
    return new Promise((resolve) => {
      this.#waiting = resolve
    })
  }

  async return(): Promise<IteratorResult<Item>> {
    this.end()
    return { done: true, value: undefined }
  }

  [Symbol.asyncIterator](): this {
    return this
  }
}
