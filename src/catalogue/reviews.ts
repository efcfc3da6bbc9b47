import type { Entries } from './entry.ts'

/** What counselors are asked to look at. */
export const ofReviews = {
  REVIEW_ALREADY_PENDING: {
    status: 409,
    title: 'A review of this is waiting already.',
    remedy: 'Wait for it, or withdraw it and ask again.'
  },
  NOT_REVIEWABLE: {
    status: 409,
    title:
      'There is nothing to review: the request is no draft, the pitch or plan is put away, or the question list is empty or closed.',
    remedy:
      'Ask for a review of a draft, of a pitch or plan in use, or of a question list with a question on it whose request goes on.'
  },
  REVIEW_REQUIRED: {
    status: 409,
    title: 'The campus asks that a counselor has approved a request as it is before it is sent.',
    remedy: 'Ask for a review with requestReview, and send the request once it is approved, without changing it.'
  }
} satisfies Entries
