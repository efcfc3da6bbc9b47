// Intl alone knows the zones here, so an instant is turned into a wall clock and compared, never the other way round.

const formats = new Map<string, Intl.DateTimeFormat>()
const formatsMax = 500

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  if (formats.size >= formatsMax) formats.clear()
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const
  const format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', second: '2-digit', ...parts })
  formats.set(timeZone, format)
  return format
}

/** What a clock on the wall shows at an instant, as milliseconds of a UTC day that shows the same. */
function wallMs(ms: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(ms)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'))
}

const dayMs = 24 * 60 * 60_000
const minuteMs = 60_000

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))

/**
 * The instant at which a wall clock shows this. Where it shows it twice, in autumn, the first time; where it never does, in
 * spring, as much later as the clocks were put forward.
 */
function instantOfWall(wall: number, timeZone: string): number {
  const offsets = [wall - dayMs, wall + dayMs].map((ms) => wallMs(ms, timeZone) - ms)
  const candidates = offsets.map((offset) => wall - offset).sort((a, b) => a - b)
  return candidates.find((ms) => wallMs(ms, timeZone) === wall) ?? (candidates[1] as number)
}

/** The day that the person's calendar shows at an instant. */
export const localDay = (at: string, timeZone: string): string =>
  new Date(wallMs(Date.parse(at), timeZone)).toISOString().slice(0, 10)

/** The instant at which the person's clock shows a time on a day; the first one after it, where the clocks skip it. */
export const instantOfLocal = (day: string, time: string, timeZone: string): string =>
  new Date(instantOfWall(Date.parse(day) + minutesOf(time) * minuteMs, timeZone)).toISOString()

/** The first instant, not before this one, at which the person's clock shows a time of the day, as 07:00. */
export function nextLocal(time: string, from: string, timeZone: string): string {
  const fromMs = Date.parse(from)
  const midnight = Math.floor(wallMs(fromMs, timeZone) / dayMs) * dayMs
  const days = [0, 1, 2].map((days) => instantOfWall(midnight + days * dayMs + minutesOf(time) * minuteMs, timeZone))
  return new Date(days.find((ms) => ms >= fromMs) as number).toISOString()
}

/** Whether the person's clock shows a time between two, the first included; they may lie on both sides of midnight. */
export function isBetween(from: string, until: string, at: string, timeZone: string): boolean {
  const minutes = (wallMs(Date.parse(at), timeZone) % dayMs) / minuteMs
  const [first, end] = [minutesOf(from), minutesOf(until)]
  return first < end ? minutes >= first && minutes < end : minutes >= first || minutes < end
}
