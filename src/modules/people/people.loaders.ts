import type { Loader } from '../module.ts'
import { industriesByCodes, occupationsByCodes, programsByCodes } from '../taxonomy/taxonomy.service.ts'
import {
  affiliationsByPersonIds,
  degreesByPersonIds,
  mentorProfilesOf,
  positionsByPersonIds,
  studentProfilesByPersonIds
} from './people.service.ts'
import type { DegreeRow, PersonRow } from './people.types.ts'

interface InCareer {
  occupationCode: string | null
  industryCode: string | null
}

const occupation: Loader<InCareer> = (queries, { scope }) =>
  occupationsByCodes(
    scope,
    queries.map(({ obj }) => obj.occupationCode)
  )
const industry: Loader<InCareer> = (queries, { scope }) =>
  industriesByCodes(
    scope,
    queries.map(({ obj }) => obj.industryCode)
  )

const ofPerson =
  <T>(
    byPersonIds: (scope: Parameters<Loader<PersonRow>>[1]['scope'], ids: string[]) => Promise<T[]>
  ): Loader<PersonRow> =>
  (queries, { scope }) =>
    byPersonIds(
      scope,
      queries.map(({ obj }) => obj.id)
    )

const mentorProfile: Loader<PersonRow> = (queries, { scope }) =>
  mentorProfilesOf(
    scope,
    queries.map(({ obj }) => obj)
  )
const program: Loader<DegreeRow> = (queries, { scope }) =>
  programsByCodes(
    scope,
    queries.map(({ obj }) => obj.programCode)
  )

export const loaders = {
  Person: {
    affiliations: ofPerson(affiliationsByPersonIds),
    degrees: ofPerson(degreesByPersonIds),
    studentProfile: ofPerson(studentProfilesByPersonIds),
    mentorProfile,
    positions: ofPerson(positionsByPersonIds)
  },
  Degree: { program },
  Position: { occupation, industry },
  CurrentPosition: { occupation, industry }
}
