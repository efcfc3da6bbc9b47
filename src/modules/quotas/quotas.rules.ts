/** Points a minute; null is no limit. */
export interface QuotaLimits {
  /** Of each person or machine, whatever token they come with. */
  readonly tokenPoints: number | null
  /** Of the whole campus. */
  readonly campusPoints: number | null
}

/** The window of every budget: a minute, in microseconds. */
export const windowUs = 60_000_000

/**
 * The time in which a budget of `capacity` points a window regains so many points, rounded up, so that rounding never
 * gives a point away. Exact up to ten million points a window.
 */
export const timeOf = (points: number, capacity: number): number => Math.ceil((points * windowUs) / capacity)

/** The whole points that a stretch of time is worth. The inverse of `timeOf`. */
export const pointsOf = (us: number, capacity: number): number => Math.floor((us * capacity) / windowUs)

/** How much of the window is free at an instant, when the budget is whole again at `fullAtUs`; negative when overdrawn. */
export const roomAt = (nowUs: number, fullAtUs: number): number => windowUs - (Math.max(fullAtUs, nowUs) - nowUs)

const leaseShare = 0.05
const firstLease = 50

/**
 * How many points an instance asks for in one go. Twice what the last lease spent when that was used up, as much when it
 * ran out of time: what lapses with a lease stays below what was spent. At most 5 % of the budget, because many
 * instances may hold one each.
 */
export function leaseSize(capacity: number, spent: number, isUsedUp: boolean): number {
  const wanted = Math.max(firstLease, isUsedUp ? 2 * spent : spent)
  return Math.min(Math.ceil(capacity * leaseShare), wanted)
}

interface RestCall {
  method: string
  isList: boolean
  isReport: boolean
  query: { first?: number; last?: number; totalCount?: boolean; text?: string }
  body: unknown
}

const costs = { read: 1, rowsUnlessAsked: 20, rowsMax: 100, totalCount: 50, search: 100, report: 200, write: 10 }

/**
 * What a REST operation costs, in points, as docs/integrating.md has it: known before it runs. A list pays for the rows
 * that it asks for, a change for those that it brings; what reads the whole campus costs as it does over GraphQL.
 */
export function restCost({ method, isList, isReport, query, body }: RestCall): number {
  if (method !== 'GET' && method !== 'HEAD') return costs.write + rowsOf(body)
  if (isReport) return costs.report
  if (!isList) return costs.read
  // Longer pages are refused by the list itself, as a mistake rather than for want of points.
  const rows = Math.min(costs.rowsMax, Math.max(0, query.first ?? query.last ?? costs.rowsUnlessAsked))
  return costs.read + rows + (query.totalCount ? costs.totalCount : 0) + (query.text ? costs.search : 0)
}

const rowsOf = (body: unknown): number =>
  Object.values(body ?? {}).reduce((sum, value) => sum + (Array.isArray(value) ? value.length : 0), 0)
