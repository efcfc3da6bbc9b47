import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Direction, FollowUpFilter, FollowUpRow } from './followups.types.ts'

const names = `id owner_id person_id contact_id kind meeting_id landing_id status due_at reminded_at done_at channel
  waive_cause waive_reason version created_at updated_at`.split(/\s+/)

/** The columns of a follow-up, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const own = raw(names.map((name) => `f.${name}`).join(', '))
const columns = sql`${own}, l.subject as mail_subject, l.text as mail_text, l.state as mail_state, l.settled_at as mail_settled_at`
const from = sql`follow_ups f left join follow_up_mails l on l.tenant_id = ${tenant} and l.follow_up_id = f.id`

const byDue = (direction: Direction): Order<FollowUpRow> => ({
  name: 'followUps.DUE_AT',
  direction,
  keys: [
    { expression: raw('f.due_at'), type: 'timestamptz', valueOf: (row) => row.dueAt },
    { expression: raw('f.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf(filter: FollowUpFilter, now: string): Sql[] {
  const conditions: Sql[] = []
  const { kind, status, isOverdue, dueFrom, dueBefore, ownerId, personId } = filter
  if (kind) conditions.push(sql`f.kind = any(${kind}::text[])`)
  if (status) conditions.push(sql`f.status = any(${status}::text[])`)
  if (isOverdue != null)
    conditions.push(sql`(f.status in ('PENDING', 'MISSED') and f.due_at < ${now}::timestamptz) = ${isOverdue}`)
  if (dueFrom) conditions.push(sql`f.due_at >= ${dueFrom}`)
  if (dueBefore) conditions.push(sql`f.due_at < ${dueBefore}`)
  if (ownerId != null) conditions.push(sql`f.owner_id = ${toUuid(ownerId)}`)
  if (personId != null) conditions.push(sql`f.person_id = ${toUuid(personId)}`)
  return conditions
}

/** One page of the follow-ups that `visible` allows, each with its mail. */
export const followUpPage = (
  reader: Reader,
  visible: Sql,
  { filter, now }: { filter: FollowUpFilter; now: string },
  direction: Direction,
  args: PageArgs
): Promise<Connection<FollowUpRow>> => {
  const where = [sql`f.tenant_id = ${tenant}`, visible, ...conditionsOf(filter, now)]
  return page(reader, { columns, from, where, order: byDue(direction), args })
}

export const followUpRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<FollowUpRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where f.tenant_id = ${tenant} and f.id = any(${ids.map(toUuid)}) and ${visible}`)

export const thankYouRows = (reader: Reader, visible: Sql, meetingIds: readonly string[]): Promise<FollowUpRow[]> =>
  reader.rows(sql`select ${columns} from ${from} where f.tenant_id = ${tenant} and f.kind = 'THANK_YOU'
    and f.meeting_id = any(${meetingIds.map(toUuid)}) and ${visible}`)

/**
 * A follow-up, locked, with all that a change of it asks for: the times of its meeting (`m`), who owes it (`o`), to whom (`p`,
 * with what they want by mail) or to which contact (`k`).
 */
export const lockFollowUp = (id: string): Sql => sql`
  select ${own}, m.starts_at, m.duration_minutes, m.actual_minutes, m.completed_at,
    o.given_name as owner_given_name, o.family_name as owner_family_name, o.email as owner_email, o.locale as owner_locale,
    coalesce(p.given_name || ' ' || p.family_name, concat_ws(' ', k.given_name, k.family_name)) as other_name,
    coalesce(p.email, k.email) as other_email, coalesce(p.is_active, true) as is_active,
    coalesce(w.is_mail_on, true) as is_mail_on, k.id as kept_contact_id
  from follow_ups f
  join persons o on o.tenant_id = ${tenant} and o.id = f.owner_id
  left join persons p on p.tenant_id = ${tenant} and p.id = f.person_id
  left join notification_preferences w on w.tenant_id = ${tenant} and w.person_id = f.person_id
  left join contacts k on k.tenant_id = ${tenant} and k.owner_id = f.owner_id and k.id = f.contact_id
  left join meetings m on m.tenant_id = ${tenant} and m.id = f.meeting_id
  where f.tenant_id = ${tenant} and f.id = ${toUuid(id)} for update of f`

/** The contact of a follow-up, kept from being deleted before the touchpoint with it is written. */
export const keepContactOf = (id: string): Sql => sql`
  select k.id from follow_ups f join contacts k on k.tenant_id = ${tenant} and k.owner_id = f.owner_id and k.id = f.contact_id
  where f.tenant_id = ${tenant} and f.id = ${toUuid(id)} for key share of k`

/** What the draft of a follow-up's mail is made of. */
export const draftFacts = <Facts>(reader: Reader, id: string): Promise<Facts[]> =>
  reader.rows(sql`select f.kind, f.owner_id, f.status, o.given_name as owner_given_name, o.family_name as owner_family_name,
      o.locale as owner_locale, coalesce(p.given_name || ' ' || p.family_name, concat_ws(' ', k.given_name, k.family_name)) as other_name
    from follow_ups f
    join persons o on o.tenant_id = ${tenant} and o.id = f.owner_id
    left join persons p on p.tenant_id = ${tenant} and p.id = f.person_id
    left join contacts k on k.tenant_id = ${tenant} and k.owner_id = f.owner_id and k.id = f.contact_id
    where f.tenant_id = ${tenant} and f.id = ${toUuid(id)}`)
