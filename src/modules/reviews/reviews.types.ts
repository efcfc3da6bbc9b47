import type { PageArgs } from '../../db/page.ts'

export type ReviewSubjectType = 'MEETING_REQUEST' | 'PITCH' | 'EXPLORATION_PLAN' | 'QUESTION_LIST'
export type ReviewStatus = 'PENDING' | 'APPROVED' | 'RETURNED' | 'WITHDRAWN'

export interface ReviewRow {
  id: string
  subjectType: ReviewSubjectType
  subjectId: string
  subjectVersion: number
  isOutdated: boolean
  isReviewable: boolean
  status: ReviewStatus
  studentId: string
  counselorId: string | null
  message: string | null
  decidedById: string | null
  requestedAt: string
  decidedAt: string | null
  updatedAt: string
  version: number
}

export interface ReviewCommentRow {
  id: string
  reviewId: string
  authorId: string
  text: string
  createdAt: string
}

/** What can be said of any subject, locked. */
export interface SubjectRow {
  id: string
  studentId: string
  isReviewable: boolean
  version: number
  mark: string
}

export interface ReviewFilter {
  status?: ReviewStatus[] | null
  counselorId?: string | null
  isForAnybody?: boolean | null
  isReviewable?: boolean | null
  subjectType?: ReviewSubjectType | null
  studentId?: string | null
}

export type ReviewOrderField = 'REQUESTED_AT' | 'UPDATED_AT'

export interface ReviewOrder {
  field: ReviewOrderField
  direction: 'ASC' | 'DESC'
}

export interface ListReviewsArgs extends PageArgs {
  filter?: ReviewFilter | null
  orderBy?: ReviewOrder | null
}

export interface ReviewCommentsArgs extends PageArgs {
  id: string
}

export interface RequestReviewInput {
  subjectType: ReviewSubjectType
  subjectId: string
  message?: string | null
  counselorId?: string | null
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

export interface DecideReviewInput extends ById {
  comment?: string | null
  subjectVersion?: number | null
}

export interface AddReviewCommentInput {
  id: string
  text: string
}
