import { addMinutes, type Clock } from '../../src/ports/clock.ts'

/** A clock that stands still until a test moves it. */
export interface TestClock extends Clock {
  travel(minutes: number): void
}

export function testClock(start = '2026-03-02T15:00:00.000Z'): TestClock {
  let now = start
  return {
    now: () => now,
    travel: (minutes) => {
      now = addMinutes(now, minutes)
    }
  }
}
