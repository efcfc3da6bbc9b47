import type { ReferralInput } from '../requests/requests.types.ts'

export type FitVerdict = 'FITS' | 'UNSURE' | 'DOES_NOT_FIT'
export type ResourceKind = 'WEBSITE' | 'PUBLICATION' | 'TRAINING_PROGRAM' | 'ORGANIZATION' | 'PERSON'

export interface OccupationVerdict {
  /** An O*NET-SOC code. */
  occupation: string
  verdict: FitVerdict
}

export interface MetPurpose {
  purpose: string
  met: 'YES' | 'PARTLY' | 'NO'
}

export interface Observation {
  tag: 'CULTURE' | 'ORGANIZATION' | 'OTHER'
  text: string
  isShared: boolean
}

export interface CompetencyRating {
  competency: string
  before: number
  after: number
}

export interface Closing {
  hasThanked: boolean | null
  interestLevel: number | null
  keepInMind: boolean | null
  isKeepInMindShared: boolean
}

/** What doors show of an outcome, and what its columns hold alike. */
interface Said {
  id: string
  meetingId: string
  studentId: string
  mentorId: string
  fitVerdict: FitVerdict
  learned: string
  nextSteps: string[]
  /** What is needed for the work (S#8). */
  qualificationsLearned: string[]
  /** O*NET-SOC codes of careers that were unknown before (S#7). */
  careersDiscovered: string[]
  confidenceBefore: number | null
  confidenceAfter: number | null
  fitVerdicts: OccupationVerdict[]
  purposesMet: MetPurpose[]
  observations: Observation[]
  competencies: CompetencyRating[]
  version: number
  loggedAt: string
  updatedAt: string
}

/** An outcome as it is stored, with the occupation that its request was about. */
export interface OutcomeRow extends Said, Closing {
  targetOccupationCode: string | null
}

/** An outcome as somebody may read it. */
export interface Outcome extends Said {
  closing: Closing | null
}

interface ById {
  id: string
  expectedVersion?: number | null
}

export interface ResourceInput {
  kind: ResourceKind
  title?: string | null
  url?: string | null
  note?: string | null
  mentorId?: string | null
}

export interface LeadInput {
  organization: string
  title: string
  url?: string | null
  closesOn?: string | null
}

export interface SkillInput {
  name: string
  dueOn?: string | null
}

export interface FeedbackInput {
  resumeVersionId: string
  strengths?: string[] | null
  gaps?: string[] | null
  marketability?: number | null
}

export interface OutcomeFields {
  fitVerdict?: FitVerdict | null
  learned?: string | null
  nextSteps?: string[] | null
  qualificationsLearned?: string[] | null
  careersDiscovered?: string[] | null
  confidenceBefore?: number | null
  confidenceAfter?: number | null
  fitVerdicts?: OccupationVerdict[] | null
  purposesMet?: MetPurpose[] | null
  closing?: Partial<Closing> | null
  observations?: (Omit<Observation, 'isShared'> & { isShared?: boolean | null })[] | null
  competencies?: CompetencyRating[] | null
  resumeFeedback?: FeedbackInput | null
}

/** What is added to an outcome that has an identity of its own, by the name of the field that it came in. */
export interface Additions {
  referrals: readonly ReferralInput[]
  resources: readonly ResourceInput[]
  leads: readonly LeadInput[]
  skills: readonly SkillInput[]
  names: { referrals: string; resources: string; leads: string; skills: string }
}

export interface LogOutcomeInput extends OutcomeFields {
  meetingId: string
  fitVerdict: FitVerdict
  learned: string
  referrals?: ReferralInput[] | null
  resources?: ResourceInput[] | null
  leads?: LeadInput[] | null
  skillsToAcquire?: SkillInput[] | null
}

export interface UpdateOutcomeInput extends OutcomeFields, ById {
  addReferrals?: ReferralInput[] | null
  addResources?: ResourceInput[] | null
  removeResources?: string[] | null
  addLeads?: LeadInput[] | null
  removeLeads?: string[] | null
  addSkillsToAcquire?: SkillInput[] | null
}

export interface OutcomeFilter {
  fitVerdict?: FitVerdict[] | null
  studentId?: string | null
  mentorId?: string | null
  loggedFrom?: string | null
  loggedBefore?: string | null
  resumeVersionId?: string | null
}

/** What an outcome has to agree with, and what hangs on it already. */
export interface OutcomeFacts {
  purposes: string[]
  sharedVersionIds: string[]
  resourceIds: string[]
  leadIds: string[]
  skillCount: number
  feedback: FeedbackRow | null
}

export interface FeedbackRow {
  resumeVersionId: string
  strengths: string[]
  gaps: string[]
  marketability: number | null
}

export interface ResumeFeedback extends Omit<FeedbackRow, 'resumeVersionId'> {
  outcomeId: string
  /** Null for machines, whom resumes are not for. */
  resumeVersionId: string | null
}

export interface ResourceRow {
  id: string
  outcomeId: string
  studentId: string
  kind: ResourceKind
  title: string | null
  url: string | null
  note: string | null
  referralId: string | null
  mentorId: string | null
  createdAt: string
}

export interface LeadRow {
  id: string
  outcomeId: string
  studentId: string
  organization: string
  title: string
  url: string | null
  closesOn: string | null
  createdAt: string
}

export interface LeadFilter {
  studentId?: string | null
  isOpen?: boolean | null
}
