import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { searchTextOf } from './people.rules.ts'
import {
  touchesMentorProfile,
  touchesPerson,
  touchesSearchText,
  touchesStudentProfile
} from './person-differences.rules.ts'
import type { PersonChange, PersonState } from './person-state.types.ts'

const personFields = `external_id text, subject text, given_name text, family_name text, email text, phone text, time_zone text,
  locale text, city text, region text, country text, is_directory_opted_out boolean, is_active boolean`
const namesOf = (fields: string) => fields.split(',').map((field) => field.trim().split(' ')[0] as string)

/**
 * The statements that bring the database to these states, at most ten however many people they are. Nothing is sent for
 * a table in which nothing changed.
 */
export function writePeople(changes: readonly PersonChange[], now: string): Sql[] {
  const created = changes.filter(({ before }) => before === null)
  const changed = changes.filter((change) => change.before !== null && touchesPerson(change))
  return [
    ...when(created, (list) => insertPersons(list, now)),
    ...when(changed, (list) => updatePersons(list, now)),
    ...replace(changes, 'affiliations', 'kind text, started_on date, ended_on date', (state) => state.affiliations),
    ...replace(
      changes,
      'degrees',
      'id uuid, program_code text, level text, graduates_on date, class_year integer',
      (state) => state.degrees
    ),
    ...when(changes.filter(touchesStudentProfile), (list) => upsertStudentProfiles(list, now)),
    ...replace(
      changes,
      'positions',
      `id uuid, ordinal integer, employer text, title text, occupation_code text, industry_code text,
      started_on date, ended_on date`,
      (state) => state.positions.map((position, ordinal) => ({ ...position, ordinal }))
    ),
    ...when(changes.filter(touchesSearchText), (list) => upsertMentorProfiles(list, now))
  ]
}

const when = (changes: readonly PersonChange[], statement: (list: readonly PersonChange[]) => Sql): Sql[] =>
  changes.length > 0 ? [statement(changes)] : []

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)

// One parameter of JSON rather than one array a column: lists of topics can't travel as arrays of arrays.
const recordset = (rows: readonly object[], fields: string): Sql => {
  const snaked = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [snakeCase(key), value]))
  )
  return sql`jsonb_to_recordset(${JSON.stringify(snaked)}::jsonb) as r (${raw(fields)})`
}

const personRow = ({ after }: PersonChange) => ({ id: after.id, ...after.values })

// By external id, so that two batches with the same new people wait in turn instead of for each other.
const insertPersons = (created: readonly PersonChange[], now: string): Sql => sql`
  insert into persons (tenant_id, id, ${raw(namesOf(personFields).join(', '))}, version, created_at, updated_at)
  select ${tenant}::uuid, r.*, 1, ${now}::timestamptz, ${now}::timestamptz
  from ${recordset(created.map(personRow), `id uuid, ${personFields}`)} order by r.external_id`

const updatePersons = (changed: readonly PersonChange[], now: string): Sql => sql`
  update persons p set ${raw(
    namesOf(personFields)
      .map((name) => `${name} = r.${name}`)
      .join(', ')
  )},
    version = p.version + 1, updated_at = ${now}::timestamptz
  from ${recordset(changed.map(personRow), `id uuid, ${personFields}`)}
  where p.tenant_id = ${tenant} and p.id = r.id`

type ListName = 'affiliations' | 'degrees' | 'positions'

/** Replaces the lists of those whose list changed: what is there goes, what is to be there comes. */
function replace(
  changes: readonly PersonChange[],
  name: ListName,
  fields: string,
  rowsOf: (state: PersonState) => readonly object[]
): Sql[] {
  const touched = changes.filter(({ differences }) => name in differences)
  const emptied = touched
    .filter(({ before }) => before !== null && before[name].length > 0)
    .map(({ after }) => after.id)
  const rows = touched.flatMap(({ after }) => rowsOf(after).map((row) => ({ ...row, personId: after.id })))
  const table = raw(name)
  return [
    ...(emptied.length > 0
      ? [sql`delete from ${table} where tenant_id = ${tenant} and person_id = any(${emptied}::uuid[])`]
      : []),
    ...(rows.length > 0
      ? [
          sql`insert into ${table} (tenant_id, person_id, ${raw(namesOf(fields).join(', '))})
          select ${tenant}::uuid, r.* from ${recordset(rows, `person_id uuid, ${fields}`)}`
        ]
      : [])
  ]
}

// Versions come as values, not as "version + 1": the lock on the person is held, and an insert has no old version.
const upsertStudentProfiles = (changes: readonly PersonChange[], now: string): Sql => {
  const rows = changes.map(({ after: { id, studentProfile } }) => ({
    personId: id,
    about: studentProfile?.about,
    interests: studentProfile?.interests,
    version: (studentProfile?.version ?? 0) + 1
  }))
  return sql`insert into student_profiles (tenant_id, person_id, about, interests, version, created_at, updated_at)
    select ${tenant}::uuid, r.*, ${now}::timestamptz, ${now}::timestamptz
    from ${recordset(rows, 'person_id uuid, about text, interests text[], version integer')}
    on conflict (tenant_id, person_id) do update set
      about = excluded.about, interests = excluded.interests, version = excluded.version, updated_at = excluded.updated_at`
}

const mentorFields = `headline text, about text, seniority text, topics text[], motivations text[], capacity integer,
  is_paused boolean, current_title text, current_employer text, current_occupation_code text, current_industry_code text,
  version integer`

const upsertMentorProfiles = (changes: readonly PersonChange[], now: string): Sql => {
  const names = namesOf(mentorFields)
  return sql`insert into mentor_profiles (tenant_id, person_id, ${raw(names.join(', '))}, search_text, created_at, updated_at)
    select ${tenant}::uuid, r.person_id, ${raw(names.map((name) => `r.${name}`).join(', '))}, app.fold(r.search_text),
      ${now}::timestamptz, ${now}::timestamptz
    from ${recordset(changes.map(mentorRow), `person_id uuid, ${mentorFields}, search_text text`)}
    on conflict (tenant_id, person_id) do update set ${raw(names.map((name) => `${name} = excluded.${name}`).join(', '))},
      search_text = excluded.search_text,
      updated_at = case when mentor_profiles.version = excluded.version then mentor_profiles.updated_at else excluded.updated_at end`
}

// The present position is the first, latest first, that has not ended; the profile repeats it for lists and search.
function mentorRow(change: PersonChange) {
  const { id, values, mentorProfile, positions } = change.after
  const profile = mentorProfile as NonNullable<typeof mentorProfile>
  const current = positions.find(({ endedOn }) => endedOn === null)
  const currentTitle = current?.title ?? null
  const currentEmployer = current?.employer ?? null
  return {
    personId: id,
    ...profile,
    currentTitle,
    currentEmployer,
    currentOccupationCode: current?.occupationCode ?? null,
    currentIndustryCode: current?.industryCode ?? null,
    version: profile.version + (touchesMentorProfile(change) ? 1 : 0),
    searchText: searchTextOf({ ...values, ...profile, currentTitle, currentEmployer })
  }
}
