import { isDeepStrictEqual } from 'node:util'
import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import type { Tx } from '../../db/write.ts'
import { type Problem, problem } from '../../errors.ts'
import { type NamedReferral, namedProblems, newReferrals, referralLookUps } from '../requests/referrals.service.ts'
import { knownOccupations } from '../taxonomy/taxonomy.service.ts'
import { deleteOf, insertLeads, insertResources, insertSkillTasks, saveFeedback } from './depth.queries.ts'
import { additionProblems, factProblems, outcomeProblems } from './outcomes.rules.ts'
import type {
  Additions,
  LogOutcomeInput,
  OutcomeFacts,
  OutcomeFields,
  ResourceInput,
  UpdateOutcomeInput
} from './outcomes.types.ts'
import { feedbackRow } from './outcomes.values.ts'

type Input = LogOutcomeInput | UpdateOutcomeInput

/** Statements of a change, and what the audit trail is told of them. */
export interface Parts {
  statements: Sql[]
  told: Record<string, unknown>
}

const none: Parts = { statements: [], told: {} }

export const together = (parts: readonly Parts[]): Parts => ({
  statements: parts.flatMap(({ statements }) => statements),
  told: Object.assign({}, ...parts.map(({ told }) => told))
})

const logNames = { referrals: 'referrals', resources: 'resources', leads: 'leads', skills: 'skillsToAcquire' }
const addNames = {
  referrals: 'addReferrals',
  resources: 'addResources',
  leads: 'addLeads',
  skills: 'addSkillsToAcquire'
}

/** What is added, whichever of the two verbs it came with. */
export function additionsOf(input: Input): Additions {
  const isLog = 'meetingId' in input
  const names = isLog ? logNames : addNames
  const given = input as unknown as Record<string, never[] | null | undefined>
  const listOf = (name: string) => given[name] ?? []
  const { referrals, resources, leads, skills } = names
  return {
    referrals: listOf(referrals),
    resources: listOf(resources),
    leads: listOf(leads),
    skills: listOf(skills),
    names
  }
}

// A person whom something is wrong with already is looked at as a resource, not as a name too.
const isNamable = ({ kind, title, mentorId }: ResourceInput) =>
  kind === 'PERSON' && (mentorId != null || (title?.trim() ?? '') !== '')

const nameOf = ({ title, note, mentorId }: ResourceInput) =>
  mentorId == null ? { externalName: title, note } : { mentorId, note }

/** All names that are passed on: those given as such, then the people among the resources (S#43). */
const namedIn = ({ referrals, resources, names }: Additions): NamedReferral[] => [
  ...referrals.map((referral, index) => ({ referral, path: [names.referrals, index] })),
  ...resources.flatMap((resource, index) =>
    isNamable(resource) ? [{ referral: nameOf(resource), path: [names.resources, index] }] : []
  )
]

const codesIn = ({ careersDiscovered, fitVerdicts }: OutcomeFields) => [
  ...(careersDiscovered ?? []).map((code, index) => ({ code, path: ['careersDiscovered', index] })),
  ...(fitVerdicts ?? []).map(({ occupation: code }, index) => ({ code, path: ['fitVerdicts', index, 'occupation'] }))
]

export type LookedUp = [known: Rows | undefined, askable: Rows | undefined, open: Rows | undefined]

// What can't be kept can't be looked for either; it is refused with its place once the change has begun.
const keepable = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** What has to be known besides the meeting, read in the first round trip: codes, mentors, the student's open requests. */
export const lookUps = ({ actor }: Scope, input: Input): Sql[] => [
  knownOccupations(codesIn(input).map(({ code }) => keepable(code))),
  ...referralLookUps(
    namedIn(additionsOf(input)).map(({ referral }) => referral),
    actor.id ?? ''
  )
]

interface About {
  facts: OutcomeFacts
  lookedUp: LookedUp
  studentId: string
  mentorId: string
  removed?: Pick<UpdateOutcomeInput, 'removeResources' | 'removeLeads'>
}

