import { groupedBy, inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import { sql } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import { asSeenBy, listActions, type QuestionListAction, visibleLists } from './question-lists.policy.ts'
import { commentPages, itemRows, itemRowsOf, listPage, listRows } from './question-lists.queries.ts'
import { balanceOf, budgetOf, warningsOf } from './question-lists.rules.ts'
import type {
  ListQuestionListsArgs,
  QuestionCommentRow,
  QuestionCommentsArgs,
  QuestionItemRow,
  QuestionListRow,
  QuestionReadiness
} from './question-lists.types.ts'

/**
 * The question lists that the actor may see, latest first unless ordered otherwise; at most 100 a page.
 * Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listQuestionLists = (scope: Scope, args: ListQuestionListsArgs): Promise<Connection<QuestionListRow>> =>
  listPage(
    scope,
    visibleLists(scope.actor),
    args.filter ?? {},
    args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' },
    args
  )

/** Lists by id in their order; null for what is missing or not for the actor to see. */
export const questionListsByIds = async (
  scope: Scope,
  ids: readonly (string | null)[]
): Promise<(QuestionListRow | null)[]> =>
  inOrder(ids, await scope.rows<QuestionListRow>(listRows(visibleLists(scope.actor), 'id', ids)), ({ id }) => id)

/** The list of each request in their order; null where there is none or none for the actor to see. */
export const questionListsByRequestIds = async (
  scope: Scope,
  ids: readonly string[]
): Promise<(QuestionListRow | null)[]> => {
  const rows = await scope.rows<QuestionListRow>(listRows(visibleLists(scope.actor), 'request_id', ids))
  return inOrder(ids, rows, ({ requestId }) => requestId)
}

/** The list of a request, or null. */
export const findQuestionList = async (
  scope: Scope,
  { requestId }: { requestId: string }
): Promise<QuestionListRow | null> => (await questionListsByRequestIds(scope, [requestId]))[0] ?? null

/** The list of a request. Throws NOT_FOUND. */
export async function getQuestionList(scope: Scope, args: { requestId: string }): Promise<QuestionListRow> {
  const list = await findQuestionList(scope, args)
  if (!list) throw refuse('NOT_FOUND', { path: ['requestId'] })
  return list
}

/** What is on each of these lists, in order, for whoever sees the lists; notes for the student's eyes alone. */
export const itemsOfLists = async (scope: Scope, listIds: readonly string[]): Promise<QuestionItemRow[][]> => {
  const rows = await itemRowsOf(scope, listIds)
  return groupedBy(
    listIds,
    rows.map((row) => asSeenBy(scope.actor, row)),
    ({ listId }) => listId
  )
}

/** Items of lists that the actor sees, by id in their order; null for what is off its list. */
export async function questionItemsByIds(
  scope: Scope,
  ids: readonly (string | null)[]
): Promise<(QuestionItemRow | null)[]> {
  const known = ids.filter((id) => id !== null)
  if (known.length === 0) return ids.map(() => null)
  const rows = await itemRows(scope, known)
  return inOrder(
    ids,
    rows.map((row) => asSeenBy(scope.actor, row)),
    ({ id }) => id
  )
}

/** What is said of a list beside its columns: budget (S#44), balance (S#45), warnings, and what the actor may do. */
export const assessed = (scope: Scope, list: QuestionListRow) => ({
  budget: budgetOf(list),
  balance: balanceOf(list),
  warnings: warningsOf(list),
  allowedActions: listActions(scope.actor, list) as QuestionListAction[]
})

/**
 * A page of what was said about each of these lists, oldest first, for whoever sees the lists; at most 100 a page.
 * Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const commentsOfLists = (
  scope: Scope,
  listIds: readonly string[],
  args: PageArgs
): Promise<Connection<QuestionCommentRow>[]> => commentPages(scope, listIds, args)

/** A page of what was said about the list of a request; null when there is none for the actor. Throws as `commentsOfLists` does. */
export async function findQuestionComments(
  scope: Scope,
  { requestId, ...args }: QuestionCommentsArgs
): Promise<Connection<QuestionCommentRow> | null> {
  scope.expectSeveralReads()
  const list = await findQuestionList(scope, { requestId })
  return list && ((await commentPages(scope, [list.id], args))[0] as Connection<QuestionCommentRow>)
}

/** The same for a list that has to be there. Throws NOT_FOUND. */
export async function listQuestionComments(
  scope: Scope,
  args: QuestionCommentsArgs
): Promise<Connection<QuestionCommentRow>> {
  const comments = await findQuestionComments(scope, args)
  if (!comments) throw refuse('NOT_FOUND', { path: ['requestId'] })
  return comments
}

/**
 * How far the questions of each of these requests are prepared, in their order: one statement, for rules of other modules,
 * which have looked already who asks (S#30, S#39, S#42).
 */
export async function questionReadiness(reader: Reader, requestIds: readonly string[]): Promise<QuestionReadiness[]> {
  const rows = await reader.rows<QuestionListRow>(listRows(sql`true`, 'request_id', requestIds))
  return inOrder(requestIds, rows, ({ requestId }) => requestId).map((list, index) => ({
    requestId: requestIds[index] as string,
    hasList: list !== null,
    itemCount: list?.figures.items ?? 0,
    isMustAskPresent: list !== null && !list.isMustAskMissing
  }))
}
