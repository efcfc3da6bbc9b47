/** What is known of an owner and somebody of theirs. */
export interface WarmthFacts {
  /** The last touchpoint or meeting; null when there was none. */
  lastTouchAt: string | null
  meetings: number
  referrals: number
  introductions: number
}

export type WarmthFactorName = 'RECENCY' | 'MEETINGS' | 'REFERRALS' | 'INTRODUCTIONS'

export interface WarmthFactor {
  name: WarmthFactorName
  value: number | null
  points: number
  source: string
}

export interface Warmth {
  score: number
  factors: WarmthFactor[]
}

/** So many days after the last touch a contact is half as warm; our own number, half of what makes a relationship dormant. */
const halfLifeDays = 90

const dayMs = 24 * 60 * 60_000

// The most that each can add, and how many of it are as good as more: two meetings, and the two or three names that are
// the goal (S#59). Together they come to 100.
const weights: Readonly<Record<WarmthFactorName, { most: number; enough: number; source: string }>> = {
  RECENCY: { most: 40, enough: 1, source: 'Days since the last touchpoint or meeting' },
  MEETINGS: { most: 20, enough: 2, source: 'Meetings that took place' },
  REFERRALS: { most: 25, enough: 3, source: 'Names that they passed on' },
  INTRODUCTIONS: { most: 15, enough: 3, source: 'Contacts whom they introduced' }
}

/**
 * How warm somebody is kept, 0 to 100: how recently the two were in touch, times how helpful they have been (S#69). Help
 * fades with silence as everything else does, so that the helpful are the ones to write to first. The points add up to the score.
 */
export function warmthOf(facts: WarmthFacts, now: string): Warmth {
  const { lastTouchAt, meetings, referrals, introductions } = facts
  const days =
    lastTouchAt === null ? null : Math.max(0, Math.floor((Date.parse(now) - Date.parse(lastTouchAt)) / dayMs))
  const alive = days === null ? 0 : 2 ** (-days / halfLifeDays)
  const factor = (name: WarmthFactorName, value: number | null, count: number): WarmthFactor => {
    const { most, enough, source } = weights[name]
    return { name, value, points: Math.floor(most * Math.min(1, count / enough) * alive), source }
  }
  const factors = [
    factor('RECENCY', days, 1),
    factor('MEETINGS', meetings, meetings),
    factor('REFERRALS', referrals, referrals),
    factor('INTRODUCTIONS', introductions, introductions)
  ]
  return { score: factors.reduce((sum, { points }) => sum + points, 0), factors }
}
