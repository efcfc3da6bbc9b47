import { type Sql, sql, tenant } from '../../db/sql.ts'

export interface DueReminder {
  id: string
  studentId: string
  mentorId: string
  status: 'SENT' | 'NEEDS_INFO'
  /** Whose counter-proposal stands, if one does. */
  counteredBy: 'STUDENT' | 'MENTOR' | null
  expiresAt: string
  /** The offsets that have come, the one nearest to the end first. */
  days: string
}

/**
 * Requests that somebody is to be reminded of, passing over those that another worker holds: an offset of the policy has
 * come, after the clock that runs now was started, and was not told of for this end of the window. `usual` are the offsets
 * of a campus that has set none.
 */
export const lockDueReminders = (usual: readonly number[], now: string, limit: number): Sql => sql`
  select r.id, r.student_id, r.mentor_id, r.status, r.countered_by, r.expires_at, d.days
  from institutions i
  cross join lateral (select array(select jsonb_array_elements_text(
    coalesce(i.policy #> '{requests,reminderOffsetsDays}', ${JSON.stringify(usual)}::jsonb))::int) as offsets) p
  join meeting_requests r on r.tenant_id = ${tenant} and r.status in ('SENT', 'NEEDS_INFO') and r.expires_at > ${now}
  cross join lateral (select max(p.created_at) as proposed_at from counter_proposals p
    where p.tenant_id = ${tenant} and p.request_id = r.id) c
  cross join lateral (
    select string_agg(o.days::text, ' ' order by o.days) as days from unnest(p.offsets) as o (days)
    where r.expires_at - o.days * interval '24 hours' <= ${now}
      and r.expires_at - o.days * interval '24 hours' >
        greatest(c.proposed_at, case when r.status = 'NEEDS_INFO' then r.info_asked_at else greatest(r.sent_at, r.info_answered_at) end)
      and not exists (select 1 from request_reminders t where t.tenant_id = ${tenant} and t.request_id = r.id
        and t.expires_at = r.expires_at and t.offset_days = o.days)) d
  where i.id = ${tenant} and d.days is not null
  order by r.expires_at limit ${limit} for update of r skip locked`

/** Notes offsets as told of, and gives the requests of those that were not noted yet. */
export const noteReminders = (
  due: readonly { id: string; expiresAt: string; offset: number }[],
  now: string
): Sql => sql`
  insert into request_reminders (tenant_id, request_id, expires_at, offset_days, created_at)
  select ${tenant}::uuid, w.request_id, w.expires_at, w.offset_days, ${now}::timestamptz
  from unnest(${due.map(({ id }) => id)}::uuid[], ${due.map(({ expiresAt }) => expiresAt)}::timestamptz[],
    ${due.map(({ offset }) => offset)}::int[]) as w (request_id, expires_at, offset_days)
  on conflict (tenant_id, request_id, expires_at, offset_days) do nothing returning request_id`
