import { type Problem, problem } from '../../errors.ts'
import type { ReadinessItemKind } from '../readiness/readiness.types.ts'
import { durationsByTypeMistakes } from './durations.rules.ts'
import type { DurationMinutesOfType, InstitutionPolicy, RequiredReadinessOfType } from './institution-policy.ts'
import { readinessByTypeMistakes } from './readiness-by-type.rules.ts'

/** A setting of the policy: where it stands in what is stored, and what is wrong with a value, and where in it. */
interface Setting<Value> {
  at: string
  mistakes(value: Value): { message: string; path?: readonly (string | number)[] }[]
}

const whole = (at: string, min: number, max: number): Setting<number> => ({
  at,
  mistakes: (value) =>
    value >= min && value <= max ? [] : [{ message: `The number has to be from ${min} to ${max}.` }]
})

const flag = (at: string): Setting<boolean> => ({ at, mistakes: () => [] })

const wholes = (at: string, min: number, max: number, countMax: number): Setting<number[]> => ({
  at,
  mistakes: (values) => {
    if (values.length > countMax) return [{ message: `The list has more than ${countMax} numbers.` }]
    if (new Set(values).size < values.length) return [{ message: 'The list has a number twice.' }]
    const isWithin = values.every((value) => Number.isInteger(value) && value >= min && value <= max)
    return isWithin ? [] : [{ message: `Each number has to be from ${min} to ${max}.` }]
  }
})

// Both end up in headers of mails, where a line break would begin another header.
const line = (at: string, max: number): Setting<string> => ({
  at,
  mistakes: (value) =>
    value.length <= max && value.isWellFormed() && !/\p{Cc}/u.test(value)
      ? []
      : [{ message: `The text is one line of at most ${max} characters.` }]
})

const address = (at: string): Setting<string> => ({
  at,
  mistakes: (value) =>
    value === '' || (value.length <= 254 && /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[a-z0-9.-]+$/iu.test(value))
      ? []
      : [{ message: 'The mail address is not understood.' }]
})

const choices = <Choice extends string>(at: string): Setting<Choice[]> => ({
  at,
  mistakes: (values) => (new Set(values).size < values.length ? [{ message: 'The list has an item twice.' }] : [])
})

const durationsByType = (at: string): Setting<DurationMinutesOfType[]> => ({ at, mistakes: durationsByTypeMistakes })
const readinessByType = (at: string): Setting<RequiredReadinessOfType[]> => ({ at, mistakes: readinessByTypeMistakes })

