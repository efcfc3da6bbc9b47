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
  motivations: MentorMotivation[]
  capacity: number
  isPaused: boolean
  currentTitle: string | null
  currentEmployer: string | null
  currentOccupationCode: string | null
  currentIndustryCode: string | null
  version: number
  createdAt: string
  updatedAt: string
}

type Prefixed<Row, Prefix extends string> = { [Key in keyof Row & string as `${Prefix}${Capitalize<Key>}`]: Row[Key] | null }

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
