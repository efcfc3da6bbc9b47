export type InterviewType = 'CAREER_EXPLORATION' | 'COMPANY_INSIDER' | 'HIRING_MANAGER'
export type RequestStatus =
  | 'DRAFT'
  | 'SENT'
  | 'NEEDS_INFO'
  | 'ACCEPTED'
  | 'DECLINED'
  | 'WITHDRAWN'
  | 'EXPIRED'
  | 'CLOSED_BY_MENTOR'
export type Channel = 'PHONE' | 'VIDEO' | 'IN_PERSON' | 'OTHER'

export type Side = 'STUDENT' | 'MENTOR'

export interface RequestRow {
  id: string
  studentId: string
  mentorId: string
  type: InterviewType
  status: RequestStatus
  /** Which of the six reasons for such a conversation, several of them at will (S#6). */
  purposes: string[]
  targetOccupationCode: string | null
  targetOrganization: string | null
  targetRole: string | null
  targetTeam: string | null
  topicKind: string | null
  topic: string | null
  whyYou: string | null
  message: string | null
  durationMinutes: number
  channel: Channel
  proposedTimes: string[]
  viaPersonId: string | null
  declineReason: string | null
  declineNote: string | null
  infoQuestion: string | null
  infoAskedAt: string | null
  infoAnswer: string | null
  infoAnsweredAt: string | null
  /** While a question waits for its answer: what is left of the mentor's time. */
  replySecondsLeft: number | null
  counterCount: number
  /** Whose counter-proposal stands. */
  counteredBy: Side | null
  asksForReferral: boolean
  /** The text of a pitch that goes with it (S#25): the preparation module's. */
  pitchVersionId: string | null
  sentAt: string | null
  expiresAt: string | null
  answeredAt: string | null
  closedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

/** What a draft says; every field may still be missing. Lengths and codes are checked, completeness only on sending. */
export interface DraftFields {
  type?: InterviewType | null
  purposes?: string[] | null
  targetOccupation?: string | null
  targetOrganization?: string | null
  targetRole?: string | null
  targetTeam?: string | null
  topicKind?: string | null
  topic?: string | null
  whyYou?: string | null
  message?: string | null
  durationMinutes?: number | null
  channel?: Channel | null
  proposedTimes?: string[] | null
}

export interface CreateMeetingRequestInput extends DraftFields {
  mentorId: string
  type: InterviewType
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

export interface UpdateMeetingRequestInput extends DraftFields, ById {}

export interface AcceptMeetingRequestInput extends ById {
  startsAt: string
  channel?: Channel | null
  location?: string | null
}

export interface RequestMoreInfoInput extends ById {
  question: string
}

export interface ProvideMoreInfoInput extends ById {
  answer: string
}

export interface ReferralInput {
  mentorId?: string | null
  externalName?: string | null
  externalOrganization?: string | null
  externalContact?: string | null
  note?: string | null
}

export interface DeclineMeetingRequestInput extends ById {
  reason: string
  note?: string | null
  referral?: ReferralInput | null
  /** Whether the mentor takes no more requests from now on. */
  isPaused?: boolean | null
}

export interface AddDeclineReferralInput extends ById {
  referral: ReferralInput
}

/** What an answered request led to (names passed on instead, or a meeting), what led to it, and what it is warned of. */
export interface RequestAnswer {
  referrals: ReferralRow[]
  referralChain: ReferralRow[]
  meetingId: string | null
  warnings: RequestWarning[]
}

export type RequestWarningCode = 'SAME_TEXT' | 'JOB_ASK'

export interface RequestWarning {
  code: RequestWarningCode
  message: string
  path: string[]
}

export interface RequestFilter {
  status?: RequestStatus[] | null
  type?: InterviewType | null
  studentId?: string | null
  mentorId?: string | null
  counselorId?: string | null
  closedFrom?: string | null
  closedBefore?: string | null
  createdFrom?: string | null
  createdBefore?: string | null
}

export interface ReferralRow {
  id: string
  studentId: string
  referredById: string
  requestId: string | null
  outcomeId: string | null
  mentorId: string | null
  externalName: string | null
  externalOrganization: string | null
  externalContact: string | null
  note: string | null
  draftRequestId: string | null
  createdAt: string
}
