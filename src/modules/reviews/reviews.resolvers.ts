import type { GraphqlContext } from '../module.ts'
import { mutation } from '../verb-fields.ts'
import { addReviewComment, approveReview, requestReview, returnReview, withdrawReview } from './change-reviews.ts'
import { allowedReviewActions, findReview, findReviewComments, listReviews } from './reviews.service.ts'
import type { ListReviewsArgs, ReviewCommentsArgs, ReviewRow } from './reviews.types.ts'

export const resolvers = {
  Query: {
    review: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findReview(scope, args),
    reviews: (_: unknown, args: ListReviewsArgs, { scope }: GraphqlContext) => listReviews(scope, args),
    reviewComments: (_: unknown, args: ReviewCommentsArgs, { scope }: GraphqlContext) => findReviewComments(scope, args)
  },
  Mutation: {
    requestReview: mutation('review', requestReview),
    approveReview: mutation('review', approveReview),
    returnReview: mutation('review', returnReview),
    withdrawReview: mutation('review', withdrawReview),
    addReviewComment: mutation('reviewComment', addReviewComment)
  },
  Review: {
    allowedActions: (review: ReviewRow, _: unknown, { scope }: GraphqlContext) => allowedReviewActions(scope, review)
  }
}
