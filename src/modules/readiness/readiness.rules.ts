import { type Problem, type ProblemCode, problem } from '../../errors.ts'
import { sendProblems } from '../requests/requests.rules.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import { isReviewRequired } from '../reviews/reviews.rules.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { requiredReadinessOf } from '../tenants/readiness-by-type.rules.ts'
import type { Readiness, ReadinessFacts, ReadinessItemKind } from './readiness.types.ts'

// What no request is sent without (S#2, S#9, S#15, S#28): the codes with which it would be refused.
const always: Partial<Record<ReadinessItemKind, ProblemCode[]>> = {
  TARGET: ['TARGET_OCCUPATION_REQUIRED', 'TARGET_ORGANIZATION_REQUIRED', 'TARGET_ROLE_REQUIRED'],
  WHY_YOU: ['WHY_YOU_REQUIRED'],
  TOPIC: ['TOPIC_REQUIRED'],
  DURATION: ['DURATION_OUT_OF_BOUNDS']
}

interface Terms {
  policy: InstitutionPolicy
  now: string
}

/**
 * How well a request is prepared (S#30): its own words, a talk with a counselor (S#34), research on four subjects (S#37), a
 * pitch (S#25), questions (S#39), among them the one on other resources (S#42), and a practice (S#47). Required is what no
 * request is sent without, and what the campus's policy asks for; a review is an item where the policy asks for it.
 */
export function readinessOf(request: RequestRow, facts: ReadinessFacts, { policy, now }: Terms): Readiness {
  const at = request.sentAt ?? now
  const lacking = new Set(sendProblems(request, policy, at).map(({ code }) => code))
  const hasTime = request.proposedTimes.some((time) => time > at)
  const isSaid = (kind: ReadinessItemKind) => !always[kind]?.some((code) => lacking.has(code))
  const done: Record<ReadinessItemKind, boolean> = {
    TARGET: isSaid('TARGET'),
    WHY_YOU: isSaid('WHY_YOU'),
    TOPIC: isSaid('TOPIC'),
    DURATION: isSaid('DURATION'),
    TIMES: hasTime,
    COUNSELING: facts.wasCounseled,
    RESEARCH: facts.researchPercent === 100,
    PITCH: facts.hasPitch,
    QUESTIONS: facts.questionCount > 0,
    MUST_ASK: facts.isMustAskPresent,
    PRACTICE: facts.isPractised,
    REVIEW: facts.isApproved
  }
  const isReviewed = isReviewRequired(policy, request.type)
  const also: ReadinessItemKind[] = isReviewed ? ['REVIEW'] : []
  // Times that are over have to be replaced; to propose none leaves it to the mentor.
  if (request.proposedTimes.length > 0 && !hasTime) also.push('TIMES')
  const required = new Set<string>([...Object.keys(always), ...requiredReadinessOf(policy, request.type), ...also])
  const kinds = (Object.keys(done) as ReadinessItemKind[]).filter((kind) => kind !== 'REVIEW' || isReviewed)
  const items = kinds.map((kind) => ({ kind, isDone: done[kind], isRequired: required.has(kind) }))
  const count = items.filter(({ isDone }) => isDone).length
  return {
    isReady: items.every(({ isDone, isRequired }) => isDone || !isRequired),
    percentComplete: Math.floor((100 * count) / items.length),
    items
  }
}

type Prepared = Exclude<ReadinessItemKind, 'TARGET' | 'WHY_YOU' | 'TOPIC' | 'DURATION' | 'REVIEW'>

const words: Record<Prepared, string> = {
  TIMES: 'Propose times.',
  COUNSELING: 'Talk to a counselor first.',
  RESEARCH: 'Note what you have found out about the field, the organization, its competitors and the person.',
  PITCH: 'Attach a pitch.',
  QUESTIONS: 'List your questions.',
  MUST_ASK: 'Ask for other resources: it is the most important question.',
  PRACTICE: 'Practise with somebody.'
}

/**
 * What the campus asks to be prepared before a request is sent and is not there yet (S#30); what lacks in its own words, or a
 * review, is said by problems of its own.
 */
export const readinessProblems = (request: RequestRow, facts: ReadinessFacts, terms: Terms): Problem[] =>
  readinessOf(request, facts, terms).items.flatMap(({ kind, isDone, isRequired }) => {
    const message = (words as Partial<Record<ReadinessItemKind, string>>)[kind]
    return isRequired && !isDone && message ? [problem('NOT_READY', { path: ['readiness', kind], message })] : []
  })
