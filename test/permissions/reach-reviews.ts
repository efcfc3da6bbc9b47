import type { Cast } from './cast.ts'
import { alone, both, byIds, list, plain, type Reach, within } from './ways.ts'

const review = byIds('conversation', 'Review', (cast) => cast.reviews)
const request = byIds('conversation', 'MeetingRequest', ({ requests }) => requests)
const pitch = byIds('conversation', 'Pitch', (cast) => [cast.pitch])
const questionList = byIds('conversation', 'QuestionList', (cast) => cast.questionLists)
const item = byIds('campus', 'GuidanceItem', ({ guidance }) => [guidance])
const reviews = list('conversation', 'reviews', ['studentId', 'ID'], ({ student }: Cast) => student.id)
const items = plain('anybody', 'guidanceItems(first: 5)')
const comments = both(
  within(review, 'comments'),
  alone('reviewComments', review, (cast) => cast.reviews[0])
)

/** How to come to the objects of guidance and reviews. */
export const reviewReaches: Record<string, Reach> = {
  GuidanceItem: both(
    item,
    alone('guidanceItem', item, ({ guidance }) => guidance)
  ),
  GuidanceText: both(within(item, 'translations'), within(item, 'revisions')),
  Review: both(
    review,
    alone('review', review, (cast) => cast.reviews[0]),
    within(reviews, 'nodes'),
    within(request, 'review'),
    within(pitch, 'review'),
    within(questionList, 'review')
  ),
  ReviewComment: within(comments, 'nodes'),
  GuidanceItemConnection: items,
  GuidanceItemEdge: within(items, 'edges'),
  ReviewConnection: reviews,
  ReviewEdge: within(reviews, 'edges'),
  ReviewCommentConnection: comments,
  ReviewCommentEdge: within(comments, 'edges')
}
