import { newId, toUuid } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import { assertMay } from './question-lists.policy.ts'
import {
  commentReturning,
  holdRequest,
  itemReturning,
  itemsOfRequest,
  lockItem,
  lockList
} from './question-lists.queries.ts'
import type {
  CommentOnQuestionListInput,
  QuestionCommentRow,
  QuestionItemRow,
  RecordAnswerInput,
  RequestState
} from './question-lists.types.ts'

const notesMax = 4_000
const commentMax = 1_000

/**
 * Notes what was answered to a question, in notes that nobody but the student reads: the audit trail says only that there
 * are some. Null takes them away. Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT.
 */
export const recordAnswer = (
  scope: Scope,
  { id, notes, expectedVersion }: RecordAnswerInput
): Promise<QuestionItemRow> =>
  write(
    scope,
    async (tx, [items]) => {
      const item = items?.[0] as unknown as (QuestionItemRow & RequestState) | undefined
      if (!item) throw refuse('NOT_FOUND', { path: ['id'] })
      assertMay(tx.actor, 'ANSWER', item, 'id')
      checkVersion(item, expectedVersion)
      refuseAll(textProblems(notes, ['notes'], notesMax, 1))
      const { listId, studentId } = item
      const hasNotes = notes != null
      const about = { subjectType: 'QuestionItem', subjectId: item.id } as const
      tx.record({ action: 'question_item.answered', ...about, changes: { hasNotes }, payload: { listId, studentId } })
      const values = { notes: notes ?? null, answeredAt: hasNotes ? tx.now : null }
      const statement = updateRow('question_items', item.id, values, tx.now, itemReturning)
      return new Last(statement, ([row]) => ({ ...(row as unknown as QuestionItemRow), studentId }))
    },
    [lockItem(id)]
  )

/**
 * Says something about the list of a request, or about a question of it: its mentor once the request is sent, and its
 * student. The agenda stays as it is (S#46). Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, INVALID_INPUT.
 */
export const commentOnQuestionList = (
  scope: Scope,
  { requestId, itemId, text }: CommentOnQuestionListInput
): Promise<QuestionCommentRow> =>
  write(
    scope,
    async (tx, [requests, lists, items]) => {
      const request = requests?.[0] as unknown as RequestState | undefined
      const list = lists?.[0] as unknown as { id: string } | undefined
      if (!request) throw refuse('NOT_FOUND', { path: ['requestId'] })
      assertMay(tx.actor, 'COMMENT', request, 'requestId')
      if (!list) throw refuse('NOT_FOUND', { path: ['requestId'] })
      const item = itemId == null ? null : items?.find(({ id }) => id === toUuid(itemId).toLowerCase())
      if (item === undefined) throw refuse('NOT_FOUND', { path: ['itemId'] })
      refuseAll(textProblems(text, ['text'], commentMax, 1))
      const id = newId()
      const about = { listId: list.id, itemId: (item?.id as string) ?? null }
      const values = { id, ...about, itemText: item?.text ?? null, authorId: tx.actor.id, text, createdAt: tx.now }
      const { studentId, mentorId, sentAt } = request
      const payload = { requestId, ...about, authorId: tx.actor.id, studentId, mentorId, isSent: sentAt !== null }
      const action = 'question_list.commented'
      tx.record({ action, subjectType: 'QuestionComment', subjectId: id, changes: { ...about, text }, payload })
      const statement = insertRow('question_comments', values, commentReturning)
      return new Last(statement, ([row]) => row as unknown as QuestionCommentRow)
    },
    [holdRequest(requestId), lockList(requestId), itemsOfRequest(requestId)]
  )
