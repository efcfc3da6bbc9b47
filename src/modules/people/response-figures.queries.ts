import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { addMinutes } from '../../ports/clock.ts'

const minutesPerDay = 24 * 60
const windowDays = 365

/**
 * What a mentor's answers add up to (ResponseFigures), as one column of a row that has their id in `personId`. A column and
 * no join, because of a page that is sorted only the rows that are kept are asked for it.
 */
export const figuresOf = (personId: string, now: string): Sql => sql`(
  select json_build_object(
    'answered', count(f.sent_at) filter (where f.is_recent and f.first_answer_at is not null),
    'unanswered', count(f.sent_at) filter (where f.is_recent and f.first_answer_at is null and f.is_overdue),
    'medianHours', percentile_cont(0.5) within group (order by extract(epoch from f.first_answer_at - f.sent_at) / 3600)
      filter (where f.is_recent),
    'daysSinceActive', floor(extract(epoch from ${now}::timestamptz
      - greatest(max(f.last_answer_at), ${lastMeeting(personId)})) / 86400),
    'smallNumber', (select coalesce((i.policy -> 'reports' -> 'smallNumber')::int, 5) from institutions i where i.id = ${tenant}))
  from (select q.sent_at, least(q.answered_at, q.info_asked_at, c.first_at) as first_answer_at,
      greatest(case when q.status = 'ACCEPTED' and q.countered_by = 'MENTOR' then null else q.answered_at end,
        q.info_asked_at, c.last_at) as last_answer_at,
      q.sent_at >= ${addMinutes(now, -windowDays * minutesPerDay)}::timestamptz as is_recent,
      q.status = 'EXPIRED' or (q.status = 'SENT' and q.expires_at <= ${now}::timestamptz) as is_overdue
    from meeting_requests q
    cross join lateral (select min(o.created_at) as first_at, max(o.created_at) as last_at from counter_proposals o
      where o.tenant_id = ${tenant} and o.request_id = q.id and o.proposed_by_id = q.mentor_id) c
    where q.tenant_id = ${tenant} and q.mentor_id = ${raw(personId)} and q.sent_at is not null) f)`

// Having met, having called a meeting off, having waited for somebody who did not come. Who merely read something leaves no
// trace, and is not looked for.
const lastMeeting = (personId: string): Sql => sql`(
  select max(case when n.status = 'COMPLETED' then least(n.starts_at, n.completed_at)
      when n.cancelled_by_id = n.mentor_id then n.cancelled_at
      when n.no_show_person_id = n.student_id then n.starts_at end)
  from meetings n where n.tenant_id = ${tenant} and n.mentor_id = ${raw(personId)})`
