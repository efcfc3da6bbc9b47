import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { addReviewComment, approveReview, requestReview, returnReview, withdrawReview } from './change-reviews.ts'
import { allowedReviewActions, getReview, listReviewComments, listReviews } from './reviews.service.ts'
import type { ReviewCommentRow, ReviewFilter, ReviewOrderField, ReviewRow } from './reviews.types.ts'

const reviewJson = (scope: Scope) => (review: ReviewRow) => ({
  ...review,
  allowedActions: allowedReviewActions(scope, review)
})

const commentJson = ({ reviewId: _, ...comment }: ReviewCommentRow) => comment

/** A change of the review in the path, with the body as its input. */
const changeRoute =
  (verb: (scope: Scope, input: never) => Promise<ReviewRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    reviewJson(scope)(await verb(scope, { ...(body as object), ...(params as object) } as never))

export const routes: Record<string, RouteHandler> = {
  listReviews: async (request, reply) => {
    const found = await listReviews(request.scope, pageArgs<ReviewFilter, ReviewOrderField>(request.query, 'ASC'))
    return sendPage(request, reply, found, reviewJson(request.scope))
  },
  getReview: async ({ scope, params }) => reviewJson(scope)(await getReview(scope, params as { id: string })),
  listReviewComments: async (request, reply) => {
    const { first, after, last, before } = pageArgs(request.query, 'ASC')
    const args = { first, after, last, before, ...(request.params as { id: string }) }
    return sendPage(request, reply, await listReviewComments(request.scope, args), commentJson)
  },
  requestReview: async ({ scope, body }, reply) => {
    const review = await requestReview(scope, body as never)
    reply.code(201).header('location', `/v1/reviews/${review.id}`)
    return reviewJson(scope)(review)
  },
  approveReview: changeRoute(approveReview),
  returnReview: changeRoute(returnReview),
  withdrawReview: changeRoute(withdrawReview),
  addReviewComment: async ({ scope, body, params }, reply) => {
    const input = { ...(body as object), ...(params as object) } as never
    reply.code(201).header('location', `/v1/reviews/${(params as { id: string }).id}/comments`)
    return commentJson(await addReviewComment(scope, input))
  }
}
