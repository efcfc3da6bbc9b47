import type { Problem } from '../../errors.ts'
import { classYearOf } from './people.rules.ts'
import type {
  AffiliationInput,
  DegreeInput,
  DegreeRow,
  MentorProfileInput,
  PersonInput,
  PositionInput,
  StudentProfileInput
} from './people.types.ts'
import type { MentorState, PersonState, PersonValues, PositionState, StudentState } from './person-state.types.ts'
import { missingProblems, type Path } from './value.rules.ts'

/** What a merge needs from outside: what the campus says where the input is silent, current codes, and new ids. */
export interface MergeContext {
  campus: { timeZone: string; locale: string }
  /** The code that a program has now: retired CIP codes have successors. */
  programNow(code: string): string
  makeId(): string
}

/**
 * A person as an input leaves them: what is left out stays, null empties or falls back to the campus's, lists replace.
 * For a new person `before` is null. Nothing is changed in place.
 */
export function mergePerson(before: PersonState | null, input: PersonInput, context: MergeContext): PersonState {
  const { affiliations, degrees, studentProfile, mentorProfile, ...fields } = input
  return {
    id: before?.id ?? context.makeId(),
    version: before?.version ?? 0,
    values: mergeValues(before?.values ?? null, fields, context),
    affiliations: affiliations === undefined ? (before?.affiliations ?? []) : (affiliations ?? []).map(affiliationOf),
    degrees:
      degrees === undefined ? (before?.degrees ?? []) : mergeDegrees(before?.degrees ?? [], degrees ?? [], context),
    studentProfile: mergeStudent(before?.studentProfile ?? null, studentProfile),
    mentorProfile: mergeMentor(before?.mentorProfile ?? null, mentorProfile),
    positions: mergePositions(before?.positions ?? [], mentorProfile?.positions, context)
  }
}

/** A new mentor profile has to say how far along the career is. */
export const seniorityProblems = (
  before: PersonState | null,
  input: MentorProfileInput | null | undefined,
  path: Path
): Problem[] =>
  missingProblems(input != null && before?.mentorProfile == null && input.seniority == null, [...path, 'seniority'])

const pick = <T>(given: T | undefined, current: T): T => (given === undefined ? current : given)

function mergeValues(
  before: PersonValues | null,
  input: Omit<PersonInput, 'affiliations'>,
  { campus }: MergeContext
): PersonValues {
  const externalId = pick(input.externalId, before?.externalId ?? null)
  // A new person signs in with the external id when no subject is given; later the two go their own ways.
  const subject = before ? pick(input.subject, before.subject) : (input.subject ?? externalId)
  return {
    externalId,
    subject,
    givenName: input.givenName ?? before?.givenName ?? '',
    familyName: input.familyName ?? before?.familyName ?? '',
    email: pick(input.email, before?.email ?? null),
    phone: pick(input.phone, before?.phone ?? null),
    timeZone: pick(input.timeZone, before?.timeZone ?? null) ?? campus.timeZone,
    locale: pick(input.locale, before?.locale ?? null) ?? campus.locale,
    city: pick(input.city, before?.city ?? null),
    region: pick(input.region, before?.region ?? null),
    country: pick(input.country, before?.country ?? null),
    isDirectoryOptedOut: input.isDirectoryOptedOut ?? before?.isDirectoryOptedOut ?? false,
    isActive: input.isActive ?? before?.isActive ?? true
  }
}

const affiliationOf = ({ kind, startedOn, endedOn }: AffiliationInput) => ({
  kind,
  startedOn: startedOn ?? null,
  endedOn: endedOn ?? null
})

type DegreeState = Omit<DegreeRow, 'personId'>

// A degree or position that is given again as it was keeps its id, so that references to it stay true.
function mergeDegrees(
  before: readonly DegreeState[],
  inputs: readonly DegreeInput[],
  context: MergeContext
): DegreeState[] {
  const known = [...before]
  return inputs.map((input) => {
    const graduatesOn = input.graduatesOn ?? null
    const degree = {
      programCode: context.programNow(input.program),
      level: input.level,
      graduatesOn,
      classYear: classYearOf(graduatesOn)
    }
    return { id: takeId(known, degree) ?? context.makeId(), ...degree }
  })
}

function mergePositions(
  before: readonly PositionState[],
  inputs: readonly PositionInput[] | null | undefined,
  context: MergeContext
): PositionState[] {
  if (inputs === undefined) return [...before]
  const known = [...before]
  return (inputs ?? []).map((input) => {
    const position = {
      employer: input.employer,
      title: input.title,
      occupationCode: input.occupation ?? null,
      industryCode: input.industry ?? null,
      startedOn: input.startedOn ?? null,
      endedOn: input.endedOn ?? null
    }
    return { id: takeId(known, position) ?? context.makeId(), ...position }
  })
}

function takeId<T extends { id: string }>(known: T[], wanted: Omit<T, 'id'>): string | null {
  const keys = Object.keys(wanted) as (keyof Omit<T, 'id'>)[]
  const index = known.findIndex((row) => keys.every((key) => row[key] === wanted[key]))
  return index < 0 ? null : (known.splice(index, 1)[0] as T).id
}

function mergeStudent(before: StudentState | null, input: StudentProfileInput | null | undefined): StudentState | null {
  if (input == null) return before
  return {
    about: pick(input.about, before?.about ?? null),
    interests: pick(input.interests, before?.interests ?? []) ?? [],
    version: before?.version ?? 0
  }
}

function mergeMentor(before: MentorState | null, input: MentorProfileInput | null | undefined): MentorState | null {
  if (input == null) return before
  return {
    headline: pick(input.headline, before?.headline ?? null),
    about: pick(input.about, before?.about ?? null),
    // A new profile without one has been refused before it is merged.
    seniority: input.seniority ?? before?.seniority ?? 'ENTRY',
    topics: pick(input.topics, before?.topics ?? []) ?? [],
    motivations: pick(input.motivations, before?.motivations ?? []) ?? [],
    capacity: pick(input.capacity, before?.capacity ?? null),
    isPaused: input.isPaused ?? before?.isPaused ?? false,
    version: before?.version ?? 0
  }
}
