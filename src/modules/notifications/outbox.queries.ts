import { type Sql, sql, tenant } from '../../db/sql.ts'
import type { NewNotification } from './notifications.rules.ts'

/** Events of the outbox in their order, with who did them and who counsels their student; those that another worker is telling of are passed over. */
export const lockOutbox = (limit: number): Sql => sql`
  select e.id, e.type, e.subject_type, e.subject_id, e.payload, u.actor_id,
    array(select c.counselor_id from counselor_assignments c where c.tenant_id = ${tenant} and c.until is null
      and c.student_id = (e.payload->>'studentId')::uuid order by c.counselor_id)::text[] as counselor_ids
  from event_outbox o
  join domain_events e on e.tenant_id = ${tenant} and e.id = o.event_id
  join audit_events u on u.tenant_id = ${tenant} and u.id = e.audit_event_id
  where o.tenant_id = ${tenant} order by o.event_id limit ${limit} for update of o skip locked`

export const removeFromOutbox = (ids: readonly string[]): Sql =>
  sql`delete from event_outbox where tenant_id = ${tenant} and event_id = any(${ids})`

type Key = keyof NewNotification
const columnOf = (rows: readonly NewNotification[], key: Key) => rows.map((row) => row[key])

/** Writes what is not there yet, and says which are new. Somebody whom the campus does not have is told nothing. */
export const insertNotifications = (rows: readonly NewNotification[], now: string): Sql => sql`
  insert into notifications (tenant_id, id, event_id, recipient_id, kind, subject_type, subject_id, about_person_id, created_at)
  select ${tenant}::uuid, w.id, w.event_id, w.recipient_id, w.kind, w.subject_type, w.subject_id, w.about_person_id, ${now}::timestamptz
  from unnest(${columnOf(rows, 'id')}::uuid[], ${columnOf(rows, 'eventId')}::uuid[], ${columnOf(rows, 'recipientId')}::uuid[],
    ${columnOf(rows, 'kind')}::text[], ${columnOf(rows, 'subjectType')}::text[], ${columnOf(rows, 'subjectId')}::uuid[],
    ${columnOf(rows, 'aboutPersonId')}::uuid[]) as w (id, event_id, recipient_id, kind, subject_type, subject_id, about_person_id)
  join persons p on p.tenant_id = ${tenant} and p.id = w.recipient_id
  on conflict (tenant_id, event_id, recipient_id, kind) do nothing`

/** The way out by mail of those that were written. */
export const insertDeliveries = (rows: readonly NewNotification[], now: string): Sql => sql`
  insert into notification_deliveries (tenant_id, id, notification_id, recipient_id, channel, state, attempts, due_at, created_at)
  select ${tenant}::uuid, w.id, n.id, n.recipient_id, 'MAIL', 'PENDING', 0, ${now}::timestamptz, ${now}::timestamptz
  from unnest(${columnOf(rows, 'deliveryId')}::uuid[], ${columnOf(rows, 'id')}::uuid[]) as w (id, notification_id)
  join notifications n on n.tenant_id = ${tenant} and n.id = w.notification_id`
