import { type Problem, problem } from '../../errors.ts'
import type { InstitutionPolicy } from './institution-policy.ts'

/** The policy as the doors show it: one flat object. */
export interface FlatPolicy {
  durationMinutesMin: number
  durationMinutesMax: number
  durationMinutesDefault: number
  replyWindowDays: number
  whyYouMinLength: number
  openRequestsPerStudentMax: number
  cooldownDays: number
  mentorDefaultCapacity: number
  isIdempotencyKeyRequired: boolean
  isTrustedDocumentRequired: boolean
}

/** A policy as the doors show it. */
export const flatPolicy = ({ requests, mentors, api }: InstitutionPolicy): FlatPolicy => ({
  durationMinutesMin: requests.durationMinutes.min,
  durationMinutesMax: requests.durationMinutes.max,
  durationMinutesDefault: requests.durationMinutes.default,
  replyWindowDays: requests.replyWindowDays,
  whyYouMinLength: requests.whyYouMinLength,
  openRequestsPerStudentMax: requests.openPerStudentMax,
  cooldownDays: requests.cooldownDays,
  mentorDefaultCapacity: mentors.defaultCapacity,
  ...api
})

/** A policy as it is stored, from what the doors show. */
export const policyOf = (flat: FlatPolicy): InstitutionPolicy => ({
  requests: {
    durationMinutes: {
      min: flat.durationMinutesMin,
      max: flat.durationMinutesMax,
      default: flat.durationMinutesDefault
    },
    replyWindowDays: flat.replyWindowDays,
    whyYouMinLength: flat.whyYouMinLength,
    openPerStudentMax: flat.openRequestsPerStudentMax,
    cooldownDays: flat.cooldownDays
  },
  mentors: { defaultCapacity: flat.mentorDefaultCapacity },
  api: {
    isIdempotencyKeyRequired: flat.isIdempotencyKeyRequired,
    isTrustedDocumentRequired: flat.isTrustedDocumentRequired
  }
})

type NumberOfPolicy = Exclude<keyof FlatPolicy, 'isIdempotencyKeyRequired' | 'isTrustedDocumentRequired'>

const bounds: Record<NumberOfPolicy, [number, number]> = {
  durationMinutesMin: [5, 240],
  durationMinutesMax: [5, 240],
  durationMinutesDefault: [5, 240],
  replyWindowDays: [1, 90],
  whyYouMinLength: [1, 500],
  openRequestsPerStudentMax: [1, 100],
  cooldownDays: [0, 365],
  mentorDefaultCapacity: [1, 100]
}

/** What is wrong with a policy: numbers outside their bounds, or durations that contradict each other (S#28). */
export function policyProblems(flat: FlatPolicy): Problem[] {
  const problems = (Object.keys(bounds) as NumberOfPolicy[]).flatMap((name) => {
    const [min, max] = bounds[name]
    if (flat[name] >= min && flat[name] <= max) return []
    return [problem('INVALID_INPUT', { path: [name], message: `The number has to be from ${min} to ${max}.` })]
  })
  const { durationMinutesMin: min, durationMinutesDefault: usual, durationMinutesMax: max } = flat
  if (problems.length === 0 && !(min <= usual && usual <= max)) {
    const message = 'The default duration has to lie between the shortest and the longest.'
    problems.push(problem('INVALID_INPUT', { path: ['durationMinutesDefault'], message }))
  }
  return problems
}
