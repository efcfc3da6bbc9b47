import type { ProblemCode } from '../../src/errors.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { draft, reviewOf } from '../modules/reviews/reviewed.ts'
import { campus } from '../support/campus.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const requests = { ...defaultInstitutionPolicy.requests, isReviewRequired: true }

/** What asking for a review is refused with, and sending without one. */
export const ofReviews = {
  REVIEW_ALREADY_PENDING: async ({ app, home }) => {
    const { student, id: subjectId } = await draft(app, home)
    await reviewOf(app, student, subjectId)
    return change(app, student, 'requestReview', { subjectType: 'MEETING_REQUEST', subjectId })
  },
  NOT_REVIEWABLE: async ({ app, home }) => {
    const { student, id: subjectId } = await draft(app, home)
    await mutate(app, student, 'sendMeetingRequest', { id: subjectId }, '')
    return change(app, student, 'requestReview', { subjectType: 'MEETING_REQUEST', subjectId })
  },
  REVIEW_REQUIRED: async ({ app }) => {
    const { student, id } = await draft(app, await campus(app, { requests }))
    return change(app, student, 'sendMeetingRequest', { id })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
