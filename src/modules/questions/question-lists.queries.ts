import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import { pagesOf } from '../../db/pages-of.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import type {
  ItemContent,
  QuestionCommentRow,
  QuestionItemRow,
  QuestionListFilter,
  QuestionListOrder,
  QuestionListRow
} from './question-lists.types.ts'
import { bank } from './questions.queries.ts'

const from = sql`question_lists l
  join meeting_requests r on r.tenant_id = ${tenant} and r.id = l.request_id
  join institutions i on i.id = ${tenant}
  left join meetings m on m.tenant_id = ${tenant} and m.request_id = l.request_id`

const { minutesPerQuestion } = defaultInstitutionPolicy.questions

const columns = sql`l.id, l.request_id, l.student_id, l.mentor_id, l.bank_version, l.version, l.created_at, l.updated_at,
  r.status as request_status, r.sent_at, m.status as meeting_status,
  coalesce(m.duration_minutes, r.duration_minutes) as duration_minutes,
  coalesce((i.policy -> 'questions' ->> 'minutesPerQuestion')::integer, ${minutesPerQuestion}::integer) as minutes_per_question,
  exists (select 1 from ${bank} where q.is_must_ask and q.status = 'SHOWN' and r.type = any(q.types) and not exists (
    select 1 from question_items a
    where a.tenant_id = ${tenant} and a.list_id = l.id and a.question_id = q.id and a.removed_at is null)) as is_must_ask_missing,
  (select json_build_object('items', count(*), 'personal', count(*) filter (where n.balance = 'PERSONAL'),
      'career', count(*) filter (where n.balance = 'CAREER'))
    from question_items n where n.tenant_id = ${tenant} and n.list_id = l.id and n.removed_at is null) as figures`

function orderOf({ field, direction }: QuestionListOrder): Order<QuestionListRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `questionLists.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'l.created_at' : 'l.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('l.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ studentId, mentorId, type, createdFrom, createdBefore }: QuestionListFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`l.student_id = ${toUuid(studentId)}`)
  if (mentorId != null) conditions.push(sql`l.mentor_id = ${toUuid(mentorId)}`)
  if (type) conditions.push(sql`r.type = ${type}`)
  if (createdFrom) conditions.push(sql`l.created_at >= ${createdFrom}`)
  if (createdBefore) conditions.push(sql`l.created_at < ${createdBefore}`)
  return conditions
}

/** One page of the lists that `visible` allows. */
export const listPage = (
  reader: Reader,
  visible: Sql,
  filter: QuestionListFilter,
  order: QuestionListOrder,
  args: PageArgs
): Promise<Connection<QuestionListRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`l.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The lists by their ids or by their requests that `visible` allows. */
export const listRows = (visible: Sql, column: 'id' | 'request_id', ids: readonly (string | null)[]): Sql =>
  sql`select ${columns} from ${from}
    where l.tenant_id = ${tenant} and l.${raw(column)} = any(${ids.map((id) => toUuid(id ?? ''))}) and ${visible}`

const itemColumns = raw(`n.id, n.list_id, n.question_id, n.question_number, n.text, n.locale, n.balance, n.is_must_ask,
  n.follow_up_of_id, n.notes, n.answered_at, n.version, l.student_id`)
const items = sql`question_items n join question_lists l on l.tenant_id = ${tenant} and l.id = n.list_id`

/** What is on these lists, each in order. */
export const itemRowsOf = (reader: Reader, listIds: readonly string[]): Promise<QuestionItemRow[]> =>
  reader.rows(sql`select ${itemColumns} from ${items}
    where n.tenant_id = ${tenant} and n.list_id = any(${listIds}) and n.removed_at is null order by n.list_id, n.ordinal`)

/** Items by id, unless they are off their list. */
export const itemRows = (reader: Reader, ids: readonly string[]): Promise<QuestionItemRow[]> =>
  reader.rows(sql`select ${itemColumns} from ${items}
    where n.tenant_id = ${tenant} and n.id = any(${ids}) and n.removed_at is null`)

/** What is on the list of a request. A statement of its own after the lock, to see what others committed. */
export const itemsOfRequest = (requestId: string): Sql => sql`select ${itemColumns} from ${items}
  where n.tenant_id = ${tenant} and l.request_id = ${toUuid(requestId)} and n.removed_at is null order by n.ordinal`

