/** What there is of a mentor's requests, as far as it says how they answer. */
export interface History {
  requests: {
    status: string
    sentAt: string
    answeredAt: string | null
    infoAskedAt: string | null
    /** When the mentor proposed other terms; the student then accepted, if that is how it ended. */
    proposedAt: string | null
    expiresAt: string
  }[]
}

const hour = 3_600_000
const ms = (instant: string) => Date.parse(instant)

/** How a mentor answers, counted by hand: nothing of it is shared with the service. */
export function figuresFrom({ requests }: History, now: string, smallNumber: number) {
  const waits: number[] = []
  let silent = 0
  let last: number | null = null
  for (const { status, sentAt, answeredAt, infoAskedAt, proposedAt, expiresAt } of requests) {
    const answers = [answeredAt, infoAskedAt, proposedAt].filter((at) => at !== null).map(ms)
    const own =
      proposedAt === null || status !== 'ACCEPTED'
        ? answers
        : [infoAskedAt, proposedAt].flatMap((at) => (at ? [ms(at)] : []))
    if (own.length > 0) last = Math.max(last ?? 0, ...own)
    if (ms(sentAt) < ms(now) - 365 * 24 * hour) continue
    if (answers.length > 0) waits.push((Math.min(...answers) - ms(sentAt)) / hour)
    else if (status === 'EXPIRED' || (status === 'SENT' && ms(expiresAt) <= ms(now))) silent++
  }
  return {
    responseRate:
      waits.length + silent < smallNumber ? null : Math.round((20 * waits.length) / (waits.length + silent)) / 20,
    medianResponseHours: waits.length < smallNumber ? null : bucketOf(medianOf(waits)),
    lastActive: last === null ? null : sinceThen((ms(now) - last) / (24 * hour))
  }
}

function medianOf(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  return sorted.length % 2
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

function bucketOf(hours: number): string {
  if (hours > 168) return 'OVER_168'
  if (hours > 96) return 'UP_TO_168'
  if (hours > 48) return 'UP_TO_96'
  if (hours > 24) return 'UP_TO_48'
  return hours > 12 ? 'UP_TO_24' : 'UP_TO_12'
}

function sinceThen(days: number): string {
  if (days >= 91) return 'LONGER'
  if (days >= 30) return 'THIS_QUARTER'
  return days >= 7 ? 'THIS_MONTH' : 'THIS_WEEK'
}
