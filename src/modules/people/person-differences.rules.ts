import type { Differences, PersonChange, PersonState, PersonValues } from './person-state.types.ts'

/** What differs between two states of a person, field by field; empty when nothing does. */
export function differencesOf(before: PersonState | null, after: PersonState): Differences {
  const was = before && comparable(before)
  const is = comparable(after)
  const differs = (key: string) => JSON.stringify(was?.[key] ?? null) !== JSON.stringify(is[key] ?? null)
  const changed = Object.keys(is).filter((key) => differs(key) && !isNothing(was?.[key], is[key]))
  return Object.fromEntries(changed.map((key) => [key, { from: was?.[key] ?? null, to: is[key] }]))
}

// An empty list of somebody new is no change.
const isNothing = (from: unknown, to: unknown): boolean => from === undefined && Array.isArray(to) && to.length === 0

// Affiliations and degrees are sets, positions a sequence. Ids and versions say nothing about a person.
function comparable({
  values,
  affiliations,
  degrees,
  studentProfile,
  mentorProfile,
  positions
}: PersonState): Record<string, unknown> {
  return {
    ...values,
    affiliations: sorted(affiliations.map(({ kind, startedOn, endedOn }) => ({ kind, startedOn, endedOn }))),
    degrees: sorted(
      degrees.map(({ programCode, level, graduatesOn, classYear }) => ({ programCode, level, graduatesOn, classYear }))
    ),
    studentProfile: studentProfile && { about: studentProfile.about, interests: studentProfile.interests },
    mentorProfile: mentorProfile && profileOf(mentorProfile),
    positions: positions.map(({ id: _, employer, title, occupationCode, industryCode, startedOn, endedOn }) => ({
      employer,
      title,
      occupationCode,
      industryCode,
      startedOn,
      endedOn
    }))
  }
}

function profileOf(profile: NonNullable<PersonState['mentorProfile']>) {
  const { headline, about, seniority, topics, motivations, capacity, isPaused } = profile
  return { headline, about, seniority, topics, motivations: [...motivations].sort(), capacity, isPaused }
}

const sorted = (list: readonly object[]): string[] | object[] =>
  [...list].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

const ownKeys = new Set<string>([
  'externalId',
  'subject',
  'givenName',
  'familyName',
  'email',
  'phone',
  'timeZone',
  'locale',
  'city',
  'region',
  'country',
  'isDirectoryOptedOut',
  'isActive',
  'affiliations',
  'degrees'
] satisfies (keyof PersonValues | 'affiliations' | 'degrees')[])

/** Whether the person's own version goes up: profiles and positions have the version of their profile. */
export const touchesPerson = ({ differences }: PersonChange): boolean =>
  Object.keys(differences).some((key) => ownKeys.has(key))

/** Whether the student profile's version goes up. */
export const touchesStudentProfile = ({ differences }: PersonChange): boolean => 'studentProfile' in differences

/** Positions belong to the mentor profile, where there is one. */
export const touchesMentorProfile = ({ after, differences }: PersonChange): boolean =>
  after.mentorProfile !== null && ('mentorProfile' in differences || 'positions' in differences)

/** Name and city are in the text that mentors are found by. */
export const touchesSearchText = (change: PersonChange): boolean =>
  touchesMentorProfile(change) ||
  (change.after.mentorProfile !== null && ['givenName', 'familyName', 'city'].some((key) => key in change.differences))

const takesRequests = (state: PersonState | null): boolean =>
  state?.values.isActive === true && state.mentorProfile?.isPaused === false

/** Whether somebody leaves the campus with a change. */
export const leaves = ({ before, after }: PersonChange): boolean =>
  before?.values.isActive === true && after.values.isActive === false

/** Whether somebody who took requests before a change takes none after it: a mentor who pauses, or leaves. */
export const stopsMentoring = ({ before, after }: PersonChange): boolean =>
  takesRequests(before) && !takesRequests(after)
