import type pg from 'pg'

/** A guarantee as a count of what breaks it: 0 when it holds. */
export interface Check {
  name: string
  statement: string
}

const open = "('SENT', 'NEEDS_INFO')"

/** What has to hold at every moment when no work is due; $1 is the instant. */
export const always: readonly Check[] = [
  {
    name: 'requests open beyond their window',
    statement: `select count(*)::int as broken from meeting_requests where status in ${open} and expires_at <= $1`
  },
  {
    name: 'students with more open requests than the campus allows',
    statement: `select count(*)::int as broken from (
      select student_id from meeting_requests where status in ${open} and $1::timestamptz is not null
      group by student_id having count(*) > (select (policy->'requests'->>'openPerStudentMax')::int from institutions)) s`
  },
  {
    name: 'mentors with more open requests and meetings than their capacity',
    statement: `select count(*)::int as broken from mentor_profiles m where $1::timestamptz is not null and coalesce(m.capacity, (select (policy->'mentors'->>'defaultCapacity')::int from institutions)) <
      (select count(*) from meeting_requests r where r.tenant_id = m.tenant_id and r.mentor_id = m.person_id and r.status in ${open})
      + (select count(*) from meetings n where n.tenant_id = m.tenant_id and n.mentor_id = m.person_id and n.status = 'SCHEDULED'
        and n.starts_at + n.duration_minutes * interval '1 minute' > $1::timestamptz)`
  },
  {
    name: 'open requests of mentors who have paused',
    statement: `select count(*)::int as broken from meeting_requests r join mentor_profiles m
      on m.tenant_id = r.tenant_id and m.person_id = r.mentor_id
      where m.is_paused and r.status in ${open} and $1::timestamptz is not null`
  },
  {
    name: 'events that were not told of',
    statement: 'select count(*)::int as broken from event_outbox where $1::timestamptz is not null'
  }
]

// What a reminder has to come for, of requests whose clock ran from one end to the other.
const plain = 'r.sent_at is not null and r.info_asked_at is null and r.counter_count = 0'
const offsets =
  "cross join lateral (select jsonb_array_elements_text(i.policy->'requests'->'reminderOffsetsDays')::int as days) o"
const settled = 'coalesce(r.answered_at, r.closed_at)'
const dueAt = "r.expires_at - o.days * interval '1 day'"
const isNoted = `exists (select 1 from request_reminders t where t.tenant_id = r.tenant_id and t.request_id = r.id
  and t.expires_at = r.expires_at and t.offset_days = o.days)`

const waitedForStudent =
  "(coalesce(o.countered_by, '') = 'MENTOR' or o.info_asked_at is not null and o.info_answered_at is null)"

/** What has to hold of the whole year. */
export const afterwards: readonly Check[] = [
  {
    name: 'changes without exactly one event, events without exactly one audit row',
    statement: `select count(*)::int as broken from audit_events a full join domain_events e
      on e.tenant_id = a.tenant_id and e.audit_event_id = a.id
      where a.id is null or e.id is null or e.type <> a.action or e.occurred_at <> a.occurred_at`
  },
  {
    name: 'requests whose versions and events differ in number',
    statement: `select count(*)::int as broken from meeting_requests r
      where r.version <> (select count(*) from domain_events e where e.tenant_id = r.tenant_id and e.subject_id = r.id
        and e.type <> 'meeting_request.reminded')`
  },
  {
    name: 'requests that came to an end twice, or to another one than they have',
    statement: `select count(*)::int as broken from meeting_requests r left join lateral (
        select count(*) as ends, max(e.payload->>'status') as last from domain_events e
        where e.tenant_id = r.tenant_id and e.subject_id = r.id
          and e.payload->>'status' in ('ACCEPTED', 'DECLINED', 'WITHDRAWN', 'EXPIRED', 'CLOSED_BY_MENTOR')) e on true
      where case when r.status in ('DRAFT', 'SENT', 'NEEDS_INFO') then e.ends <> 0 else e.ends <> 1 or e.last <> r.status end`
  },
  {
    name: 'requests sent to a mentor within the cooldown after their no',
    statement: `select count(*)::int as broken from meeting_requests r join meeting_requests o
      on o.tenant_id = r.tenant_id and o.student_id = r.student_id and o.mentor_id = r.mentor_id and o.id <> r.id
      where (o.status = 'DECLINED' or o.status = 'EXPIRED' and not ${waitedForStudent}) and r.sent_at >= o.closed_at
        and r.sent_at < o.closed_at + (select (policy->'requests'->>'cooldownDays')::int from institutions) * interval '1 day'`
  },
  {
    name: 'requests that expired before their window was over, or more than a tick after it',
    statement: `select count(*)::int as broken from meeting_requests
      where status = 'EXPIRED' and (closed_at < expires_at or closed_at > expires_at + interval '1 day')`
  }
]