/** A request with its people, held as it is until the change of its list is committed. */
export const holdRequest = (requestId: string): Sql => sql`
  select r.id, r.student_id, r.mentor_id, r.status as request_status, r.sent_at, r.type, r.duration_minutes
  from meeting_requests r where r.tenant_id = ${tenant} and r.id = ${toUuid(requestId)} for share`

export const meetingOfRequest = (requestId: string): Sql => sql`
  select m.status, m.duration_minutes from meetings m where m.tenant_id = ${tenant} and m.request_id = ${toUuid(requestId)}`

/** The list of a request, locked, so that two changes of it do not mix. */
export const lockList = (requestId: string): Sql => sql`
  select l.id, l.version, l.bank_version from question_lists l where l.tenant_id = ${tenant} and l.request_id = ${toUuid(requestId)} for update`

/** An item with its request, locked. */
export const lockItem = (id: string): Sql => sql`
  select ${itemColumns}, l.mentor_id, r.status as request_status, r.sent_at from ${items}
  join meeting_requests r on r.tenant_id = ${tenant} and r.id = l.request_id
  where n.tenant_id = ${tenant} and n.id = ${toUuid(id)} and n.removed_at is null for update of n`

/** The columns of an item as RETURNING gives them; whose it is was known before. */
export const itemReturning = raw(`id, list_id, question_id, question_number, text, locale, balance, is_must_ask,
  follow_up_of_id, notes, answered_at, version`)

const lists = <Key extends keyof ItemContent>(rows: readonly ItemContent[], key: Key) => rows.map((row) => row[key])

/** Writes the items of a list in their order; one that is there already goes up a version if it changes. */
export const putItems = (listId: string, rows: readonly ItemContent[], now: string): Sql => sql`
  insert into question_items (tenant_id, id, list_id, ordinal, question_id, question_number, text, locale, balance,
    is_must_ask, follow_up_of_id, version, created_at, updated_at)
  select ${tenant}::uuid, n.id, ${listId}::uuid, n.ordinal, n.question_id, n.question_number, n.text, n.locale, n.balance,
    n.is_must_ask, n.follow_up_of_id, 1, ${now}::timestamptz, ${now}::timestamptz
  from unnest(${lists(rows, 'id')}::uuid[], ${lists(rows, 'questionId')}::uuid[], ${lists(rows, 'questionNumber')}::integer[],
    ${lists(rows, 'text')}::text[], ${lists(rows, 'locale')}::text[], ${lists(rows, 'balance')}::text[],
    ${lists(rows, 'isMustAsk')}::boolean[], ${lists(rows, 'followUpOfId')}::uuid[])
    with ordinality as n (id, question_id, question_number, text, locale, balance, is_must_ask, follow_up_of_id, ordinal)
  on conflict (tenant_id, id) do update set ordinal = excluded.ordinal, text = excluded.text, locale = excluded.locale,
    balance = excluded.balance, follow_up_of_id = excluded.follow_up_of_id,
    version = question_items.version + case when (question_items.text, question_items.balance, question_items.follow_up_of_id)
      is distinct from (excluded.text, excluded.balance, excluded.follow_up_of_id) then 1 else 0 end,
    updated_at = excluded.updated_at`

/** Takes off a list what is not among these. */
export const removeOtherItems = (listId: string, keptIds: readonly string[], now: string): Sql => sql`
  update question_items set removed_at = ${now}, updated_at = ${now}, version = version + 1
  where tenant_id = ${tenant} and list_id = ${listId} and removed_at is null and not (id = any(${keptIds}::uuid[]))`

const comments = {
  columns: sql`c.id, (select v.id from question_items v
    where v.tenant_id = ${tenant} and v.id = c.item_id and v.removed_at is null) as item_id,
    c.item_text, c.author_id, c.text, c.created_at`,
  from: raw('question_comments c'),
  where: [sql`c.tenant_id = ${tenant}`],
  parent: raw('c.list_id'),
  order: {
    name: 'questionComments',
    direction: 'ASC',
    keys: [
      { expression: raw('c.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
      { expression: raw('c.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  } satisfies Order<QuestionCommentRow>
}

/** One page of the comments on each list, oldest first. */
export const commentPages = (
  reader: Reader,
  listIds: readonly string[],
  args: PageArgs
): Promise<Connection<QuestionCommentRow>[]> => pagesOf<QuestionCommentRow>(reader, { ...comments, args }, listIds)

export const commentReturning = raw('id, item_id, item_text, author_id, text, created_at')
