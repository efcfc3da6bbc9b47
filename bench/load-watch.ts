import { setTimeout } from 'node:timers/promises'

export interface Watched {
  /** Milliseconds until /health/live answered, each time it was asked. */
  aliveMs: number[]
  /** How often it gave no answer, or another. */
  deadCount: number
}

const silentMs = 10_000
const pauseMs = 250

/** Asks the server again and again whether it lives, on connections of its own, until the load is over. */
export async function watch(url: string, isOver: () => boolean): Promise<Watched> {
  const watched: Watched = { aliveMs: [], deadCount: 0 }
  while (!isOver()) {
    const from = performance.now()
    const isAlive = await fetch(`${url}/health/live`, { signal: AbortSignal.timeout(silentMs) }).then(
      async (answer) => answer.ok && (await answer.text()).includes('live'),
      () => false
    )
    if (isAlive) watched.aliveMs.push(performance.now() - from)
    else watched.deadCount += 1
    await setTimeout(pauseMs)
  }
  return watched
}
