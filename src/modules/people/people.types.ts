import type { ResponseFigures } from './response-figures.rules.ts'

export type AffiliationKind = 'STUDENT' | 'ALUM' | 'FACULTY' | 'STAFF'
export type DegreeLevel = 'CERTIFICATE' | 'ASSOCIATE' | 'BACHELOR' | 'MASTER' | 'DOCTORATE'
export type SeniorityLevel = 'ENTRY' | 'EARLY' | 'MID' | 'SENIOR' | 'EXECUTIVE'
export type MentorMotivation =
  | 'SHARE_INSIGHT'
  | 'TALK_OF_SUCCESS'
  | 'PAY_IT_FORWARD'
  | 'MEET_NEW_PEOPLE'
  | 'GIVE_BACK'
  | 'BE_ASKED_AS_EXPERT'

/** A row of persons. */
export interface PersonRow {
  id: string
  externalId: string | null
  subject: string | null
  givenName: string
  familyName: string
  email: string | null
  phone: string | null
  timeZone: string
  locale: string
  city: string | null
  region: string | null
  country: string | null
  isDirectoryOptedOut: boolean
  isActive: boolean
  version: number
  createdAt: string
  updatedAt: string
}

/** A row of mentor_profiles, without the text that only search reads. */
export interface MentorProfileRow {
  personId: string
  headline: string | null
  about: string | null
  seniority: SeniorityLevel
  topics: string[]
  /** Why they say yes (S#14). */
  motivations: MentorMotivation[]
  /** As many as are taken at a time: their own number, or the campus's while they have none. */
  capacity: number
  isCapacityDefault: boolean
  isPaused: boolean
  currentTitle: string | null
  currentEmployer: string | null
  currentOccupationCode: string | null
  currentIndustryCode: string | null
  figures: ResponseFigures
  version: number
  createdAt: string
  updatedAt: string
}

type Prefixed<Row, Prefix extends string> = {
  [Key in keyof Row & string as `${Prefix}${Capitalize<Key>}`]: Row[Key] | null
}

/** A person of a list, with the mentor profile joined in the same row: all null when there is none. */
export type ListedPersonRow = PersonRow & Prefixed<Omit<MentorProfileRow, 'personId'>, 'mentor'>

export interface AffiliationRow {
  personId: string
  kind: AffiliationKind
  startedOn: string | null
  endedOn: string | null
}

export interface DegreeRow {
  id: string
  personId: string
  programCode: string
  level: DegreeLevel
  graduatesOn: string | null
  classYear: number | null
}

export interface StudentProfileRow {
  personId: string
  about: string | null
  interests: string[]
  version: number
}

export interface PositionRow {
  id: string
  personId: string
  employer: string
  title: string
  occupationCode: string | null
  industryCode: string | null
  startedOn: string | null
  endedOn: string | null
}

/** The fields of a person that are columns and can be given. Undefined leaves them as they are. */
export interface PersonFields {
  externalId?: string | null
  subject?: string | null
  givenName?: string | null
  familyName?: string | null
  email?: string | null
  phone?: string | null
  timeZone?: string | null
  locale?: string | null
  city?: string | null
  region?: string | null
  country?: string | null
  isDirectoryOptedOut?: boolean | null
  isActive?: boolean | null
}

export interface AffiliationInput {
  kind: AffiliationKind
  startedOn?: string | null
  endedOn?: string | null
}

export interface DegreeInput {
  program: string
  level: DegreeLevel
  graduatesOn?: string | null
}

export interface PositionInput {
  employer: string
  title: string
  occupation?: string | null
  industry?: string | null
  startedOn?: string | null
  endedOn?: string | null
}

export interface StudentProfileInput {
  about?: string | null
  interests?: string[] | null
}

export interface MentorProfileInput {
  headline?: string | null
  about?: string | null
  seniority?: SeniorityLevel | null
  topics?: string[] | null
  motivations?: MentorMotivation[] | null
  capacity?: number | null
  isPaused?: boolean | null
  positions?: PositionInput[] | null
}

/** Everything that can be said of a person at once: the row of a batch, and with fewer fields all other inputs. */
export interface PersonInput extends PersonFields {
  affiliations?: AffiliationInput[] | null
  degrees?: DegreeInput[] | null
  studentProfile?: StudentProfileInput | null
  mentorProfile?: MentorProfileInput | null
}

export type CreatePersonInput = PersonInput

export interface UpdatePersonInput extends PersonFields {
  id: string
  affiliations?: AffiliationInput[] | null
  degrees?: DegreeInput[] | null
  expectedVersion?: number | null
}

export interface UpdateStudentProfileInput extends StudentProfileInput {
  personId: string
  expectedVersion?: number | null
}

export interface UpdateMentorProfileInput extends MentorProfileInput {
  personId: string
  expectedVersion?: number | null
}

export interface UpsertPeopleInput {
  people: (PersonInput & { externalId: string })[]
  keepGoodRows?: boolean | null
}

export type UpsertResult = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'REFUSED' | 'NOT_KEPT'

export interface UpsertPersonRow {
  index: number
  externalId: string
  result: UpsertResult
  personId: string | null
}
