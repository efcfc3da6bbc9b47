/** The time of day as a port, so that tests can travel in it. Instants are ISO-8601 UTC strings with milliseconds. */
export interface Clock {
  now(): string
}

// A request asks for the time a dozen times, within one or two milliseconds: writing and reading the text each time was a
// twelfth of what a small read costs.
const latest = { ms: 0, text: '' }

export const systemClock: Clock = {
  now() {
    const ms = Date.now()
    if (ms !== latest.ms) Object.assign(latest, { ms, text: new Date(ms).toISOString() })
    return latest.text
  }
}

const parsed = { ms: 0, text: '' }

/** The clock's instant in milliseconds of the epoch. */
export function millisOf(clock: Clock): number {
  const text = clock.now()
  if (text !== parsed.text) Object.assign(parsed, { ms: Date.parse(text), text })
  return parsed.ms
}

/** An instant so many minutes later (or earlier, when negative). Instants know no zone, so this is exact across DST. */
export const addMinutes = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()
