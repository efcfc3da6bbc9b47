import { type Sql, sql, tenant } from '../../db/sql.ts'
import { factColumns, factsFrom } from './notifications.queries.ts'
import type { DeliveryReason } from './notifications.types.ts'
import { defaultPreferences as usual } from './preferences.rules.ts'

/** Deliveries that have come due, oldest first, passing over those that another worker is deciding on. */
export const lockDue = (now: string, limit: number): Sql => sql`
  select d.id, d.attempts, d.recipient_id, d.created_at, ${factColumns}, r.email, r.is_active,
    r.given_name || ' ' || r.family_name as recipient_name,
    coalesce(c.is_mail_on, ${usual.isMailOn}) as is_mail_on, coalesce(c.unmailed_kinds, ${usual.unmailedKinds}::text[]) as unmailed_kinds,
    coalesce(c.digest, ${usual.digest}) as digest, coalesce(c.digest_hour, ${usual.digestHour}) as digest_hour, c.quiet_from, c.quiet_until
  from notification_deliveries d join ${factsFrom} on n.tenant_id = ${tenant} and n.id = d.notification_id
  left join notification_preferences c on c.tenant_id = ${tenant} and c.person_id = d.recipient_id
  where d.tenant_id = ${tenant} and d.state = 'PENDING' and d.due_at <= ${now}
  order by d.due_at, d.id limit ${limit} for update of d skip locked`

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

export const retryLater = ({ id, attempts }: Attempt, at: string): Sql => sql`
  update notification_deliveries d set due_at = ${at} from ${attempted([{ id, attempts }])} where ${stillMine}`
