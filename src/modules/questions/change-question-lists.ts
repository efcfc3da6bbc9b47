import { newId, toUuid } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { raw, type Sql, sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { assertMay } from './question-lists.policy.ts'
import {
  holdRequest,
  itemsOfRequest,
  listRows,
  lockList,
  meetingOfRequest,
  putItems,
  removeOtherItems
} from './question-lists.queries.ts'
import { agendaProblems, copied, isSameList, planItems, wholeList } from './question-lists.rules.ts'
import type {
  AddQuestionItemInput,
  CopyQuestionListInput,
  CreateQuestionListInput,
  ItemContent,
  QuestionItemInput,
  QuestionItemRow,
  QuestionListRow,
  RequestState,
  SetQuestionListInput
} from './question-lists.types.ts'
import { visibleQuestions } from './questions.policy.ts'
import { bankVersion, questionRows } from './questions.queries.ts'
import type { QuestionRow } from './questions.types.ts'

/** A request held with its list, what is on it, and what may be taken from the bank. */
interface Held {
  request: RequestState & { id: string; durationMinutes: number }
  list: { id: string; version: number; bankVersion: number } | null
  current: QuestionItemRow[]
  bank: QuestionRow[]
  bankVersion: number
  meeting: { status: string; durationMinutes: number } | null
}

/**
 * Begins the list of a request, empty or with questions of the bank and of one's own (S#39); the list keeps the words that
 * the bank has now. Throws NOT_FOUND, FORBIDDEN for all but the student, INVALID_TRANSITION once the request is closed,
 * QUESTION_LIST_EXISTS, UNKNOWN_QUESTION, INVALID_INPUT, and AGENDA_TOO_FULL where the campus's budget is hard.
 */
export const createQuestionList = (scope: Scope, input: CreateQuestionListInput): Promise<QuestionListRow> =>
  write(
    scope,
    async (tx, lead) => {
      const held = heldList(tx, lead)
      if (held.list) throw refuse('QUESTION_LIST_EXISTS', { path: ['requestId'] })
      const planned = planItems(input.items ?? [], held, wholeList)
      refuseAll(planned.problems)
      return putList(tx, held, planned.items, wholeList.list)
    },
    leadOf(scope, input.requestId, input.items ?? [])
  )

/**
 * Makes the list of a request what is given, whole, and begins it if there is none. What is named by its id keeps its
 * words, notes and comments, though the bank has changed; the agenda is the student's, before and after the conversation
 * (S#39, S#46, S#48). Nothing is written when nothing differs.
 * Throws as `createQuestionList` does, but for QUESTION_LIST_EXISTS, and VERSION_CONFLICT.
 */
export const setQuestionList = (scope: Scope, input: SetQuestionListInput): Promise<QuestionListRow> =>
  write(
    scope,
    async (tx, lead) => {
      const held = heldList(tx, lead)
      checkVersion(held.list ?? { version: 0 }, input.expectedVersion)
      const planned = planItems(input.items, held, wholeList)
      refuseAll(planned.problems)
      return putList(tx, held, planned.items, wholeList.list)
    },
    leadOf(scope, input.requestId, input.items)
  )

/**
 * Adds one question at the end of a request's list, which is begun if there is none: as it comes up, or as a follow-up on
 * another (S#48). Throws as `setQuestionList` does, and NOT_FOUND for an item that is not on the list.
 */
export const addQuestionItem = (scope: Scope, input: AddQuestionItemInput): Promise<QuestionItemRow> =>
  write(
    scope,
    async (tx, lead) => {
      const held = heldList(tx, lead)
      const { followUpOfId, requestId: _, expectedVersion, ...item } = input
      checkVersion(held.list ?? { version: 0 }, expectedVersion)
      const place = held.current.findIndex(({ id }) => id === followUpOfId?.toLowerCase())
      if (followUpOfId != null && place < 0) throw refuse('NOT_FOUND', { path: ['followUpOfId'] })
      const followUp = followUpOfId == null ? {} : { followUpOf: place }
      const inputs = [...held.current.map(({ id }) => ({ id })), { ...item, ...followUp }]
      const planned = planItems(inputs, held, { list: [], item: () => [] })
      refuseAll(planned.problems)
      const list = await putList(tx, held, planned.items, [])
      const added = planned.items.at(-1) as ItemContent
      return { ...added, listId: list.id, studentId: list.studentId, notes: null, answeredAt: null, version: 1 }
    },
    leadOf(scope, input.requestId, [input])
  )

/**
 * Takes the questions of another request of the same student, in their words and order and without notes, for a request
 * that has none yet (S#39). Throws as `createQuestionList` does, and NOT_FOUND for a request without questions.
 */
export const copyQuestionList = (scope: Scope, input: CopyQuestionListInput): Promise<QuestionListRow> =>
  write(
    scope,
    async (tx, lead) => {
      const held = heldList(tx, lead, 'toRequestId')
      const from = (lead.at(-1) ?? []) as unknown as QuestionItemRow[]
      if (from[0]?.studentId !== tx.actor.id) throw refuse('NOT_FOUND', { path: ['fromRequestId'] })
      if (held.current.length > 0) throw refuse('QUESTION_LIST_EXISTS', { path: ['toRequestId'] })
      return putList(tx, held, copied(from), ['fromRequestId'])
    },
    [...leadOf(scope, input.toRequestId, []), itemsOfRequest(input.fromRequestId)]
  )

function leadOf({ actor }: Scope, requestId: string, items: readonly QuestionItemInput[]): Sql[] {
  const ids = items.flatMap(({ questionId }) => (questionId == null ? [] : [toUuid(questionId)]))
  const taken = sql`${visibleQuestions(actor)} and q.status = 'SHOWN'`
  return [
    holdRequest(requestId),
    lockList(requestId),
    itemsOfRequest(requestId),
    questionRows(taken, { locale: null, actorId: actor.id }, ids),
    bankVersion(),
    meetingOfRequest(requestId)
  ]
}

function heldList(tx: Tx, lead: Rows[], idField = 'requestId'): Held {
  const [requests, lists, items, questions, versions, meetings] = lead as unknown as [
    Held['request'][],
    NonNullable<Held['list']>[],
    QuestionItemRow[],
    QuestionRow[],
    { version: number }[],
    { status: string; durationMinutes: number }[]
  ]
  const [request] = requests
  if (!request) throw refuse('NOT_FOUND', { path: [idField] })
  assertMay(tx.actor, 'SET', request, idField)
  const [list = null, meeting = null] = [lists[0], meetings[0]]
  // What was asked in a conversation was asked by the bank of that time, whatever is noted afterwards (S#40).
  const bankVersion = list && hasTakenPlace(meeting) ? list.bankVersion : (versions[0]?.version ?? 1)
  return { request, list, current: items, bank: questions, bankVersion, meeting }
}

const hasTakenPlace = (meeting: Held['meeting']): boolean => meeting !== null && meeting.status !== 'SCHEDULED'

const idOnly = raw('id')

async function putList(
  tx: Tx,
  held: Held,
  items: ItemContent[],
  path: readonly (string | number)[]
): Promise<QuestionListRow> {
  const { request, list, current, meeting } = held
  const durationMinutes = meeting?.durationMinutes ?? request.durationMinutes
  refuseAll(
    agendaProblems(
      { durationMinutes, before: current.length, after: items.length, hasTakenPlace: hasTakenPlace(meeting), path },
      tx.policy
    )
  )
  const id = list?.id ?? newId()
  const read = listRows(sql`true`, 'id', [id])
  if (list && isSameList(items, current)) return (await tx.rows<QuestionListRow>(read))[0] as QuestionListRow
  const keptIds = items.map((item) => item.id)
  const changes = [
    listChange(tx, held, id),
    ...(current.length > 0 ? [removeOtherItems(id, keptIds, tx.now)] : []),
    ...(items.length > 0 ? [putItems(id, items, tx.now)] : [])
  ]
  recordList(tx, held, id, items)
  return (await tx.batch([...changes, read])).at(-1)?.[0] as unknown as QuestionListRow
}

function listChange(tx: Tx, { request, list, bankVersion }: Held, id: string): Sql {
  if (list) return updateRow('question_lists', id, { bankVersion }, tx.now, idOnly)
  const { id: requestId, studentId, mentorId } = request
  const stamps = { version: 1, createdAt: tx.now, updatedAt: tx.now }
  return insertRow('question_lists', { id, requestId, studentId, mentorId, bankVersion, ...stamps }, idOnly)
}

function recordList(tx: Tx, { request, list, bankVersion }: Held, subjectId: string, items: ItemContent[]) {
  const action = list ? 'question_list.set' : 'question_list.created'
  const { id: requestId, studentId, mentorId } = request
  const payload = { requestId, studentId, mentorId, itemCount: items.length }
  tx.record({ action, subjectType: 'QuestionList', subjectId, changes: { bankVersion, items }, payload })
}
