import { createHash } from 'node:crypto'
import { newId } from '../../src/db/ids.ts'
import { type Sql, sql, tenant } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'
import { saidInDepth } from './filled-outcome-depth.ts'

// Rows in which every column that may stay empty has a value, so that what somebody reads as empty is kept from them.

export type Values = Record<string, unknown>

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'
const stamps = { version: 1, createdAt: at, updatedAt: at }
const dates = { startedOn: '2022-09-01', endedOn: '2030-05-31' }
const occupation = '15-1252.00'
const industry = '541511'

/** The profile of a mentor who is at work. */
export const mentorProfile = {
  about: 'From music to compilers.',
  currentTitle: 'Developer',
  currentEmployer: 'Foxglove Software',
  currentOccupationCode: occupation,
  currentIndustryCode: industry
}

/** What a person has beside what test/support gives them. */
export const restOfPerson = (personId: string): Sql[] => [
  sql`update persons set phone = '+1 312 555 0100', city = 'Chicago', region = 'IL', country = 'US'
    where tenant_id = ${tenant} and id = ${personId}`,
  sql`update affiliations set started_on = ${dates.startedOn}, ended_on = ${dates.endedOn}
    where tenant_id = ${tenant} and person_id = ${personId}`,
  insertRow(
    'degrees',
    { id: newId(), personId, programCode: '11.0701', level: 'BACHELOR', graduatesOn: '2026-05-31', classYear: 2026 },
    ignored
  ),
  insertRow('student_profiles', { personId, about: 'I build things.', interests: ['robots'], ...stamps }, ignored),
  insertRow(
    'positions',
    {
      id: newId(),
      personId,
      ordinal: 0,
      employer: 'Foxglove Software',
      title: 'Developer',
      occupationCode: occupation,
      industryCode: industry,
      ...dates
    },
    ignored
  )
]

export const requestRow = (values: Values): Sql =>
  insertRow(
    'meeting_requests',
    {
      type: 'HIRING_MANAGER',
      // Of two, one is rated: something is always missing.
      purposes: ['MORE_NAMES', 'INSIDE_INFO'],
      targetOccupationCode: occupation,
      targetOrganization: 'Foxglove Software',
      targetRole: 'Developer',
      targetTeam: 'Compilers',
      topicKind: 'CAREER_PATH',
      topic: 'How you got into it',
      whyYou: 'You went from music to compilers.',
      message: 'Mornings are best.',
      durationMinutes: 30,
      channel: 'VIDEO',
      proposedTimes: ['2026-03-09T16:00:00.000Z'],
      ...stamps,
      ...values
    },
    ignored
  )

/** When a request was sent, answered and closed. */
export const sent = { sentAt: at, expiresAt: '2026-12-31T09:00:00.000Z' }
export const answered = { ...sent, answeredAt: at, closedAt: at }
const asked = { infoQuestion: 'Which trial?', infoAskedAt: answered.answeredAt }
const told = { infoAnswer: 'The one in the north.', infoAnsweredAt: answered.answeredAt }
/** A question that waits for its answer. */
export const waits = { ...sent, ...asked, replySecondsLeft: 60 }
export const declined = {
  ...{ status: 'DECLINED', declineReason: 'NO_TIME', declineNote: 'Too vague for me.' },
  ...{ ...asked, ...told, ...answered }
}

export const meetingRow = (values: Values): Sql =>
  insertRow(
    'meetings',
    {
      status: 'SCHEDULED',
      startsAt: '2026-03-02T14:00:00.000Z',
      durationMinutes: 30,
      channel: 'VIDEO',
      location: 'https://meet.example/1',
      ...stamps,
      ...values
    },
    ignored
  )

export const outcomeRow = (values: Values): Sql =>
  insertRow(
    'outcomes',
    {
      fitVerdict: 'FITS',
      learned: 'That it is about people.',
      nextSteps: ['Write to Sam'],
      qualificationsLearned: ['A degree'],
      careersDiscovered: [occupation],
      confidenceBefore: 2,
      confidenceAfter: 4,
      ...saidInDepth,
      version: 1,
      loggedAt: at,
      updatedAt: at,
      ...values
    },
    ignored
  )

const outside = {
  externalName: 'Sam Rivera',
  externalOrganization: 'Lakeside Labs',
  externalContact: 'sam@lab.example'
}

/** Two names passed on: one of the campus, with the draft made for it, and one from outside. */
export const referralRows = (values: Values, toMentor: Values): Sql[] =>
  [toMentor, outside].map((target) =>
    insertRow(
      'referrals',
      { id: newId(), note: 'Ask about field trials.', createdAt: at, ...values, ...target },
      ignored
    )
  )

export function documentRow(id: string): Sql {
  const text = `query Mine { viewer { id } } # ${id}`
  const sha256 = createHash('sha256').update(text).digest('hex')
  return insertRow('trusted_documents', { id, sha256, name: 'Mine', text, createdAt: at }, ignored)
}

/** What a machine has used of the contract. */
export const usageRow = (client: string): Sql =>
  sql`insert into contract_usage (tenant_id, client, coordinate, used_on, uses)
    values (${tenant}, ${client}, 'GET /v1/people', '2026-03-01', 3)`

/** What the shipped taxonomy leaves empty of the codes that are used here. */
export const restOfTaxonomy: Sql[] = [
  sql`update occupations set description = 'Write software.', job_zone = 4 where code = ${occupation}`
]
