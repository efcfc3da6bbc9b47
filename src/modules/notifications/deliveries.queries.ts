import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { factColumns, factsFrom } from './notifications.queries.ts'
import type { DeliveryReason } from './notifications.types.ts'
import { defaultPreferences as usual } from './preferences.rules.ts'

const dueBy = (now: string, alias: string): Sql =>
  sql`${raw(alias)}.tenant_id = ${tenant} and ${raw(alias)}.state = 'PENDING' and ${raw(alias)}.due_at <= ${now}`

/**
 * Deliveries that have come due, oldest first, passing over those that another worker is deciding on. Whoever gets one mail
 * a day has all of theirs taken together with the first: the others are nobody's to take alone, so that no batch ends, and
 * no second worker begins, in the middle of a day's mail.
 */
export const lockDue = (now: string, limit: number): Sql => sql`
  with heads as materialized (
    select d.id, d.recipient_id, coalesce(c.digest, ${usual.digest}) = 'DAILY' as is_daily from notification_deliveries d
    left join notification_preferences c on c.tenant_id = ${tenant} and c.person_id = d.recipient_id
    where ${dueBy(now, 'd')} and (coalesce(c.digest, ${usual.digest}) <> 'DAILY' or not exists (
      select 1 from notification_deliveries o where ${dueBy(now, 'o')} and o.recipient_id = d.recipient_id
        and (o.due_at, o.id) < (d.due_at, d.id)))
    order by d.due_at, d.id limit ${limit} for update of d skip locked),
  taken as (select id from heads union
    select o.id from heads h join notification_deliveries o on o.recipient_id = h.recipient_id and ${dueBy(now, 'o')}
    where h.is_daily)
  select d.id, d.attempts, d.recipient_id, d.created_at, ${factColumns}, r.email, r.is_active,
    r.given_name || ' ' || r.family_name as recipient_name,
    coalesce(c.is_mail_on, ${usual.isMailOn}) as is_mail_on, coalesce(c.unmailed_kinds, ${usual.unmailedKinds}::text[]) as unmailed_kinds,
    coalesce(c.digest, ${usual.digest}) as digest, coalesce(c.digest_hour, ${usual.digestHour}) as digest_hour, c.quiet_from, c.quiet_until,
    q.status as request_status, q.countered_by, q.student_id = d.recipient_id as is_student, v.status as review_status
  from notification_deliveries d join ${factsFrom} on n.tenant_id = ${tenant} and n.id = d.notification_id
  left join notification_preferences c on c.tenant_id = ${tenant} and c.person_id = d.recipient_id
  left join meeting_requests q on q.tenant_id = ${tenant} and n.subject_type = 'MeetingRequest' and q.id = n.subject_id
  left join reviews v on v.tenant_id = ${tenant} and n.subject_type = 'Review' and v.id = n.subject_id
  where ${dueBy(now, 'd')} and d.id in (select id from taken)
  order by d.due_at, d.id for update of d`

export const campusName = (): Sql => sql`select name from institutions where id = ${tenant}`

interface Attempt {
  id: string
  attempts: number
}
const attempted = (deliveries: readonly Attempt[]): Sql =>
  sql`unnest(${deliveries.map(({ id }) => id)}::uuid[], ${deliveries.map(({ attempts }) => attempts)}::int[]) as w (id, attempts)`

/** Counts another attempt and lets it come due again once the claim is over. */
export const claimDeliveries = (ids: readonly string[], until: string): Sql => sql`
  update notification_deliveries set attempts = attempts + 1, due_at = ${until} where tenant_id = ${tenant} and id = any(${ids})`

export const postponeDeliveries = (waits: readonly { id: string; until: string }[]): Sql => sql`
  update notification_deliveries d set due_at = w.until
  from unnest(${waits.map(({ id }) => id)}::uuid[], ${waits.map(({ until }) => until)}::timestamptz[]) as w (id, until)
  where d.tenant_id = ${tenant} and d.id = w.id`

export const suppressDeliveries = (which: readonly { id: string; reason: DeliveryReason }[], now: string): Sql => sql`
  update notification_deliveries d set state = 'SUPPRESSED', reason = w.reason, settled_at = ${now}
  from unnest(${which.map(({ id }) => id)}::uuid[], ${which.map(({ reason }) => reason)}::text[]) as w (id, reason)
  where d.tenant_id = ${tenant} and d.id = w.id`

// Only the attempt that was counted last may settle: an earlier one was taken for dead, and somebody else is at it.
const stillMine = sql`d.tenant_id = ${tenant} and d.id = w.id and d.attempts = w.attempts and d.state = 'PENDING'`

export const settleSent = (sent: readonly Attempt[], now: string): Sql => sql`
  update notification_deliveries d set state = 'SENT', settled_at = ${now} from ${attempted(sent)} where ${stillMine}`

export const settleFailed = (failed: readonly Attempt[], reason: DeliveryReason, now: string): Sql => sql`
  update notification_deliveries d set state = 'FAILED', reason = ${reason}, settled_at = ${now}
  from ${attempted(failed)} where ${stillMine}`

/** Lets each come due again at its own time. */
export const retryLater = (failed: readonly (Attempt & { at: string })[]): Sql => sql`
  update notification_deliveries d set due_at = w.at
  from unnest(${failed.map(({ id }) => id)}::uuid[], ${failed.map(({ attempts }) => attempts)}::int[],
    ${failed.map(({ at }) => at)}::timestamptz[]) as w (id, attempts, at) where ${stillMine}`
