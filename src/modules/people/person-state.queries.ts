import type { Rows } from '../../db/pipeline.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import {
  affiliationColumns,
  degreeColumns,
  personColumns,
  positionColumns,
  studentProfileColumns,
  writtenMentorColumns
} from './people.queries.ts'
import type { AffiliationRow, DegreeRow, PersonRow, PositionRow, StudentProfileRow } from './people.types.ts'
import type { MentorState, PersonState } from './person-state.types.ts'

/** The campus's words for what a person leaves open. */
export const campusDefaults = (): Sql => sql`select time_zone, locale from institutions where id = ${tenant}`

/**
 * The statements that lock people and read all that is written with them, for one round trip. The lock on the person
 * stands for everything below it: whoever writes a profile or a position takes it first. In the order of ids, so that
 * two batches can't wait for each other.
 */
export function lockedStates(people: Sql): Sql[] {
  const theirs = (column: string) => sql`${raw(column)} in
    (select p.id from persons p where p.tenant_id = ${tenant} and ${people})`
  return [
    sql`select ${personColumns} from persons p where p.tenant_id = ${tenant} and ${people} order by p.id for update`,
    sql`select ${affiliationColumns} from affiliations a where a.tenant_id = ${tenant} and ${theirs('a.person_id')}`,
    sql`select ${degreeColumns} from degrees d where d.tenant_id = ${tenant} and ${theirs('d.person_id')} order by d.id`,
    sql`select ${studentProfileColumns} from student_profiles s where s.tenant_id = ${tenant} and ${theirs('s.person_id')}`,
    sql`select ${writtenMentorColumns} from mentor_profiles m where m.tenant_id = ${tenant} and ${theirs('m.person_id')}`,
    sql`select ${positionColumns} from positions o where o.tenant_id = ${tenant} and ${theirs('o.person_id')} order by o.ordinal`
  ]
}

/** What `lockedStates` found, put together: each person's row and state. */
export function statesFrom(results: readonly Rows[]): { row: PersonRow; state: PersonState }[] {
  const [people, affiliations, degrees, students, mentors, positions] = results as unknown as [
    PersonRow[],
    AffiliationRow[],
    DegreeRow[],
    StudentProfileRow[],
    (MentorState & { personId: string })[],
    PositionRow[]
  ]
  const affiliationsOf = Map.groupBy(affiliations, personIdOf)
  const degreesOf = Map.groupBy(degrees, personIdOf)
  const positionsOf = Map.groupBy(positions, personIdOf)
  const studentOf = new Map(students.map((row) => [row.personId, row]))
  const mentorOf = new Map(mentors.map((row) => [row.personId, row]))
  return people.map((row) => {
    const { id, version, createdAt: _created, updatedAt: _updated, ...values } = row
    const state = {
      id,
      version,
      values,
      affiliations: affiliationsOf.get(id) ?? [],
      degrees: degreesOf.get(id) ?? [],
      studentProfile: studentOf.get(id) ?? null,
      mentorProfile: mentorOf.get(id) ?? null,
      positions: positionsOf.get(id) ?? []
    }
    return { row, state }
  })
}

const personIdOf = (row: { personId: string }) => row.personId

/** Who signs in with one of these subjects: to tell a batch's row that its subject is taken before the index does. */
export const holdersOfSubjects = (subjects: readonly string[]): Sql =>
  sql`select p.id, p.subject from persons p where p.tenant_id = ${tenant} and p.subject = any(${subjects}::text[])`
