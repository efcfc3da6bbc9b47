export interface LoadLimits {
  /** Mean delay of the event loop from which on requests are turned away; null is no limit. */
  eventLoopDelayMs: number | null
  /** Requests that may wait for a database connection; null is no limit. */
  databaseQueue: number | null
}

/** How late the event loop is, as of the last sample. */
export interface LoadSampler {
  eventLoopDelayMs(): number
}

const sampleMs = 100
// Half a second of samples: one long turn of the loop alone does not turn anybody away, and is forgotten soon.
const samplesKept = 5

/**
 * Samples from now on how late a timer is, which is what a request waits before it is looked at. Close it with the process;
 * `forget` what was before there were requests to wait, as the work of a start.
 * Node's own histogram of the delay reads as nothing while each turn is longer than the sampling.
 */
export function openLoadSampler(): LoadSampler & { forget(): void; close(): void } {
  const late: number[] = []
  let last = performance.now()
  let mean = 0
  const timer = setInterval(() => {
    const now = performance.now()
    late.push(Math.max(0, now - last - sampleMs))
    if (late.length > samplesKept) late.shift()
    last = now
    mean = late.reduce((sum, delay) => sum + delay, 0) / samplesKept
  }, sampleMs)
  timer.unref()
  const forget = () => {
    late.length = 0
    last = performance.now()
    mean = 0
  }
  return { eventLoopDelayMs: () => mean, forget, close: () => clearInterval(timer) }
}
