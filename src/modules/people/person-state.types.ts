import type {
  AffiliationRow,
  DegreeRow,
  MentorProfileRow,
  PersonRow,
  PositionRow,
  StudentProfileRow
} from './people.types.ts'

export type PersonValues = Omit<PersonRow, 'id' | 'version' | 'createdAt' | 'updatedAt'>
export type StudentState = Omit<StudentProfileRow, 'personId'>
export type PositionState = Omit<PositionRow, 'personId'>
export type MentorState = Pick<
  MentorProfileRow,
  'headline' | 'about' | 'seniority' | 'topics' | 'motivations' | 'isPaused' | 'version'
> & { /** Null where the campus's default holds. */ capacity: number | null }

/** A person with everything that is written with them: what a change starts from, and what it leads to. Version 0 is new. */
export interface PersonState {
  id: string
  version: number
  values: PersonValues
  affiliations: Omit<AffiliationRow, 'personId'>[]
  degrees: Omit<DegreeRow, 'personId'>[]
  studentProfile: StudentState | null
  mentorProfile: MentorState | null
  positions: PositionState[]
}

export type Differences = Record<string, { from: unknown; to: unknown }>

/** One person's change, ready to be written. */
export interface PersonChange {
  before: PersonState | null
  after: PersonState
  differences: Differences
}
