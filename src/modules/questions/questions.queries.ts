import { toUuid } from '../../db/ids.ts'
import { preferredLocales } from '../../db/locales.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type {
  InterviewType,
  QuestionFilter,
  QuestionOrder,
  QuestionRow,
  QuestionVersionRow
} from './questions.types.ts'

/** In which language a question is read. */
export interface Reading {
  locale: string | null
  actorId: string | null
}

const content = ['types', 'tags', 'balance', 'is_must_ask', 'competency', 'texts']
const worded = ['number', ...content]
// A shipped question says what is shipped until the campus gives it a version of its own.
const shippedOrWorded = raw(
  worded.map((name) => `case when k.number is null then s.${name} else k.${name} end as ${name}`).join(', ')
)
const own = raw(worded.map((name) => `o.${name}`).join(', '))

/** All questions of the campus, as `q`: the shipped ones as it has them, and its own. */
export const bank: Sql = sql`(
  select s.id, s.key, s.origin, coalesce(k.status, 'SHOWN') as status, coalesce(k.rank, s.rank) as rank, ${shippedOrWorded},
    coalesce(k.version, 1) as version, s.shipped_at as created_at, coalesce(k.updated_at, s.shipped_at) as updated_at
  from shipped_questions s left join questions k on k.tenant_id = ${tenant} and k.id = s.id
  union all select o.id, null, 'CAMPUS', o.status, o.rank, ${own}, o.version, o.created_at, o.updated_at
  from questions o where o.tenant_id = ${tenant} and o.is_own) q`

const columns = raw(
  ['id', 'key', 'origin', 'status', 'rank', ...worded, 'version', 'created_at', 'updated_at']
    .map((name) => `q.${name}`)
    .concat('wanted.locales')
    .join(', ')
)

const fromFor = ({ locale, actorId }: Reading): Sql =>
  sql`${bank} cross join (${preferredLocales(locale, actorId)}) wanted`

const id = { expression: raw('q.id'), type: 'uuid' as const, valueOf: (row: QuestionRow) => row.id }

function orderOf({ field, direction }: QuestionOrder): Order<QuestionRow> {
  const isRank = field === 'RANK'
  const first = isRank
    ? { expression: raw('q.rank'), type: 'int4' as const, valueOf: (row: QuestionRow) => row.rank }
    : { expression: raw('q.updated_at'), type: 'timestamptz' as const, valueOf: (row: QuestionRow) => row.updatedAt }
  return { name: `questions.${field}`, direction, keys: [first, id] }
}

function conditionsOf({ type, tag, balance, isMustAsk, origin, status }: QuestionFilter): Sql[] {
  const conditions = [sql`q.status = any(${status ?? ['SHOWN']})`]
  if (type) conditions.push(sql`${type} = any(q.types)`)
  if (tag) conditions.push(sql`${tag} = any(q.tags)`)
  if (balance) conditions.push(sql`q.balance = ${balance}`)
  if (isMustAsk != null) conditions.push(sql`q.is_must_ask = ${isMustAsk}`)
  if (origin) conditions.push(sql`q.origin = any(${origin})`)
  return conditions
}

/** One page of the questions that `visible` allows. */
export const questionPage = (
  reader: Reader,
  visible: Sql,
  reading: Reading,
  { filter, order, args }: { filter: QuestionFilter; order: QuestionOrder; args: PageArgs }
): Promise<Connection<QuestionRow>> =>
  page(reader, {
    columns,
    from: fromFor(reading),
    where: [visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The questions with these ids that `visible` allows. */
export const questionRows = (visible: Sql, reading: Reading, ids: readonly string[]): Sql =>
  sql`select ${columns} from ${fromFor(reading)} where q.id = any(${ids.map(toUuid)}) and ${visible}`

/** What is shown for a type of interview, in order. */
export const bankRows = (reader: Reader, reading: Reading, type: InterviewType): Promise<QuestionRow[]> =>
  reader.rows(sql`select ${columns} from ${fromFor(reading)}
    where q.status = 'SHOWN' and ${type} = any(q.types) order by q.rank, q.id`)

/** The version of the campus's bank: it begins with 1 and has gone up with every change. */
export const bankVersion = (): Sql => sql`
  select 1 + coalesce(max(b.changes), 0) as version from question_banks b where b.tenant_id = ${tenant}`

/** Lets questions be added one after the other, so that their number is counted right; the campus can be referred to. */
export const lockBank = (): Sql => sql`select i.id from institutions i where i.id = ${tenant} for no key update`

/** One change more of the bank. */
export const countBankChange = (now: string): Sql => sql`
  insert into question_banks (tenant_id, changes, updated_at) values (${tenant}, 1, ${now})
  on conflict (tenant_id) do update set changes = question_banks.changes + 1, updated_at = excluded.updated_at`

/** How many questions of its own a campus has that are not retired. */
export const ownQuestionCount = (): Sql => sql`
  select count(*) as count from questions o where o.tenant_id = ${tenant} and o.is_own and o.status <> 'RETIRED'`

/** A question as the campus keeps it, locked; nothing for a shipped one that the campus has never changed. */
export const lockKept = (questionId: string): Sql =>
  sql`select number from questions where tenant_id = ${tenant} and id = ${toUuid(questionId)} for update`

// As many as anybody looks back at.
const remembered = raw('50')
const versionContent = (alias: string) => raw(content.map((name) => `${alias}.${name}`).join(', '))

/** The versions of these questions, latest first; a shipped one that has none of the campus's has the one shipped. */
export const versionRows = (reader: Reader, ids: readonly string[]): Promise<Omit<QuestionVersionRow, 'locales'>[]> =>
  reader.rows(sql`select last.* from unnest(${ids}::uuid[]) item (id) cross join lateral (
      select v.question_id, v.number, ${versionContent('v')}, v.author_id, v.created_at from question_versions v
      where v.tenant_id = ${tenant} and v.question_id = item.id
      union all select s.id, s.number, ${versionContent('s')}, null, s.shipped_at from shipped_questions s
      where s.id = item.id and not exists (
        select 1 from question_versions n where n.tenant_id = ${tenant} and n.question_id = s.id)
      order by number desc limit ${remembered}) last`)
