import { newId } from '../src/db/ids.ts'
import { raw, type Sql, sql, tenant } from '../src/db/sql.ts'
import { areAllAlike, likenessesOf, relevance } from '../src/modules/people/resemblance.queries.ts'
import { systemClock } from '../src/ports/clock.ts'

type Given = Record<string, string>

const mentorColumns = raw(
  'p.id, p.given_name, p.family_name, p.city, m.headline, m.seniority, m.topics, m.capacity, m.current_title, m.current_employer'
)
const replyMs = 14 * 24 * 3600 * 1000

/** The limit's statements by operation, each as somebody would write it who needs nothing else. */
export const statements: Record<string, (given: Given) => Sql> = {
  student: ({ id }) => sql`
    select id, given_name, family_name, city from persons where tenant_id = ${tenant} and id = ${id}`,

  mentors: ({ industry = '', seniority = '', first }) => sql`
    select ${mentorColumns} from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
    where m.tenant_id = ${tenant} and p.is_active and m.current_industry_code >= ${industry}
      and m.current_industry_code < ${`${industry}A`} and m.seniority = any(${seniority.split(',')}::text[])
    order by p.family_name, p.given_name, p.id limit ${first}`,

  meetings: ({ first }) => sql`
    select n.id, n.starts_at, n.status, s.id as student_id, s.given_name as student_given_name,
      s.family_name as student_family_name, m.id as mentor_id, m.given_name as mentor_given_name,
      m.family_name as mentor_family_name, o.fit_verdict, o.learned
    from meetings n
    join persons s on s.tenant_id = ${tenant} and s.id = n.student_id
    join persons m on m.tenant_id = ${tenant} and m.id = n.mentor_id
    left join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = n.id
    where n.tenant_id = ${tenant} order by n.starts_at desc, n.id desc limit ${first}`,

  search: ({ text = '', first }) => sql`
    select ${mentorColumns} from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
    cross join ${likenessesOf(text.split(' '), raw('m.search_text'))}
    where m.tenant_id = ${tenant} and p.is_active and ${areAllAlike}
    order by ${relevance(text.split(' '))} desc, p.id desc limit ${first}`,

  funnel: () => sql`
    select count(*) as drafted, count(r.sent_at) as sent, count(*) filter (where r.status = 'ACCEPTED') as accepted,
      count(*) filter (where m.status = 'COMPLETED') as met, count(o.id) as logged,
      count(*) filter (where o.fit_verdict in ('FITS', 'DOES_NOT_FIT')) as useful
    from meeting_requests r
    left join meetings m on m.tenant_id = ${tenant} and m.request_id = r.id
    left join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = m.id
    where r.tenant_id = ${tenant}`,

  send: ({ id }) => {
    const now = systemClock.now()
    const expiresAt = new Date(Date.parse(now) + replyMs).toISOString()
    return sql`
      with sent as (
        update meeting_requests set status = 'SENT', sent_at = ${now}, expires_at = ${expiresAt}, updated_at = ${now},
          version = version + 1
        where tenant_id = ${tenant} and id = ${id} and status = 'DRAFT'
        returning id, student_id, mentor_id, status, sent_at, expires_at, version
      ), audit as (
        insert into audit_events (tenant_id, id, action, subject_type, subject_id, actor_kind, actor_id, request_id, changes, occurred_at)
        select ${tenant}, ${newId()}::uuid, 'meeting_request.sent', 'MeetingRequest', id, 'PERSON', student_id, ${newId()},
          jsonb_build_object('status', status, 'sentAt', sent_at), ${now} from sent returning id
      ), event as (
        insert into domain_events (tenant_id, id, type, subject_type, subject_id, audit_event_id, payload, occurred_at)
        select ${tenant}, ${newId()}::uuid, 'meeting_request.sent', 'MeetingRequest', s.id, a.id,
          jsonb_build_object('status', s.status, 'studentId', s.student_id, 'mentorId', s.mentor_id), ${now} from sent s, audit a
      )
      select id, status, sent_at, expires_at, version from sent`
  }
}
