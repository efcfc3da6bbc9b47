import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { insertRow } from '../../db/statements.ts'
import type { MailState } from './followups.types.ts'

interface NewMail {
  followUpId: string
  subject: string
  text: string
  state: 'PENDING'
  attempts: number
  dueAt: string
  createdAt: string
}

export const insertMail = (mail: NewMail): Sql => insertRow('follow_up_mails', { ...mail }, raw('follow_up_id'))

/**
 * Mails that have come due, oldest first, with whom they are for as of now, passing over those that another worker is deciding
 * on. A contact that was deleted can't be written to any more.
 */
export const lockDueMails = (now: string, limit: number): Sql => sql`
  select f.id, f.owner_id, f.person_id, f.kind, f.status, f.due_at, l.attempts, l.subject, l.text, l.created_at,
    o.given_name || ' ' || o.family_name as sender_name, o.email as sender_email,
    coalesce(p.given_name || ' ' || p.family_name, concat_ws(' ', k.given_name, k.family_name)) as recipient_name,
    coalesce(p.email, k.email) as email, coalesce(p.locale, o.locale) as locale, coalesce(p.time_zone, 'UTC') as time_zone,
    coalesce(p.is_active, k.id is not null) as is_active, coalesce(w.is_mail_on, true) as is_mail_on, w.quiet_from, w.quiet_until
  from follow_up_mails l
  join follow_ups f on f.tenant_id = ${tenant} and f.id = l.follow_up_id
  join persons o on o.tenant_id = ${tenant} and o.id = f.owner_id
  left join persons p on p.tenant_id = ${tenant} and p.id = f.person_id
  left join notification_preferences w on w.tenant_id = ${tenant} and w.person_id = f.person_id
  left join contacts k on k.tenant_id = ${tenant} and k.owner_id = f.owner_id and k.id = f.contact_id
  where l.tenant_id = ${tenant} and l.state = 'PENDING' and l.due_at <= ${now}
  order by l.due_at, l.follow_up_id limit ${limit} for update of l skip locked`

/** Counts another attempt of a mail, and lets it come due again once the claim is over. */
export const claimMail = (id: string, until: string): Sql => sql`
  update follow_up_mails set attempts = attempts + 1, due_at = ${until} where tenant_id = ${tenant} and follow_up_id = ${id}`

export const postponeMail = (id: string, until: string): Sql =>
  sql`update follow_up_mails set due_at = ${until} where tenant_id = ${tenant} and follow_up_id = ${id}`

/** Settles a mail; only the attempt that was counted last may, where one is given: an earlier one was taken for dead. */
export const settleMail = (
  { id, attempts }: { id: string; attempts: number },
  state: Exclude<MailState, 'PENDING'>,
  reason: string | null,
  now: string
): Sql => sql`
  update follow_up_mails set state = ${state}, reason = ${reason}, settled_at = ${now}
  where tenant_id = ${tenant} and follow_up_id = ${id} and attempts = ${attempts} and state = 'PENDING'`

export const retryMail = ({ id, attempts }: { id: string; attempts: number }, at: string): Sql => sql`
  update follow_up_mails set due_at = ${at}
  where tenant_id = ${tenant} and follow_up_id = ${id} and attempts = ${attempts} and state = 'PENDING'`
