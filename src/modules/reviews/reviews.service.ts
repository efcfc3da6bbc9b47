import { inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import { plansByIds } from '../plans/plans.service.ts'
import { pitchesByIds } from '../preparation/pitches.service.ts'
import { questionListsByIds } from '../questions/question-lists.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { allowedActions } from '../state-machine.ts'
import { partiesOf, visibleReviews } from './reviews.policy.ts'
import { commentPages, latestReviewRows, reviewPage, reviewRows } from './reviews.queries.ts'
import { isPossible, type ReviewAction, reviewMachine } from './reviews.rules.ts'
import type {
  ListReviewsArgs,
  ReviewCommentRow,
  ReviewCommentsArgs,
  ReviewRow,
  ReviewSubjectType
} from './reviews.types.ts'

/**
 * The reviews that the actor may see, as a queue: oldest first unless ordered otherwise; at most 100 a page.
 * Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listReviews = (scope: Scope, args: ListReviewsArgs): Promise<Connection<ReviewRow>> =>
  reviewPage(
    scope,
    visibleReviews(scope.actor),
    args.filter ?? {},
    args.orderBy ?? { field: 'REQUESTED_AT', direction: 'ASC' },
    args
  )

/** Reviews by id in their order; null for what is missing or not for the actor to see. */
export const reviewsByIds = async (scope: Scope, ids: readonly string[]): Promise<(ReviewRow | null)[]> =>
  inOrder(ids, await scope.rows<ReviewRow>(visibleRows(scope, ids)), ({ id }) => id)

const visibleRows = (scope: Scope, ids: readonly string[]): Sql => reviewRows(visibleReviews(scope.actor), ids)

/** One review, or null. */
export const findReview = async (scope: Scope, { id }: { id: string }): Promise<ReviewRow | null> =>
  (await reviewsByIds(scope, [id]))[0] ?? null

/** One review. Throws NOT_FOUND. */
export async function getReview(scope: Scope, args: { id: string }): Promise<ReviewRow> {
  const review = await findReview(scope, args)
  if (!review) throw refuse('NOT_FOUND', { path: ['id'] })
  return review
}

/** The latest review of each of these subjects, null where there is none for the actor to see. */
export const latestReviews = async (scope: Scope, subjectIds: readonly string[]): Promise<(ReviewRow | null)[]> =>
  inOrder(
    subjectIds,
    await latestReviewRows(scope, visibleReviews(scope.actor), subjectIds),
    ({ subjectId }) => subjectId
  )

/** The moves that the actor may make with a review now; no decision where there is nothing left to decide on. */
export const allowedReviewActions = (scope: Scope, review: ReviewRow): ReviewAction[] =>
  allowedActions(reviewMachine, review.status, partiesOf(scope.actor, review), isPossible(review))

type ByIds = (scope: Scope, ids: readonly string[]) => Promise<(object | null)[]>

// Each subject is fetched through its own service, so that it shows what it always shows to the actor.
const subjects: Record<ReviewSubjectType, { typename: string; byIds: ByIds }> = {
  MEETING_REQUEST: { typename: 'MeetingRequest', byIds: requestsByIds },
  PITCH: { typename: 'Pitch', byIds: pitchesByIds },
  EXPLORATION_PLAN: { typename: 'ExplorationPlan', byIds: plansByIds },
  QUESTION_LIST: { typename: 'QuestionList', byIds: questionListsByIds }
}

/** What these reviews are of, in their order, as it is now; one statement for each kind of subject among them. */
export async function subjectsOf(scope: Scope, reviews: readonly ReviewRow[]): Promise<(object | null)[]> {
  const byType = Map.groupBy(reviews, ({ subjectType }) => subjectType)
  const found = await Promise.all(
    [...byType].map(async ([type, ofType]) => {
      const { typename, byIds } = subjects[type]
      const rows = await byIds(
        scope,
        ofType.map(({ subjectId }) => subjectId)
      )
      return rows.flatMap((row) => (row ? [{ ...(row as { id: string }), __typename: typename }] : []))
    })
  )
  return inOrder(
    reviews.map(({ subjectId }) => subjectId),
    found.flat(),
    ({ id }) => id
  )
}

/**
 * A page of what was said about each of these reviews, oldest first, for whoever sees the reviews; at most 100 a page.
 * Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const commentsOfReviews = (
  scope: Scope,
  ids: readonly string[],
  args: PageArgs
): Promise<Connection<ReviewCommentRow>[]> => commentPages(scope, ids, args)

/** A page of what was said about one review; null when there is none for the actor. Throws as `commentsOfReviews` does. */
export async function findReviewComments(
  scope: Scope,
  { id, ...args }: ReviewCommentsArgs
): Promise<Connection<ReviewCommentRow> | null> {
  const [review, [comments]] = await Promise.all([findReview(scope, { id }), commentPages(scope, [id], args)])
  return review && (comments ?? null)
}

/** The same for a review that has to be there. Throws NOT_FOUND. */
export async function listReviewComments(
  scope: Scope,
  args: ReviewCommentsArgs
): Promise<Connection<ReviewCommentRow>> {
  const comments = await findReviewComments(scope, args)
  if (!comments) throw refuse('NOT_FOUND', { path: ['id'] })
  return comments
}
