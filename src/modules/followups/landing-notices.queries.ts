import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import type { LandingNotice } from './landing-notices.service.ts'

/** Who has been told of which landing of somebody, or is still to be; what became obsolete was told to nobody. */
export const noticesOf = (owner: Sql): Sql => sql`
  select f.id, f.owner_id, f.landing_id, f.person_id, f.contact_id, f.waive_cause is not distinct from 'OBSOLETE' as is_obsolete
  from follow_ups f where f.tenant_id = ${tenant} and f.owner_id = ${owner} and f.kind = 'LANDING_NOTICE'`

/** What is still owed of a landing, locked. */
export const lockPendingNotices = (landingId: string): Sql => sql`
  select f.id, f.owner_id, f.person_id, f.contact_id, f.landing_id, f.due_at from follow_ups f
  where f.tenant_id = ${tenant} and f.landing_id = ${toUuid(landingId)} and f.status in ('PENDING', 'MISSED')
  order by f.id for update of f`

/** Makes notices that are due at an instant. */
export const insertNotices = (notices: readonly LandingNotice[], dueAt: string, now: string): Sql => sql`
  insert into follow_ups (tenant_id, id, owner_id, person_id, contact_id, landing_id, kind, status, due_at, version, created_at, updated_at)
  select ${tenant}::uuid, n.id, n.owner_id, n.person_id, n.contact_id, n.landing_id, 'LANDING_NOTICE', 'PENDING',
    ${dueAt}::timestamptz, 1, ${now}::timestamptz, ${now}::timestamptz
  from unnest(${notices.map(({ id }) => id)}::uuid[], ${notices.map(({ ownerId }) => ownerId)}::uuid[],
    ${notices.map(({ personId }) => personId)}::uuid[], ${notices.map(({ contactId }) => contactId)}::uuid[],
    ${notices.map(({ landingId }) => landingId)}::uuid[]) as n (id, owner_id, person_id, contact_id, landing_id)
  returning id`

/** Makes notices owed again that were obsolete. */
export const reviveNotices = (ids: readonly string[], dueAt: string, now: string): Sql => sql`
  update follow_ups f set status = 'PENDING', waive_cause = null, due_at = ${dueAt}, version = version + 1, updated_at = ${now}
  where f.tenant_id = ${tenant} and f.id = any(${ids}) returning f.id`

export const dropNotices = (ids: readonly string[], now: string): Sql => sql`
  update follow_ups f set status = 'WAIVED', waive_cause = 'OBSOLETE', version = version + 1, updated_at = ${now}
  where f.tenant_id = ${tenant} and f.id = any(${ids}) returning f.id`

/** How many are to be told of each landing, and how many have been. */
export const noticeCounts = (
  reader: Reader,
  landingIds: readonly string[]
): Promise<{ landingId: string; total: number; done: number }[]> =>
  reader.rows(sql`select f.landing_id, count(*)::int as total, count(f.done_at)::int as done from follow_ups f
    where f.tenant_id = ${tenant} and f.landing_id = any(${landingIds.map(toUuid)}) and f.status <> 'WAIVED'
    group by f.landing_id`)