/** All that is wrong with what was said, each with the way to its field. */
export function problemsOf(input: Input, additions: Additions, about: About): Problem[] {
  const { facts, lookedUp, studentId, mentorId, removed } = about
  const [known, askable, open] = lookedUp
  const isKnown = new Set(known?.map(({ code }) => code))
  const left = (ids: readonly string[], gone: readonly string[] | null | undefined) =>
    ids.length - new Set((gone ?? []).map((id) => id.toLowerCase()).filter((id) => ids.includes(id))).size
  const kept = {
    resources: left(facts.resourceIds, removed?.removeResources),
    leads: left(facts.leadIds, removed?.removeLeads),
    skills: facts.skillCount
  }
  return [
    ...outcomeProblems(input),
    ...codesIn(input)
      .filter(({ code }) => !isKnown.has(code))
      .map(({ path }) => problem('UNKNOWN_OCCUPATION', { path })),
    ...factProblems(input, facts),
    ...additionProblems(additions, kept),
    ...namedProblems(namedIn(additions), { studentId, referredById: mentorId }, [askable, open])
  ]
}

interface Owner {
  id: string
  studentId: string
  mentorId: string
}

/** Writes what is added, each name and each skill recorded as the object that it is. */
export function additionsTo(tx: Tx, owner: Owner, additions: Additions, [, askable, open]: LookedUp): Parts {
  const { id: outcomeId, studentId, mentorId: referredById } = owner
  const named = namedIn(additions)
  const origin = { studentId, referredById, outcomeId }
  const names = newReferrals(tx, origin, named, [askable, open])
  const of = { outcomeId, studentId, now: tx.now }
  const ofPeople = names.ids.slice(additions.referrals.length).values()
  const resources = additions.resources.map(({ kind, title = null, url = null, note = null }) => {
    const referralId = kind === 'PERSON' ? (ofPeople.next().value as string) : null
    return { id: newId(), kind, title, url, note, referralId }
  })
  const leads = additions.leads.map(({ url = null, closesOn = null, ...lead }) => ({
    id: newId(),
    ...lead,
    url,
    closesOn
  }))
  const skills = additions.skills.map(({ name, dueOn = null }) => ({ id: newId(), name, dueOn }))
  for (const { id } of skills) {
    const payload = { outcomeId, studentId, status: 'OPEN' }
    tx.record({ action: 'skill_task.added', subjectType: 'SkillTask', subjectId: id, changes: payload, payload })
  }
  return together([
    { statements: names.statements, told: counted('referralsAdded', named) },
    partOf('resourcesAdded', resources, (rows) => insertResources(rows, of)),
    partOf('leadsAdded', leads, (rows) => insertLeads(rows, of)),
    partOf('skillsAdded', skills, (rows) => insertSkillTasks(rows, of))
  ])
}

const counted = (name: string, list: readonly unknown[]) => (list.length > 0 ? { [name]: list.length } : {})

const partOf = <Row>(name: string, rows: readonly Row[], statement: (rows: readonly Row[]) => Sql): Parts =>
  rows.length > 0 ? { statements: [statement(rows)], told: counted(name, rows) } : none

/** Takes away what is named by its id. */
export const removalsFrom = (outcomeId: string, { removeResources, removeLeads }: UpdateOutcomeInput): Parts =>
  together([
    partOf('resourcesRemoved', removeResources ?? [], (ids) => deleteOf('resources', outcomeId, ids)),
    partOf('leadsRemoved', removeLeads ?? [], (ids) => deleteOf('leads', outcomeId, ids))
  ])

/** Writes what was said of the resume, where it is not what was said before; null takes it away (S#50). */
export function feedbackPart(outcomeId: string, input: OutcomeFields, facts: OutcomeFacts): Parts {
  if (input.resumeFeedback === undefined) return none
  const feedback = input.resumeFeedback && feedbackRow(input.resumeFeedback)
  if (isDeepStrictEqual(feedback, facts.feedback)) return none
  const told = { feedbackOnVersionId: feedback?.resumeVersionId ?? null }
  return { statements: [saveFeedback(outcomeId, feedback)], told }
}
