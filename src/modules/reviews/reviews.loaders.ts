import type { PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { commentsOfReviews, latestReviews, subjectsOf } from './reviews.service.ts'
import type { ReviewCommentRow, ReviewRow } from './reviews.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

/** A page of comments for each review; all parents of a level are asked with the same arguments. */
const comments: Loader<ReviewRow, PageArgs> = (queries, { scope }) =>
  commentsOfReviews(
    scope,
    queries.map(({ obj }) => obj.id),
    queries[0]?.params ?? {}
  )

const latest = byKey(latestReviews, ({ id }: { id: string }) => id)

export const loaders = {
  MeetingRequest: { review: latest },
  Pitch: { review: latest },
  Review: {
    subject: byKey(subjectsOf, (review: ReviewRow) => review),
    student: byKey(personsByIds, (review: ReviewRow) => review.studentId),
    counselor: byKey(personsByIds, (review: ReviewRow) => review.counselorId),
    decidedBy: byKey(personsByIds, (review: ReviewRow) => review.decidedById),
    comments
  },
  ReviewComment: { author: byKey(personsByIds, (comment: ReviewCommentRow) => comment.authorId) }
}
