import { courseOf, type Fact, type Step } from '../modules/relationships/stages.rules.ts'
import { defaultInstitutionPolicy } from '../modules/tenants/institution-policy.ts'
import { Chance } from './chance.ts'
import { type CampusRows, day, iso, personActor, type Row } from './rows.ts'

const { dormantAfterDays } = defaultInstitutionPolicy.relationships
const answerTime = 3 * day
const wrote = ['EMAIL', 'THANK_YOU', 'UPDATE']

interface Two {
  seekerId: string
  mentorId: string
  facts: Fact[]
}

/**
 * What the people of the sample have come to, worked out from their history by the rule of the service. A few of those who
 * have met have agreed to a mentorship, some a month after; a chance of its own leaves all other rows as they are.
 */
export function addRelationships(rows: CampusRows, seed: number, now: number): void {
  const chance = new Chance(seed + 2_100)
  for (const two of pairsIn(rows).values()) {
    const last = two.facts.findLast(({ kind }) => kind === 'MET')
    const id = chance.id(Date.parse(two.facts[0]?.at as string))
    const agreedAt = last ? Date.parse(last.at) + chance.int(20, 40) * day : Number.POSITIVE_INFINITY
    const isMentorship = agreedAt < now && chance.is(0.08)
    if (isMentorship) {
      two.facts.push({ kind: 'PROPOSED', at: iso(agreedAt - answerTime) }, { kind: 'AGREED', at: iso(agreedAt) })
    }
    addRelationship(rows, { ...two, id, now })
    if (isMentorship) addProposal(rows, chance, { ...two, id, agreedAt })
  }
  for (const contact of rows.of('contacts')) if (chance.is(0.2)) addCadence(rows, chance, contact)
}

function pairsIn(rows: CampusRows): Map<string, Two> {
  const pairs = new Map<string, Two>()
  const add = (seeker: unknown, mentor: unknown, fact: Fact, isFirst = false) => {
    const [seekerId, mentorId] = [String(seeker), String(mentor)]
    const key = `${seekerId} ${mentorId}`
    if (isFirst && !pairs.has(key)) pairs.set(key, { seekerId, mentorId, facts: [] })
    pairs.get(key)?.facts.push(fact)
  }
  for (const { student_id, mentor_id, status, answered_at } of rows.of('meeting_requests'))
    if (status === 'ACCEPTED') add(student_id, mentor_id, { kind: 'ACCEPTED', at: String(answered_at) }, true)
  for (const { student_id, mentor_id, status, starts_at, completed_at } of rows.of('meetings'))
    if (status === 'COMPLETED') {
      const [at = ''] = [String(starts_at), String(completed_at)].toSorted()
      add(student_id, mentor_id, { kind: 'MET', at })
    }
  for (const { owner_id, mentor_id, kind, occurred_at } of rows.of('touchpoints'))
    add(owner_id, mentor_id, { kind: wrote.includes(String(kind)) ? 'WROTE' : 'TOUCHED', at: String(occurred_at) })
  return pairs
}

function addRelationship(
  rows: CampusRows,
  { id, seekerId, mentorId, facts, now }: Two & { id: string; now: number }
): void {
  const { steps, awakeStage, lastContactAt } = courseOf(facts, dormantAfterDays, iso(now))
  const [first, last] = [steps[0] as Step, steps.at(-1) as Step]
  rows.add('relationships', {
    ...{ id, seeker_id: seekerId, mentor_id: mentorId, stage: last.stage, stage_since: last.since },
    ...{ opened_at: first.since, last_contact_at: lastContactAt, awake_stage: awakeStage },
    ...{ version: steps.length, created_at: first.since, updated_at: last.since }
  })
  for (const [index, { stage, cause, since }] of steps.entries()) {
    const until = steps[index + 1]?.since ?? null
    rows.add('relationship_stages', { relationship_id: id, place: index + 1, stage, cause, since, until })
    const changes: Row = index === 0 ? { stage } : { from: steps[index - 1]?.stage, stage }
    const action = index === 0 ? 'relationship.opened' : 'relationship.moved'
    const system = { kind: 'SYSTEM', id: null } as const
    rows.record(action, 'Relationship', id, Date.parse(since), system, { seekerId, mentorId, ...changes })
  }
}

function addProposal(
  rows: CampusRows,
  chance: Chance,
  { id, seekerId, agreedAt }: Two & { id: string; agreedAt: number }
): void {
  const proposedAt = agreedAt - answerTime
  rows.add('mentorship_proposals', {
    ...{ id: chance.id(proposedAt), relationship_id: id, proposed_by_id: seekerId, status: 'ACCEPTED' },
    ...{ message: 'Would you go on with me for a while?', proposed_at: iso(proposedAt), settled_at: iso(agreedAt) }
  })
}

function addCadence(rows: CampusRows, chance: Chance, { id: contact_id, owner_id, created_at }: Row): void {
  const at = Date.parse(String(created_at))
  const id = chance.id(at)
  const days = { every_days: chance.pick([14, 30, 90]), snoozed_until: null }
  const stamps = { version: 1, created_at, updated_at: created_at }
  rows.add('update_cadences', { id, owner_id, contact_id, mentor_id: null, ...days, ...stamps })
  const payload: Row = { ownerId: owner_id, contactId: contact_id, mentorId: null }
  rows.record('update_cadence.set', 'UpdateCadence', id, at, personActor(String(owner_id)), payload)
}
