import type { FieldColumns } from '../../db/asked-columns.ts'
import { groupedBy, inOrder, toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import type {
  AffiliationRow,
  DegreeRow,
  MentorProfileRow,
  PersonRow,
  PositionRow,
  StudentProfileRow
} from './people.types.ts'
import { figuresOf } from './response-figures.queries.ts'

const { defaultCapacity } = defaultInstitutionPolicy.mentors

export const personColumns = raw(`p.id, p.external_id, p.subject, p.given_name, p.family_name, p.email, p.phone,
  p.time_zone, p.locale, p.city, p.region, p.country, p.is_directory_opted_out, p.is_active, p.version, p.created_at,
  p.updated_at`)

/** The columns of a person by the field that shows them; what is read for itself needs the id. */
export const personFieldColumns: FieldColumns = {
  id: ['id'],
  name: ['given_name', 'family_name'],
  givenName: ['given_name'],
  familyName: ['family_name'],
  externalId: ['external_id'],
  email: ['email'],
  phone: ['phone'],
  timeZone: ['time_zone'],
  locale: ['locale'],
  city: ['city'],
  region: ['region'],
  country: ['country'],
  isDirectoryOptedOut: ['is_directory_opted_out'],
  isActive: ['is_active'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  version: ['version'],
  affiliations: ['id'],
  degrees: ['id'],
  studentProfile: ['id'],
  mentorProfile: ['id'],
  positions: ['id'],
  contactCounts: ['id']
}

/** The columns of a mentor profile by the field that shows them. */
export const mentorFieldColumns: FieldColumns = {
  headline: ['headline'],
  about: ['about'],
  seniority: ['seniority'],
  topics: ['topics'],
  motivations: ['motivations'],
  capacity: ['capacity'],
  isCapacityDefault: ['is_capacity_default'],
  isPaused: ['is_paused'],
  currentPosition: ['current_title', 'current_employer', 'current_occupation_code', 'current_industry_code'],
  responseRate: ['figures'],
  medianResponseHours: ['figures'],
  lastActive: ['figures'],
  createdAt: ['created_at'],
  updatedAt: ['updated_at'],
  version: ['version'],
  milestones: []
}

const mentorFields = ['headline', 'about', 'seniority', 'topics', 'motivations', 'is_paused', 'current_title'].concat([
  'current_employer',
  'current_occupation_code',
  'current_industry_code',
  'version',
  'created_at',
  'updated_at'
])

// Read once a statement, and only where a mentor has no number of their own.
const capacity = sql`coalesce(m.capacity,
  (select (i.policy #>> '{mentors,defaultCapacity}')::int from institutions i where i.id = ${tenant}), ${defaultCapacity})`
const made = ['capacity', 'is_capacity_default', 'figures']

function mentorColumn(name: string, now: string): Sql {
  if (name === 'capacity') return capacity
  if (name === 'is_capacity_default') return raw('m.capacity is null')
  return name === 'figures' ? figuresOf('m.person_id', now) : raw(`m.${name}`)
}

/** The columns of a mentor profile as it is written: its capacity is null while it follows the campus's. */
export const writtenMentorColumns = raw(
  ['person_id', 'capacity', ...mentorFields].map((field) => `m.${field}`).join(', ')
)

/** The same as it is read, under names of their own, with what is made of them, for a row that is a person as well. */
export const joinedMentorColumns = (now: string): Sql => mentorColumns([...mentorFields, ...made], now)

/** The named columns of a mentor profile, for a row that is a person as well. */
export function mentorColumns(names: readonly string[], now: string): Sql {
  return join(
    names.map((name) => sql`${mentorColumn(name, now)} as ${raw(`mentor_${name}`)}`),
    ', '
  )
}

export const affiliationColumns = raw('a.person_id, a.kind, a.started_on, a.ended_on')
export const degreeColumns = raw('d.id, d.person_id, d.program_code, d.level, d.graduates_on, d.class_year')
export const studentProfileColumns = raw('s.person_id, s.about, s.interests, s.version')
export const positionColumns = raw(
  'o.id, o.person_id, o.employer, o.title, o.occupation_code, o.industry_code, o.started_on, o.ended_on'
)

/** People by id, in order, null for each that is not there; `visible` narrows them to what the actor may find. */
export async function personsById(
  reader: Reader,
  ids: readonly (string | null)[],
  visible: Sql
): Promise<(PersonRow | null)[]> {
  const asked = ids.filter((id) => id !== null).map(toUuid)
  if (asked.length === 0) return ids.map(() => null)
  const rows = await reader.rows<PersonRow>(sql`select ${personColumns} from persons p
    where p.tenant_id = ${tenant} and p.id = any(${asked}::uuid[]) and ${visible}`)
  return inOrder(ids, rows, (row) => row.id)
}

/** The affiliations of each person, in their order. */
export async function affiliationsByPersonIds(reader: Reader, ids: readonly string[]): Promise<AffiliationRow[][]> {
  const rows = await reader.rows<AffiliationRow>(sql`select ${affiliationColumns} from affiliations a
    where a.tenant_id = ${tenant} and a.person_id = any(${ids}::uuid[]) order by a.started_on nulls first, a.kind`)
  return groupedBy(ids, rows, (row) => row.personId)
}

/** The degrees of each person, the latest first. */
export async function degreesByPersonIds(reader: Reader, ids: readonly string[]): Promise<DegreeRow[][]> {
  const rows = await reader.rows<DegreeRow>(sql`select ${degreeColumns} from degrees d
    where d.tenant_id = ${tenant} and d.person_id = any(${ids}::uuid[]) order by d.graduates_on desc nulls first, d.id`)
  return groupedBy(ids, rows, (row) => row.personId)
}

/** The career of each person in the order in which it was given: latest first. */
export async function positionsByPersonIds(reader: Reader, ids: readonly string[]): Promise<PositionRow[][]> {
  const rows = await reader.rows<PositionRow>(sql`select ${positionColumns} from positions o
    where o.tenant_id = ${tenant} and o.person_id = any(${ids}::uuid[]) order by o.ordinal`)
  return groupedBy(ids, rows, (row) => row.personId)
}

export async function studentProfilesByPersonIds(
  reader: Reader,
  ids: readonly string[]
): Promise<(StudentProfileRow | null)[]> {
  const rows = await reader.rows<StudentProfileRow>(sql`select ${studentProfileColumns} from student_profiles s
    where s.tenant_id = ${tenant} and s.person_id = any(${ids}::uuid[])`)
  return inOrder(ids, rows, (row) => row.personId)
}

export async function mentorProfilesByPersonIds(
  reader: Reader,
  ids: readonly string[],
  now: string
): Promise<(MentorProfileRow | null)[]> {
  const rows = await reader.rows<MentorProfileRow>(sql`select ${join(
    ['person_id', ...mentorFields, ...made].map((name) => sql`${mentorColumn(name, now)} as ${raw(name)}`),
    ', '
  )} from mentor_profiles m
    where m.tenant_id = ${tenant} and m.person_id = any(${ids}::uuid[])`)
  return inOrder(ids, rows, (row) => row.personId)
}
