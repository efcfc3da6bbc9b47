/** What a mentor's answers of the last 365 days add up to, before anything of it is shown. */
export interface ResponseFigures {
  /** Requests that they accepted, declined, asked back about or proposed other terms for. */
  answered: number
  /** Requests whose time passed without any of these. What was withdrawn before, or still waits, is neither. */
  unanswered: number
  /** From the sending to the first answer. */
  medianHours: number | null
  /** Since their last answer or meeting; null when there has been none. */
  daysSinceActive: number | null
  /** Fewer cases than this are not shown. */
  smallNumber: number
}

const hourBuckets = [12, 24, 48, 96, 168] as const
export type ResponseHours = `UP_TO_${(typeof hourBuckets)[number]}` | 'OVER_168'

const dayBuckets = [
  [7, 'THIS_WEEK'],
  [30, 'THIS_MONTH'],
  [91, 'THIS_QUARTER']
] as const
export type LastActive = (typeof dayBuckets)[number][1] | 'LONGER'

/** The share of requests that a mentor answered, in steps of a twentieth (S#22); null for fewer than the campus shows. */
export function responseRateOf({ answered, unanswered, smallNumber }: ResponseFigures): number | null {
  const asked = answered + unanswered
  return asked < smallNumber || asked === 0 ? null : Math.round((20 * answered) / asked) / 20
}

/** Within how many hours half of the answers came; null for fewer answers than the campus shows. */
export function medianResponseHoursOf({ answered, medianHours, smallNumber }: ResponseFigures): ResponseHours | null {
  if (medianHours === null || answered < smallNumber) return null
  const bucket = hourBuckets.find((hours) => medianHours <= hours)
  return bucket ? `UP_TO_${bucket}` : 'OVER_168'
}

/** How long ago a mentor last answered or met somebody, roughly; null when they never have. */
export function lastActiveOf({ daysSinceActive }: ResponseFigures): LastActive | null {
  if (daysSinceActive === null) return null
  return dayBuckets.find(([days]) => daysSinceActive < days)?.[1] ?? 'LONGER'
}
