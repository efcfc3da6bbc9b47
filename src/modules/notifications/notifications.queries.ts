import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { MarkNotificationsReadInput, NotificationFilter, NotificationRow } from './notifications.types.ts'
import { ownWords } from './own-texts.queries.ts'
import { languages } from './texts/languages.ts'

/**
 * What the words of a notification (`n`) are made of: its event `e`, the person `a` whom it is about, or the pair `ap` whose
 * partner is from outside, the check-in `ck` that was missed, its recipient `r`.
 */
export const factColumns = raw(`n.kind, coalesce(a.given_name || ' ' || a.family_name, ap.partner_name) as about_name,
  coalesce(e.payload ->> 'expiresAt', e.payload ->> 'startsAt', e.payload ->> 'scheduledFor', e.payload ->> 'dueAt') as at,
  ck.missed_pact as pact, n.about_person_id is not distinct from n.recipient_id as is_own,
  e.payload ->> 'by' as by, w.title as own_title, w.text as own_text, r.locale, r.time_zone`)
export const factsFrom = sql`notifications n
  join domain_events e on e.tenant_id = ${tenant} and e.id = n.event_id
  join persons r on r.tenant_id = ${tenant} and r.id = n.recipient_id
  left join persons a on a.tenant_id = ${tenant} and a.id = n.about_person_id
  left join check_ins ck on ck.tenant_id = ${tenant} and n.kind = 'ACCOUNTABILITY_MISSED' and ck.id = n.subject_id
  left join accountability_pairs ap on ap.tenant_id = ${tenant} and a.id is null and ap.id = (e.payload ->> 'pairId')::uuid
  left join ${ownWords(Object.keys(languages))} w on true`

const columns = sql`n.id, n.subject_type, n.subject_id, n.about_person_id, n.read_at, n.created_at, ${factColumns},
  d.state as mail_state, d.reason as mail_reason, d.attempts as mail_attempts, d.settled_at as mail_settled_at`
const from = sql`${factsFrom}
  left join notification_deliveries d on d.tenant_id = ${tenant} and d.notification_id = n.id and d.channel = 'MAIL'`

const byCreation = (direction: 'ASC' | 'DESC'): Order<NotificationRow> => ({
  name: 'notifications.CREATED_AT',
  direction,
  keys: [
    { expression: raw('n.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('n.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

/** One page of the notifications that `own` allows. */
export function notificationPage(
  reader: Reader,
  own: Sql,
  { isRead, kind }: NotificationFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<NotificationRow>> {
  const where = [sql`n.tenant_id = ${tenant}`, own]
  if (isRead != null) where.push(raw(isRead ? 'n.read_at is not null' : 'n.read_at is null'))
  if (kind != null) where.push(sql`n.kind = any(${kind})`)
  return page(reader, { columns, from, where, order: byCreation(direction), args })
}

export const notificationRows = (reader: Reader, own: Sql, ids: readonly string[]): Promise<NotificationRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where n.tenant_id = ${tenant} and ${own} and n.id = any(${ids.map(toUuid)})`
  )

export const unreadCount = (own: Sql): Sql =>
  sql`select count(*)::int as count from notifications n where n.tenant_id = ${tenant} and ${own} and n.read_at is null`

/** Which of these there are, locked, so that all of them are marked or none. */
export const lockNotifications = (own: Sql, ids: readonly string[]): Sql => sql`
  select n.id from notifications n where n.tenant_id = ${tenant} and ${own} and n.id = any(${ids.map(toUuid)})
  order by n.id for update`

/** Marks what is not read yet, by ids or up to an instant; a second time changes nothing. */
export const markRead = (now: string, own: Sql, { ids, before }: MarkNotificationsReadInput): Sql => sql`
  update notifications n set read_at = ${now} where n.tenant_id = ${tenant} and ${own} and n.read_at is null
    and ${ids ? sql`n.id = any(${ids.map(toUuid)})` : sql`n.created_at <= ${before}`}`
