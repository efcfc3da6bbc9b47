import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { NotificationTextFilter, NotificationTextRow, TextTemplate } from './own-texts.types.ts'

/** The columns of a row of the campus's own. */
export const ownColumns = raw('id, kind, locale, title, text, true as is_own, version, updated_at')

const shown = raw('x.kind, x.locale, x.title, x.text, x.is_own, x.version, x.updated_at')

const byKind: Order<NotificationTextRow> = {
  name: 'notificationTexts',
  direction: 'ASC',
  keys: [
    { expression: raw('x.kind'), type: 'text', valueOf: (row) => row.kind },
    { expression: raw('x.locale'), type: 'text', valueOf: (row) => row.locale }
  ]
}

// Shipped words have no rows: they come with the statement, and the campus's take their places.
function allTexts(shipped: readonly TextTemplate[]): Sql {
  const column = (key: keyof TextTemplate) => shipped.map((template) => template[key])
  return sql`(select coalesce(o.kind, s.kind) as kind, coalesce(o.locale, s.locale) as locale,
      coalesce(o.title, s.title) as title, coalesce(o.text, s.text) as text, o.id is not null as is_own,
      coalesce(o.version, 0) as version, o.updated_at
    from unnest(${column('kind')}::text[], ${column('locale')}::text[], ${column('title')}::text[],
      ${column('text')}::text[]) as s (kind, locale, title, text)
    full join (select * from notification_texts t where t.tenant_id = ${tenant}) o on o.kind = s.kind and o.locale = s.locale) x`
}

/** One page of what is said of each kind in each language: the campus's words, else the shipped ones. */
export function textPage(
  reader: Reader,
  shipped: readonly TextTemplate[],
  { kind, locale, isOwn }: NotificationTextFilter,
  args: PageArgs
): Promise<Connection<NotificationTextRow>> {
  const where = [sql`true`]
  if (kind) where.push(sql`x.kind = any(${kind})`)
  if (locale != null) where.push(sql`lower(x.locale) = ${locale.toLowerCase()}`)
  if (isOwn != null) where.push(sql`x.is_own = ${isOwn}`)
  return page(reader, { columns: shown, from: allTexts(shipped), where, order: byKind, args })
}

/** The campus's own words of a kind in a language, locked. */
export const lockText = (kind: string, locale: string): Sql => sql`
  select ${ownColumns} from notification_texts t where t.tenant_id = ${tenant} and t.kind = ${kind} and t.locale = ${locale}
  for update`

export const deleteText = (id: string): Sql =>
  sql`delete from notification_texts where tenant_id = ${tenant} and id = ${id}`

/**
 * The campus's own words for a notification `n` to its recipient `r`: those of the very locale, else of its language, and
 * English ones where the language is not among the shipped.
 */
export const ownWords = (languages: readonly string[]): Sql => sql`lateral (
  select t.title, t.text from notification_texts t
  join unnest(array[lower(r.locale), split_part(lower(r.locale), '-', 1)] ||
    case when split_part(lower(r.locale), '-', 1) = any(${languages}) then '{}'::text[] else '{en}'::text[] end)
    with ordinality as l (locale, rank) on lower(t.locale) = l.locale
  where t.tenant_id = ${tenant} and t.kind = n.kind order by l.rank limit 1)`
