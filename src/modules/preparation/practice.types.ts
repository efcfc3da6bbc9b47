import type { ById } from '../requests/requests.types.ts'

export type MockSessionKind = 'INFORMATIONAL' | 'JOB'
export type MockSessionStatus = 'PLANNED' | 'HELD' | 'CANCELLED'

export interface MockSessionRow {
  id: string
  studentId: string
  kind: MockSessionKind
  status: MockSessionStatus
  partnerId: string | null
  partnerName: string | null
  partnerEmail: string | null
  requestId: string | null
  pitchId: string | null
  questionListId: string | null
  /** The texts of that list, in order. */
  questions: string[]
  scheduledFor: string
  heldAt: string | null
  selfRating: number | null
  selfReflection: string | null
  feedbackRating: number | null
  feedbackStrengths: string | null
  feedbackImprovements: string | null
  feedbackAt: string | null
  cancelledAt: string | null
  partnerLinkId: string | null
  partnerLinkSha256: string | null
  partnerLinkExpiresAt: string | null
  partnerLinkUsedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
  /** What the link is opened by: with the answer that made it, and nowhere else. */
  partnerLinkToken?: string
}

/** What a session is about; each may be left out of a change. */
export interface MockSessionPlan {
  kind?: MockSessionKind | null
  scheduledFor?: string | null
  requestId?: string | null
  pitchId?: string | null
  questionListId?: string | null
}

export interface PlanMockSessionInput extends MockSessionPlan {
  kind: MockSessionKind
  scheduledFor: string
  partnerId?: string | null
  partnerName?: string | null
  partnerEmail?: string | null
}

export interface UpdateMockSessionInput extends MockSessionPlan, ById {}

export interface RecordMockSessionInput extends ById {
  heldAt: string
  selfRating?: number | null
  selfReflection?: string | null
}

export interface MockFeedbackInput {
  rating: number
  strengths?: string | null
  improvements?: string | null
}

export interface GiveMockFeedbackInput extends MockFeedbackInput, ById {}

export interface MockSessionFilter {
  studentId?: string | null
  partnerId?: string | null
  requestId?: string | null
  status?: MockSessionStatus[] | null
  kind?: MockSessionKind | null
}

export type MockSessionOrderField = 'SCHEDULED_FOR' | 'CREATED_AT'

/** What a partner from outside may see by their link: no more than they need to practise. */
export interface PartnerLinkView {
  institutionName: string
  studentGivenName: string
  kind: MockSessionKind
  scheduledFor: string
  pitch: string | null
  questions: string[]
  expiresAt: string
}
