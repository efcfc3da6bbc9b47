/** An interval of shares, both ends from 0 to 1. */
export interface Interval {
  lower: number
  upper: number
}

// The standard normal's 97.5th percentile, for an interval that holds the true share in 95 of 100 cases.
const z = 1.959963984540054

/**
 * The 95 % Wilson score interval of a share of k among n (Wilson 1927): unlike the usual one it stays within 0 and 1, and says
 * something for small n and for k of 0, which is what conversions look like. Null when n is 0.
 */
export function wilsonInterval(k: number, n: number): Interval | null {
  if (n === 0) return null
  const [share, square] = [k / n, z * z]
  const scale = 1 + square / n
  const centre = (share + square / (2 * n)) / scale
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + square / (4 * n * n))
  // In exact arithmetic the ends meet 0 and 1 where k is 0 or n; rounding may miss them by a hair.
  return { lower: k === 0 ? 0 : Math.max(0, centre - half), upper: k === n ? 1 : Math.min(1, centre + half) }
}
