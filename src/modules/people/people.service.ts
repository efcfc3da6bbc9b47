import { isOfficial } from '../../actor.ts'
import type { Wanted } from '../../db/asked-columns.ts'
import type { Connection } from '../../db/page.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { everybody, maySeeExternalId, visibleTo } from './people.policy.ts'
import {
  affiliationsByPersonIds,
  degreesByPersonIds,
  mentorProfilesByPersonIds,
  personFieldColumns as ownFieldColumns,
  personsById,
  positionsByPersonIds,
  studentProfilesByPersonIds
} from './people.queries.ts'
import type {
  AffiliationRow,
  DegreeRow,
  ListedPersonRow,
  MentorProfileRow,
  PersonRow,
  PositionRow,
  StudentProfileRow
} from './people.types.ts'
import { pageOfMentors, pageOfPeople } from './people-list.queries.ts'
import { mentorListProblems, personFilterProblems } from './people-list.rules.ts'
import type { ListMentorsArgs, ListPeopleArgs } from './people-list.types.ts'
import type { ResponseFigures } from './response-figures.rules.ts'

export { visibleTo } from './people.policy.ts'
export { classYearOf, searchTextOf } from './people.rules.ts'
export type { MentorProfileRow, PersonRow } from './people.types.ts'
/** The columns of a person by field, for lists that bring people along: what is read for itself is left to the loaders. */
export const personFieldColumns = Object.fromEntries(
  Object.entries(ownFieldColumns).filter(([name, columns]) => name === 'id' || columns[0] !== 'id')
)

export { affiliationsByPersonIds, degreesByPersonIds, positionsByPersonIds, studentProfilesByPersonIds }

/**
 * The people of a relation whose parent the actor may see (a request's student, say), in order, null for each that is
 * missing. The directory is not asked: who may see the request may see who is in it.
 */
export const personsByIds = (reader: Reader, ids: readonly (string | null)[]): Promise<(PersonRow | null)[]> =>
  personsById(reader, ids, everybody)

/** The people with these ids whom the actor may find, in order, null for each other. */
export const visiblePersonsByIds = (scope: Scope, ids: readonly string[]): Promise<(PersonRow | null)[]> =>
  personsById(scope, ids, visibleTo(scope.actor))

/** The person with this id whom the actor may find, or null. */
export const findPerson = async (scope: Scope, { id }: { id: string }): Promise<PersonRow | null> =>
  (await visiblePersonsByIds(scope, [id]))[0] ?? null

/** The same. Throws NOT_FOUND instead. */
export async function getPerson(scope: Scope, args: { id: string }): Promise<PersonRow> {
  const person = await findPerson(scope, args)
  if (!person) throw refuse('NOT_FOUND', { path: ['id'] })
  return person
}

/**
 * A page of people, each with the mentor profile: one statement, of what is wanted where a door says so. Nobody but officials finds those who opted out of the
 * directory, by any filter or by the count.
 * Throws INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR, and FORBIDDEN for a look-up by external id by others.
 */
export async function listPeople(
  scope: Scope,
  args: ListPeopleArgs,
  wanted?: Wanted
): Promise<Connection<ListedPersonRow>> {
  const filter = args.filter ?? {}
  if (filter.externalId != null && !maySeeExternalId(scope.actor)) {
    throw refuse('FORBIDDEN', { path: ['filter', 'externalId'] })
  }
  refuseAll(personFilterProblems(filter))
  return pageOfPeople(scope, args, visibleTo(scope.actor), scope.clock.now(), wanted)
}

/**
 * A page of active mentors whom the actor may find: one statement. By relevance when words are given, else by name.
 * Throws INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listMentors(
  scope: Scope,
  args: ListMentorsArgs,
  wanted?: Wanted
): Promise<Connection<ListedPersonRow>> {
  refuseAll(mentorListProblems(args))
  // Whoever looks for somebody to ask is shown who can be asked; officials see the whole directory.
  const isAvailable = args.filter?.isAvailable ?? (isOfficial(scope.actor) ? null : true)
  const filter = { ...args.filter, isAvailable }
  return pageOfMentors(scope, { ...args, filter }, visibleTo(scope.actor), scope.clock.now(), wanted)
}

/** The mentor profiles of people, in order: from their own rows where a list has joined them, else in one statement. */
export async function mentorProfilesOf(
  scope: Scope,
  people: readonly PersonRow[]
): Promise<(MentorProfileRow | null)[]> {
  const missing = people.filter((person) => !isListed(person)).map(({ id }) => id)
  const found = missing.length > 0 ? await mentorProfilesByPersonIds(scope, missing, scope.clock.now()) : []
  const read = new Map(missing.map((id, index) => [id, found[index] ?? null]))
  return people.map((person) => (isListed(person) ? profileIn(person) : (read.get(person.id) ?? null)))
}

const isListed = (person: PersonRow): person is ListedPersonRow => 'mentorSeniority' in person

/** The mentor profile of a person whose list has joined it; undefined where none was joined, and it has to be read. */
export const joinedProfileOf = (person: PersonRow): MentorProfileRow | null | undefined =>
  isListed(person) ? profileIn(person) : undefined

/** The mentor profile that a list has joined to a person, or null. */
export function profileIn(row: ListedPersonRow): MentorProfileRow | null {
  if (row.mentorSeniority === null) return null
  return {
    personId: row.id,
    headline: row.mentorHeadline,
    about: row.mentorAbout,
    seniority: row.mentorSeniority,
    topics: row.mentorTopics as string[],
    motivations: row.mentorMotivations as MentorProfileRow['motivations'],
    capacity: row.mentorCapacity as number,
    isCapacityDefault: row.mentorIsCapacityDefault as boolean,
    isPaused: row.mentorIsPaused as boolean,
    currentTitle: row.mentorCurrentTitle,
    currentEmployer: row.mentorCurrentEmployer,
    currentOccupationCode: row.mentorCurrentOccupationCode,
    currentIndustryCode: row.mentorCurrentIndustryCode,
    figures: row.mentorFigures as ResponseFigures,
    version: row.mentorVersion as number,
    createdAt: row.mentorCreatedAt as string,
    updatedAt: row.mentorUpdatedAt as string
  }
}

export interface WholePerson {
  affiliations: AffiliationRow[]
  degrees: DegreeRow[]
  studentProfile: StudentProfileRow | null
  mentorProfile: MentorProfileRow | null
  positions: PositionRow[]
}

/** Everything that belongs to a person, in one round trip. */
export async function wholePerson(scope: Scope, person: PersonRow): Promise<WholePerson> {
  const ids = [person.id]
  const [affiliations, degrees, positions, studentProfiles, mentorProfiles] = await Promise.all([
    affiliationsByPersonIds(scope, ids),
    degreesByPersonIds(scope, ids),
    positionsByPersonIds(scope, ids),
    studentProfilesByPersonIds(scope, ids),
    mentorProfilesOf(scope, [person])
  ])
  return {
    affiliations: affiliations[0] ?? [],
    degrees: degrees[0] ?? [],
    positions: positions[0] ?? [],
    studentProfile: studentProfiles[0] ?? null,
    mentorProfile: mentorProfiles[0] ?? null
  }
}
