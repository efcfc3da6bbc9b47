type Closer = () => unknown

/** In all this long may a stop take; then the process goes as it is. Process managers send SIGKILL after 10 s. */
const patienceMs = 8_000
// npm and the terminal each pass one Ctrl-C on, so the same wish arrives two or three times within some milliseconds.
const sameWishMs = 1_000

/** The start was asked to stop before it was done. */
export class Interrupted extends Error {}

/**
 * What has been opened, in order, and how it is closed again: the last one first. A stop in the middle of a start waits
 * for the step that is under way, since only that step knows what it has opened.
 */
export class Shutdown {
  readonly #closers: Closer[] = []
  #firstWishAt: number | null = null
  #step: Promise<unknown> = Promise.resolve()

  get isAsked(): boolean {
    return this.#firstWishAt !== null
  }

  /** Runs a step of the start and remembers how to undo it. Throws Interrupted once a stop is asked for. */
  async opening<Opened>(step: () => Promise<Opened>, close: (opened: Opened) => unknown): Promise<Opened> {
    if (this.isAsked) throw new Interrupted()
    const running = step()
    this.#step = running.then(
      (opened) => this.#closers.push(() => close(opened)),
      () => {}
    )
    const opened = await running
    if (this.isAsked) throw new Interrupted()
    return opened
  }

  /** 'first' for the first wish, 'same' for its echoes, 'again' for somebody who can't wait. */
  hear(now: number): 'first' | 'same' | 'again' {
    if (this.#firstWishAt === null) {
      this.#firstWishAt = now
      return 'first'
    }
    return now - this.#firstWishAt < sameWishMs ? 'same' : 'again'
  }

  /** Closes everything. Returns false when the time was up before it was done. */
  async close(): Promise<boolean> {
    const inTime = this.#closeAll().then(() => true)
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), patienceMs)
    })
    return Promise.race([inTime, late]).finally(() => clearTimeout(timer))
  }

  async #closeAll(): Promise<void> {
    await this.#step
    for (const close of this.#closers.reverse()) {
      try {
        await close()
      } catch {
        // One thing that won't close must not keep the rest open.
      }
    }
  }
}