/** What has to hold of reminders and of what people were told; $1 is the last instant. */
export const told: readonly Check[] = [
  {
    name: 'reminders lost',
    statement: `select count(*)::int as broken from institutions i join meeting_requests r on r.tenant_id = i.id ${offsets}
      where ${plain} and coalesce(${settled}, $1::timestamptz) > ${dueAt} + interval '12 hours' and not ${isNoted}`
  },
  {
    name: 'reminders of what was settled',
    statement: `select count(*)::int as broken from institutions i join meeting_requests r on r.tenant_id = i.id ${offsets}
      where ${plain} and ${settled} < ${dueAt} and ${isNoted} and $1::timestamptz is not null`
  },
  {
    name: 'reminders doubled',
    statement: `select count(*)::int as broken from (select 1 from domain_events e
      where e.type = 'meeting_request.reminded' and $1::timestamptz is not null
      group by e.subject_id, e.payload->>'expiresAt', e.payload->>'offsetDays' having count(*) > 1) d`
  },
  ...Object.entries({
    'meeting_request.sent': 1,
    'meeting_request.reminded': 1,
    'meeting_request.declined': 1,
    'meeting_request.closed_by_mentor': 1,
    'meeting_request.info_requested': 1,
    'meeting_request.info_provided': 1,
    'meeting_request.counter_proposed': 1,
    'meeting.scheduled': 1,
    'meeting.cancelled': 1,
    'meeting.completed': 1,
    'meeting.no_show': 1
  }).map(([type, count]) => ({
    name: `events ${type} that were not told of exactly once`,
    statement: `select count(*)::int as broken from domain_events e where e.type = '${type}' and $1::timestamptz is not null
      and ${count} <> (select count(*) from notifications n where n.tenant_id = e.tenant_id and n.event_id = e.id)`
  })),
  {
    name: 'events meeting_request.withdrawn that were not told of exactly once, or at all where it was a draft',
    statement: `select count(*)::int as broken from domain_events e where e.type = 'meeting_request.withdrawn'
      and $1::timestamptz is not null and (e.payload->>'from' <> 'DRAFT')::int <> (select count(*) from notifications n
      where n.tenant_id = e.tenant_id and n.event_id = e.id)`
  },
  {
    name: 'expired requests of which student and mentor were not told once each, by whose silence it was',
    statement: `select count(*)::int as broken from domain_events e where e.type = 'meeting_request.expired'
      and $1::timestamptz is not null and array_to_string(array(select n.kind from notifications n
        where n.tenant_id = e.tenant_id and n.event_id = e.id and n.recipient_id::text in (e.payload->>'studentId', e.payload->>'mentorId')
        order by n.kind), ' ')
      <> case e.payload->>'waitedFor' when 'STUDENT' then 'REQUEST_LAPSED STUDENT_SILENT'
        else 'REQUEST_EXPIRED REQUEST_UNANSWERED' end`
  }
]

/** The guarantees that are broken, each with how often. */
export async function brokenOf(client: pg.Client, checks: readonly Check[], values: unknown[]): Promise<string[]> {
  const broken: string[] = []
  for (const { name, statement } of checks) {
    const [row] = (await client.query(statement, values)).rows
    if (row.broken > 0) broken.push(`${row.broken} ${name}`)
  }
  return broken
}
