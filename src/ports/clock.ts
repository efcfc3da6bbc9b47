/** The time of day as a port, so that tests can travel in it. Instants are ISO-8601 UTC strings with milliseconds. */
export interface Clock {
  now(): string
}

export const systemClock: Clock = { now: () => new Date().toISOString() }

/** An instant so many minutes later (or earlier, when negative). Instants know no zone, so this is exact across DST. */
export const addMinutes = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString()
