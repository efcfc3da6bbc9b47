import type { PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import {
  commentsOfLists,
  itemsOfLists,
  questionItemsByIds,
  questionListsByRequestIds
} from './question-lists.service.ts'
import type { QuestionCommentRow, QuestionItemRow, QuestionListRow } from './question-lists.types.ts'
import { questionsByIds, versionsOf } from './questions.service.ts'
import type { QuestionRow, QuestionVersionRow } from './questions.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

/** A page of comments for each list: one look-up for all that are asked with the same arguments. */
const comments: Loader<QuestionListRow, PageArgs> = async (queries, { scope }) => {
  const groups = Map.groupBy(queries, ({ params }) => JSON.stringify(params))
  const found = await Promise.all(
    [...groups.values()].map(async (group) => {
      const ids = group.map(({ obj }) => obj.id)
      const pages = await commentsOfLists(scope, ids, group[0]?.params ?? {})
      return group.map((query, index) => [query, pages[index]] as const)
    })
  )
  const pages = new Map(found.flat())
  return queries.map((query) => pages.get(query))
}

export const loaders = {
  MeetingRequest: { questionList: byKey(questionListsByRequestIds, ({ id }: { id: string }) => id) },
  Meeting: { questionList: byKey(questionListsByRequestIds, ({ requestId }: { requestId: string }) => requestId) },
  Question: { versions: byKey(versionsOf, (question: QuestionRow) => question) },
  QuestionVersion: { author: byKey(personsByIds, (version: QuestionVersionRow) => version.authorId) },
  QuestionList: {
    request: byKey(requestsByIds, (list: QuestionListRow) => list.requestId),
    student: byKey(personsByIds, (list: QuestionListRow) => list.studentId),
    mentor: byKey(personsByIds, (list: QuestionListRow) => list.mentorId),
    items: byKey(itemsOfLists, (list: QuestionListRow) => list.id),
    comments
  },
  QuestionItem: {
    question: byKey(questionsByIds, (item: QuestionItemRow) => item.questionId),
    followUpOf: byKey(questionItemsByIds, (item: QuestionItemRow) => item.followUpOfId)
  },
  QuestionComment: {
    item: byKey(questionItemsByIds, (comment: QuestionCommentRow) => comment.itemId),
    author: byKey(personsByIds, (comment: QuestionCommentRow) => comment.authorId)
  }
}