/** Every setting that the doors show, under the name that they show it by. */
const settings = {
  durationMinutesMin: whole('requests.durationMinutes.min', 5, 240),
  durationMinutesMax: whole('requests.durationMinutes.max', 5, 240),
  durationMinutesDefault: whole('requests.durationMinutes.default', 5, 240),
  durationMinutesByType: durationsByType('requests.durationMinutesByType'),
  replyWindowDays: whole('requests.replyWindowDays', 1, 90),
  whyYouMinLength: whole('requests.whyYouMinLength', 1, 500),
  openRequestsPerStudentMax: whole('requests.openPerStudentMax', 1, 100),
  cooldownDays: whole('requests.cooldownDays', 0, 365),
  counterProposalsMax: whole('requests.counterProposalsMax', 0, 20),
  sameTextMentorsMax: whole('requests.sameTextMentorsMax', 0, 100),
  isJobAskWarned: flag('requests.isJobAskWarned'),
  isReviewRequired: flag('requests.isReviewRequired'),
  requiredReadiness: choices<ReadinessItemKind>('requests.requiredReadiness'),
  requiredReadinessByType: readinessByType('requests.requiredReadinessByType'),
  minutesPerQuestion: whole('questions.minutesPerQuestion', 1, 60),
  isQuestionBudgetHard: flag('questions.isBudgetHard'),
  reminderOffsetsDays: wholes('requests.reminderOffsetsDays', 1, 90, 5),
  mentorDefaultCapacity: whole('mentors.defaultCapacity', 1, 100),
  mailFromName: line('mail.fromName', 100),
  mailFromAddress: address('mail.fromAddress'),
  mailReplyTo: address('mail.replyTo'),
  researchNoteMinLength: whole('preparation.researchNoteMinLength', 1, 2_000),
  partnerLinkDays: whole('preparation.partnerLinkDays', 1, 90),
  targetOccupationsMax: whole('plans.targetOccupationsMax', 1, 20),
  isTargetLimitHard: flag('plans.isTargetLimitHard'),
  thankYouWindowMinutes: whole('followUps.thankYouWindowMinutes', 15, 10_080),
  thankYouReminderMinutes: whole('followUps.thankYouReminderMinutes', 0, 1_440),
  thankYouMissedDays: whole('followUps.thankYouMissedDays', 1, 90),
  resumeShareDays: whole('resumes.shareDays', 1, 365),
  landingNoticeDays: whole('landings.noticeDays', 1, 90),
  dormantAfterDays: whole('relationships.dormantAfterDays', 30, 730),
  updateCadenceDays: whole('relationships.updateCadenceDays', 7, 365),
  accountabilityPairsMax: whole('accountability.pairsMax', 1, 100),
  // Not less than a change may take that was begun before midnight.
  accountabilityGraceMinutes: whole('accountability.graceMinutes', 5, 720),
  accountabilityLinkDays: whole('accountability.linkDays', 1, 365),
  smallNumber: whole('reports.smallNumber', 1, 100),
  referralGoal: whole('outcomes.referralGoal', 2, 3),
  isIdempotencyKeyRequired: flag('api.isIdempotencyKeyRequired'),
  isTrustedDocumentRequired: flag('api.isTrustedDocumentRequired')
}

type Settings = typeof settings

/** The policy as the doors show it: one flat object. */
export type FlatPolicy = { [Name in keyof Settings]: Settings[Name] extends Setting<infer Value> ? Value : never }

const entries = Object.entries(settings) as [keyof FlatPolicy, Setting<unknown>][]

// A policy is walked by the paths above.
type Branch = Record<string, any>

/** A policy as the doors show it. */
export const flatPolicy = (policy: InstitutionPolicy): FlatPolicy =>
  Object.fromEntries(
    entries.map(([name, { at }]) => [name, at.split('.').reduce((part: Branch, key) => part[key], policy)])
  ) as unknown as FlatPolicy

/** A policy as it is stored, from what the doors show. */
export function policyOf(flat: FlatPolicy): InstitutionPolicy {
  const policy: Branch = {}
  for (const [name, { at }] of entries) {
    const keys = at.split('.')
    const last = keys.pop() as string
    let part = policy
    for (const key of keys) {
      part[key] ??= {}
      part = part[key]
    }
    part[last] = flat[name]
  }
  return policy as InstitutionPolicy
}

/**
 * What is wrong with a policy: settings out of bounds, durations that contradict each other (S#28), or reminders, as far as
 * they are among what is `given`, that would come before the window. A window that is made shorter silences the reminders
 * that no longer fit in it, so that it can be changed alone.
 */
export function policyProblems(flat: FlatPolicy, given: Partial<FlatPolicy> = flat): Problem[] {
  const problems = entries.flatMap(([name, setting]) =>
    setting
      .mistakes(flat[name])
      .map(({ message, path = [] }) => problem('INVALID_INPUT', { path: [name, ...path], message }))
  )
  const { durationMinutesMin: min, durationMinutesDefault: usual, durationMinutesMax: max } = flat
  if (problems.length === 0 && !(min <= usual && usual <= max)) {
    const message = 'The default duration has to lie between the shortest and the longest.'
    problems.push(problem('INVALID_INPUT', { path: ['durationMinutesDefault'], message }))
  }
  const isLate = given.reminderOffsetsDays?.some((days) => days >= flat.replyWindowDays)
  if (problems.length === 0 && isLate) {
    const message = `Reminders come within the reply window, so less than ${flat.replyWindowDays} days before its end.`
    problems.push(problem('INVALID_INPUT', { path: ['reminderOffsetsDays'], message }))
  }
  return problems
}
