import type { Actor } from '../../actor.ts'
import { contactOf, currentPositionOf, externalIdOf, nameOf, responsesOf } from './people.fields.ts'
import { profileIn, type WholePerson } from './people.service.ts'
import type {
  DegreeRow,
  ListedPersonRow,
  MentorProfileRow,
  PersonRow,
  PositionRow,
  StudentProfileRow
} from './people.types.ts'

// What REST shows of a person: the same fields under the same rules as GraphQL, with codes where GraphQL has objects.

const person = (actor: Actor, row: PersonRow) => ({
  id: row.id,
  name: nameOf(row),
  givenName: row.givenName,
  familyName: row.familyName,
  externalId: externalIdOf(actor, row),
  ...contactOf(actor, row),
  timeZone: row.timeZone,
  locale: row.locale,
  city: row.city,
  region: row.region,
  country: row.country,
  isActive: row.isActive,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  version: row.version
})

const career = <Row extends { occupationCode: string | null; industryCode: string | null }>({
  occupationCode,
  industryCode,
  ...rest
}: Row) => ({ ...rest, occupation: occupationCode, industry: industryCode })

function mentorProfile(row: MentorProfileRow | null) {
  if (row === null) return null
  const { headline, about, seniority, topics, motivations, capacity, isPaused, createdAt, version } = row
  const { isCapacityDefault } = row
  const current = currentPositionOf(row)
  const currentPosition = current && career(current)
  const responses = {
    responseRate: responsesOf.responseRate(row),
    medianResponseHours: responsesOf.medianResponseHours(row),
    lastActive: responsesOf.lastActive(row)
  }
  const own = {
    headline,
    about,
    seniority,
    topics,
    motivations,
    capacity,
    isCapacityDefault,
    isPaused,
    currentPosition
  }
  return { ...own, ...responses, createdAt, version }
}

const studentProfile = (row: StudentProfileRow | null) =>
  row && { about: row.about, interests: row.interests, version: row.version }

const degree = ({ personId: _, programCode, ...rest }: DegreeRow) => ({ ...rest, program: programCode })

const position = ({ personId: _, ...rest }: PositionRow) => career(rest)

/** A person of a list. */
export const listedPersonJson = (actor: Actor) => (row: ListedPersonRow) => ({
  ...person(actor, row),
  mentorProfile: mentorProfile(profileIn(row))
})

/** A person alone, with everything that belongs to them. */
export const personJson = (actor: Actor, row: PersonRow, whole: WholePerson) => ({
  ...person(actor, row),
  affiliations: whole.affiliations.map(({ kind, startedOn, endedOn }) => ({ kind, startedOn, endedOn })),
  degrees: whole.degrees.map(degree),
  studentProfile: studentProfile(whole.studentProfile),
  mentorProfile: mentorProfile(whole.mentorProfile),
  positions: whole.positions.map(position)
})
