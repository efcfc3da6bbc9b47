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

/** A page of comments for each review: one look-up for all that are asked with the same arguments. */
const comments: Loader<ReviewRow, PageArgs> = async (queries, { scope }) => {
  const groups = Map.groupBy(queries, ({ params }) => JSON.stringify(params))
  const found = await Promise.all(
    [...groups.values()].map(async (group) => {
      const ids = group.map(({ obj }) => obj.id)
      const pages = await commentsOfReviews(scope, ids, group[0]?.params ?? {})
      return group.map((query, index) => [query, pages[index]] as const)
    })
  )
  const pages = new Map(found.flat())
  return queries.map((query) => pages.get(query))
}

const latest = byKey(latestReviews, ({ id }: { id: string }) => id)

export const loaders = {
  MeetingRequest: { review: latest },
  Pitch: { review: latest },
  ExplorationPlan: { review: latest },
  QuestionList: { review: latest },
  Review: {
    subject: byKey(subjectsOf, (review: ReviewRow) => review),
    student: byKey(personsByIds, (review: ReviewRow) => review.studentId),
    counselor: byKey(personsByIds, (review: ReviewRow) => review.counselorId),
    decidedBy: byKey(personsByIds, (review: ReviewRow) => review.decidedById),
    comments
  },
  ReviewComment: { author: byKey(personsByIds, (comment: ReviewCommentRow) => comment.authorId) }
}
