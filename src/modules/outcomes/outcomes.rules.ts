import { type Problem, problem } from '../../errors.ts'
import { countProblems, dayProblems, numberProblems, repeatProblems } from '../people/value.rules.ts'
import { textListProblems, textProblems } from '../text.rules.ts'
import { urlProblems } from '../url.rules.ts'
import type { Additions, LeadInput, OutcomeFacts, OutcomeFields, ResourceInput, SkillInput } from './outcomes.types.ts'

const itemsMax = 20
// Two or three names are the goal (S#59): more than ten is a mistake, and each costs statements and a draft.
const referralsMax = 10

/** What is wrong with the fields of an outcome as far as they are given. Two are enough (S#58): the rest is depth. */
export const outcomeProblems = (fields: OutcomeFields): Problem[] => [
  ...textProblems(fields.learned, ['learned'], 4000, 1),
  ...textListProblems(fields.nextSteps, ['nextSteps'], 500, itemsMax),
  ...textListProblems(fields.qualificationsLearned, ['qualificationsLearned'], 500, itemsMax),
  ...textListProblems(fields.careersDiscovered, ['careersDiscovered'], 20, itemsMax),
  ...confidenceProblems(fields.confidenceBefore, 'confidenceBefore'),
  ...confidenceProblems(fields.confidenceAfter, 'confidenceAfter'),
  ...verdictProblems(fields),
  ...observationProblems(fields),
  ...ratingProblems(fields),
  ...numberProblems(fields.closing?.interestLevel, 1, 5, ['closing', 'interestLevel'])
]

function confidenceProblems(value: number | null | undefined, name: string): Problem[] {
  if (value == null || (value >= 1 && value <= 5)) return []
  return [problem('INVALID_INPUT', { path: [name], message: 'Confidence is a number from 1 to 5.' })]
}

function verdictProblems({ fitVerdicts }: OutcomeFields): Problem[] {
  const codes = (fitVerdicts ?? []).map(({ occupation }) => occupation)
  const tooMany = countProblems(codes, itemsMax, ['fitVerdicts'])
  if (tooMany.length > 0) return tooMany
  return [
    ...codes.flatMap((code, index) => textProblems(code, ['fitVerdicts', index, 'occupation'], 20, 1)),
    ...repeatProblems(codes, (index) => ['fitVerdicts', index, 'occupation'])
  ]
}

function observationProblems({ observations }: OutcomeFields): Problem[] {
  const tooMany = countProblems(observations, itemsMax, ['observations'])
  if (tooMany.length > 0) return tooMany
  return (observations ?? []).flatMap(({ text }, index) =>
    textProblems(text, ['observations', index, 'text'], 1_000, 1)
  )
}

function ratingProblems({ competencies }: OutcomeFields): Problem[] {
  const ratings = competencies ?? []
  const names = ratings.map(({ competency }) => competency)
  return [
    ...repeatProblems(names, (index) => ['competencies', index, 'competency']),
    ...ratings.flatMap(({ before, after }, index) => [
      ...numberProblems(before, 1, 5, ['competencies', index, 'before']),
      ...numberProblems(after, 1, 5, ['competencies', index, 'after'])
    ])
  ]
}

/**
 * What does not agree with the request that it all began with: PURPOSE_NOT_ASKED for a purpose that it was not made for
 * (S#6), RESUME_NOT_SHARED for feedback on a version that it never showed (S#50).
 */
export function factProblems({ purposesMet, resumeFeedback: feedback }: OutcomeFields, facts: OutcomeFacts): Problem[] {
  const purposes = (purposesMet ?? []).map(({ purpose }) => purpose)
  const pathOf = (index: number) => ['purposesMet', index, 'purpose']
  const isShown = !feedback || facts.sharedVersionIds.includes(feedback.resumeVersionId.toLowerCase())
  return [
    ...repeatProblems(purposes, pathOf),
    ...purposes.flatMap((purpose, index) =>
      facts.purposes.includes(purpose) ? [] : [problem('PURPOSE_NOT_ASKED', { path: pathOf(index) })]
    ),
    ...(isShown ? [] : [problem('RESUME_NOT_SHARED', { path: ['resumeFeedback', 'resumeVersionId'] })]),
    ...textListProblems(feedback?.strengths, ['resumeFeedback', 'strengths'], 500, itemsMax),
    ...textListProblems(feedback?.gaps, ['resumeFeedback', 'gaps'], 500, itemsMax),
    ...numberProblems(feedback?.marketability, 1, 5, ['resumeFeedback', 'marketability'])
  ]
}

/** What is wrong with what is added, or with how much there would be of it then; names are looked at where they are made. */
export function additionProblems(
  { referrals, resources, leads, skills, names }: Additions,
  kept: { resources: number; leads: number; skills: number }
): Problem[] {
  const people = resources.filter(({ kind }) => kind === 'PERSON').length
  const tooManyNames = { message: `At most ${referralsMax} names can be given at once.` }
  const at = referrals.length > referralsMax ? names.referrals : names.resources
  const isTooMany = referrals.length + people > referralsMax
  const counts = [
    ...(isTooMany ? [problem('INVALID_INPUT', { path: [at], ...tooManyNames })] : []),
    ...countProblems(Array(kept.resources + resources.length), itemsMax, [names.resources]),
    ...countProblems(Array(kept.leads + leads.length), itemsMax, [names.leads]),
    ...countProblems(Array(kept.skills + skills.length), itemsMax, [names.skills])
  ]
  if (counts.length > 0) return counts
  return [
    ...resources.flatMap((resource, index) => resourceProblems(resource, [names.resources, index])),
    ...leads.flatMap((lead, index) => leadProblems(lead, [names.leads, index])),
    ...skills.flatMap((skill, index) => skillProblems(skill, [names.skills, index]))
  ]
}

type Path = readonly (string | number)[]

function resourceProblems({ kind, title, url, note, mentorId }: ResourceInput, path: Path): Problem[] {
  const isMentor = mentorId != null
  const wrong = (field: string, message: string) => [problem('INVALID_INPUT', { path: [...path, field], message })]
  return [
    ...(isMentor && kind !== 'PERSON' ? wrong('mentorId', 'Only a person can be a mentor.') : []),
    ...(title == null && !isMentor ? wrong('title', 'The text is empty.') : []),
    ...textProblems(title, [...path, 'title'], 200, 1),
    ...urlProblems(url, [...path, 'url'], ['http', 'https']),
    ...textProblems(note, [...path, 'note'], 500)
  ]
}

const leadProblems = ({ organization, title, url, closesOn }: LeadInput, path: Path): Problem[] => [
  ...textProblems(organization, [...path, 'organization'], 200, 1),
  ...textProblems(title, [...path, 'title'], 200, 1),
  ...urlProblems(url, [...path, 'url'], ['http', 'https']),
  ...dayProblems(closesOn, [...path, 'closesOn'])
]

/** What is wrong with a skill to acquire, as far as it is given. */
export const skillProblems = ({ name, dueOn }: Partial<SkillInput>, path: Path = []): Problem[] => [
  ...textProblems(name, [...path, 'name'], 200, 1),
  ...dayProblems(dueOn, [...path, 'dueOn'])
]

/** What is taken away and is not there. */
export const removalProblems = (ids: readonly string[], known: readonly string[], name: string): Problem[] =>
  ids.flatMap((id, index) => (known.includes(id.toLowerCase()) ? [] : [problem('NOT_FOUND', { path: [name, index] })]))
