import type { Outcome } from './outcomes.types.ts'

export type OutcomePart =
  | 'FIT_VERDICT'
  | 'LEARNED'
  | 'NEXT_STEPS'
  | 'CONFIDENCE'
  | 'PURPOSES_MET'
  | 'REFERRALS'
  | 'RESOURCES'
  | 'SKILLS_TO_ACQUIRE'
  | 'RESUME_FEEDBACK'
  | 'CLOSING'
  | 'COMPETENCIES'

/** What hangs on an outcome, and what its request had that there can be something to say about. */
export interface PartCounts {
  purposeCount: number
  referralCount: number
  resourceCount: number
  skillCount: number
  hasShown: boolean
  hasFeedback: boolean
}

export interface Completeness {
  percent: number
  missing: OutcomePart[]
}

type Filled = Pick<
  Outcome,
  'nextSteps' | 'confidenceBefore' | 'confidenceAfter' | 'purposesMet' | 'closing' | 'competencies'
>

/**
 * How much of an outcome is there, of what every conversation can lead to: light first, depth later, and nothing waits for
 * it. Verdict and sentence are always there. Purposes count where the request had any, the resume where one was shown.
 * Openings, observations and discovered careers are luck, and private at that: they don't count.
 */
export function completenessOf(outcome: Filled, counts: PartCounts): Completeness {
  const parts: [OutcomePart, boolean][] = [
    ['FIT_VERDICT', true],
    ['LEARNED', true],
    ['NEXT_STEPS', outcome.nextSteps.length > 0],
    ['CONFIDENCE', outcome.confidenceBefore !== null && outcome.confidenceAfter !== null],
    ['REFERRALS', counts.referralCount > 0],
    ['RESOURCES', counts.resourceCount > 0],
    ['SKILLS_TO_ACQUIRE', counts.skillCount > 0],
    ['CLOSING', outcome.closing !== null],
    ['COMPETENCIES', outcome.competencies.length > 0]
  ]
  if (counts.purposeCount > 0) parts.push(['PURPOSES_MET', outcome.purposesMet.length >= counts.purposeCount])
  if (counts.hasShown) parts.push(['RESUME_FEEDBACK', counts.hasFeedback])
  const missing = parts.filter(([, isThere]) => !isThere).map(([part]) => part)
  return { percent: Math.round((100 * (parts.length - missing.length)) / parts.length), missing }
}
