import { toUuid } from '../../db/ids.ts'
import { preferredLocales } from '../../db/locales.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { stages } from './guidance.rules.ts'
import type { GuidanceFilter, GuidanceOrder, GuidanceRow, GuidanceTextRow } from './guidance.types.ts'

const kept = 'id, kind, stage, interview_type, origin, rank, status, version, created_at, updated_at'
const keptColumns = raw(kept)
const shippedColumns = raw(`s.id, s.kind, s.stage, s.interview_type, s.origin, s.rank, 'SHOWN' as status, s.version,
  s.shipped_at as created_at, s.shipped_at as updated_at`)

/** In which language an item is read. */
export interface Reading {
  locale: string | null
  actorId: string | null
}

// What the campus keeps stands for the shipped item of the same id.
const items = sql`(select ${raw(
  kept
    .split(', ')
    .map((name) => `k.${name}`)
    .join(', ')
)} from guidance_items k where k.tenant_id = ${tenant}
  union all select ${shippedColumns} from shipped_guidance s
    where not exists (select 1 from guidance_items o where o.tenant_id = ${tenant} and o.id = s.id)) g`

// Of the best language the campus's last wording, or else the shipped one.
const fromFor = ({ locale, actorId }: Reading): Sql => sql`${items}
  cross join (${preferredLocales(locale, actorId)}) wanted
  cross join lateral (select t.text, t.locale from (
      select x.text, x.locale, x.number from guidance_texts x where x.tenant_id = ${tenant} and x.item_id = g.id
      union all select y.text, y.locale, 0 from shipped_guidance_texts y where y.guidance_id = g.id) t
    order by array_position(wanted.locales, t.locale) nulls last, t.number > 0 desc, t.locale, t.number desc limit 1) read`

const columns = raw(
  `${kept
    .split(', ')
    .map((name) => `g.${name}`)
    .join(', ')}, read.text, read.locale`
)
const stageRank = sql`array_position(${stages}::text[], g.stage)`

function orderOf({ field, direction }: GuidanceOrder): Order<GuidanceRow> {
  const id = { expression: raw('g.id'), type: 'uuid' as const, valueOf: (row: GuidanceRow) => row.id }
  if (field === 'UPDATED_AT') {
    const updatedAt = { expression: raw('g.updated_at'), type: 'timestamptz' as const }
    return {
      name: 'guidance.UPDATED_AT',
      direction,
      keys: [{ ...updatedAt, valueOf: (row) => row.updatedAt }, id]
    }
  }
  return {
    name: 'guidance.STAGE',
    direction,
    keys: [
      { expression: stageRank, type: 'int4', valueOf: ({ stage }) => stages.indexOf(stage) + 1 },
      { expression: raw('g.rank'), type: 'int4', valueOf: ({ rank }) => rank },
      id
    ]
  }
}

function conditionsOf({ stage, interviewType, kind, status }: GuidanceFilter): Sql[] {
  const conditions = [sql`g.status = any(${status ?? ['SHOWN']})`]
  if (stage) conditions.push(sql`g.stage = ${stage}`)
  if (interviewType) conditions.push(sql`(g.interview_type = ${interviewType} or g.interview_type is null)`)
  if (kind) conditions.push(sql`g.kind = ${kind}`)
  return conditions
}

/** One page of the items that `visible` allows. */
export const guidancePage = (
  reader: Reader,
  visible: Sql,
  reading: Reading,
  { filter, order, args }: { filter: GuidanceFilter; order: GuidanceOrder; args: PageArgs }
): Promise<Connection<GuidanceRow>> =>
  page(reader, {
    columns,
    from: fromFor(reading),
    where: [visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The items with these ids that `visible` allows. */
export const guidanceRows = (visible: Sql, reading: Reading, ids: readonly string[]): Sql =>
  sql`select ${columns} from ${fromFor(reading)} where g.id = any(${ids.map(toUuid)}) and ${visible}`

/** An item as the campus keeps it, locked; nothing for a shipped one that the campus has never changed. */
export const lockKept = (id: string): Sql =>
  sql`select ${keptColumns} from guidance_items where tenant_id = ${tenant} and id = ${toUuid(id)} for update`

export const shippedItem = (id: string): Sql =>
  sql`select ${shippedColumns} from shipped_guidance s where s.id = ${toUuid(id)}`

/** How many wordings an item has in each language. A statement of its own after the lock, to see what others committed. */
export const wordingsOf = (id: string): Sql =>
  sql`select locale, max(number) as number from guidance_texts where tenant_id = ${tenant} and item_id = ${toUuid(id)} group by locale`

/** The wordings of these items that hold now, one a language. */
export const textRows = (reader: Reader, ids: readonly string[]): Promise<GuidanceTextRow[]> =>
  reader.rows(sql`select distinct on (t.item_id, t.locale) t.* from (
      select x.item_id, x.locale, x.text, x.number, x.author_id, x.created_at from guidance_texts x
        where x.tenant_id = ${tenant} and x.item_id = any(${ids}::uuid[])
      union all select y.guidance_id, y.locale, y.text, 0, null, null from shipped_guidance_texts y
        where y.guidance_id = any(${ids}::uuid[])) t
    order by t.item_id, t.locale, t.number desc`)

// As many as anybody looks back at.
const remembered = raw('50')

/** What the campus has written for these items, latest first, and last of all what they were shipped with. */
export const revisionRows = (reader: Reader, ids: readonly string[]): Promise<GuidanceTextRow[]> =>
  reader.rows(sql`select last.* from unnest(${ids}::uuid[]) item (id) cross join lateral (
      (select x.item_id, x.locale, x.text, x.number, x.author_id, x.created_at from guidance_texts x
      where x.tenant_id = ${tenant} and x.item_id = item.id
      order by x.created_at desc, x.locale, x.number desc limit ${remembered})
      union all select y.guidance_id, y.locale, y.text, 0, null, null from shipped_guidance_texts y
      where y.guidance_id = item.id) last
    order by last.created_at desc nulls last, last.locale, last.number desc`)
