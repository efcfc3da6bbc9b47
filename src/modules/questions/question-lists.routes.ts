import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { commentOnQuestionList, recordAnswer } from './annotate-question-lists.ts'
import { addQuestionItem, copyQuestionList, createQuestionList, setQuestionList } from './change-question-lists.ts'
import {
  assessed,
  getQuestionList,
  itemsOfLists,
  listQuestionComments,
  listQuestionLists
} from './question-lists.service.ts'
import type {
  QuestionItemRow,
  QuestionListFilter,
  QuestionListOrderField,
  QuestionListRow
} from './question-lists.types.ts'

/** A list among others: its questions would be a statement of their own, and stand with the list alone. */
const listedJson = (scope: Scope) => (list: QuestionListRow) => {
  const { id, requestId, studentId, mentorId, bankVersion, createdAt, updatedAt, version } = list
  const { allowedActions, ...figures } = assessed(scope, list)
  return { id, requestId, studentId, mentorId, ...figures, bankVersion, allowedActions, createdAt, updatedAt, version }
}

const itemJson = ({ listId: _, studentId: __, ...item }: QuestionItemRow) => item

async function listJson(scope: Scope, list: QuestionListRow) {
  const [items = []] = await itemsOfLists(scope, [list.id])
  return { ...listedJson(scope)(list), items: items.map(itemJson) }
}

const idOf = (params: unknown) => (params as { id: string }).id
const urlOf = (requestId: string) => `/v1/meeting-requests/${requestId}/question-list`

export const routes: Record<string, RouteHandler> = {
  listQuestionLists: async (request, reply) => {
    const args = pageArgs<QuestionListFilter, QuestionListOrderField>(request.query, 'DESC')
    return sendPage(request, reply, await listQuestionLists(request.scope, args), listedJson(request.scope))
  },
  getQuestionList: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return listJson(scope, await getQuestionList(scope, { requestId: idOf(params) }))
  },
  listQuestionComments: async (request, reply) => {
    const { first, after, last, before } = pageArgs(request.query, 'ASC')
    const args = { first, after, last, before, requestId: idOf(request.params) }
    return sendPage(request, reply, await listQuestionComments(request.scope, args), (comment) => comment)
  },
  createQuestionList: async ({ scope, body, params }, reply) => {
    const list = await createQuestionList(scope, { ...(body as object), requestId: idOf(params) })
    reply.code(201).header('location', urlOf(list.requestId))
    return listJson(scope, list)
  },
  setQuestionList: async ({ scope, body, params }) =>
    listJson(scope, await setQuestionList(scope, { ...(body as { items: [] }), requestId: idOf(params) })),
  addQuestionItem: async ({ scope, body, params }, reply) => {
    const item = await addQuestionItem(scope, { ...(body as object), requestId: idOf(params) })
    reply.code(201).header('location', urlOf(idOf(params)))
    return itemJson(item)
  },
  copyQuestionList: async ({ scope, body, params }) => {
    const input = { ...(body as { fromRequestId: string }), toRequestId: idOf(params) }
    return listJson(scope, await copyQuestionList(scope, input))
  },
  recordAnswer: async ({ scope, body, params }) =>
    itemJson(await recordAnswer(scope, { ...(body as object), id: idOf(params) })),
  commentOnQuestionList: async ({ scope, body, params }, reply) => {
    const comment = await commentOnQuestionList(scope, { ...(body as { text: string }), requestId: idOf(params) })
    reply.code(201).header('location', `${urlOf(idOf(params))}/comments`)
    return comment
  }
}
