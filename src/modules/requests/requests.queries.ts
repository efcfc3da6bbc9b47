import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { RequestFilter, RequestRow, RequestStatus } from './requests.types.ts'

const names = `id student_id mentor_id type status purposes target_occupation_code target_organization target_role
  target_team topic_kind topic why_you message duration_minutes channel proposed_times via_person_id decline_reason
  decline_note info_question info_asked_at info_answer info_answered_at reply_seconds_left counter_count countered_by
  asks_for_referral pitch_version_id sent_at expires_at answered_at closed_at version created_at updated_at`.split(
  /\s+/
)

/** The columns of a RequestRow, as RETURNING gives them and as they are read from `r`. */
export const returning = raw(names.join(', '))
export const columns = raw(names.map((name) => `r.${name}`).join(', '))

const from = raw('meeting_requests r')

export type RequestOrderField = 'CREATED_AT' | 'UPDATED_AT'

function orderOf(field: RequestOrderField, direction: 'ASC' | 'DESC'): Order<RequestRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `meetingRequests.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'r.created_at' : 'r.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('r.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function filterConditions(filter: RequestFilter): Sql[] {
  const conditions: Sql[] = []
  if (filter.status) conditions.push(sql`r.status = any(${filter.status})`)
  if (filter.type) conditions.push(sql`r.type = ${filter.type}`)
  if (filter.studentId != null) conditions.push(sql`r.student_id = ${toUuid(filter.studentId)}`)
  if (filter.mentorId != null) conditions.push(sql`r.mentor_id = ${toUuid(filter.mentorId)}`)
  if (filter.counselorId != null) conditions.push(hasCounselor(filter.counselorId))
  if (filter.createdFrom) conditions.push(sql`r.created_at >= ${filter.createdFrom}`)
  if (filter.createdBefore) conditions.push(sql`r.created_at < ${filter.createdBefore}`)
  if (filter.closedFrom) conditions.push(sql`r.closed_at >= ${filter.closedFrom}`)
  if (filter.closedBefore) conditions.push(sql`r.closed_at < ${filter.closedBefore}`)
  return conditions
}

const hasCounselor = (
  id: string
): Sql => sql`exists (select 1 from counselor_assignments a where a.tenant_id = ${tenant}
  and a.student_id = r.student_id and a.counselor_id = ${toUuid(id)} and a.until is null)`

/** One page of the requests that `visible` allows. */
export const requestPage = (
  reader: Reader,
  visible: Sql,
  filter: RequestFilter,
  order: { field: RequestOrderField; direction: 'ASC' | 'DESC' },
  args: PageArgs
): Promise<Connection<RequestRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`r.tenant_id = ${tenant}`, visible, ...filterConditions(filter)],
    order: orderOf(order.field, order.direction),
    args
  })

export const requestRowsByIds = (reader: Reader, ids: readonly (string | null)[]): Promise<RequestRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where r.tenant_id = ${tenant} and r.id = any(${ids.map((id) => toUuid(id ?? ''))})`
  )

/** A request, locked until the change is committed, so that two answers to it can't both be the first. */
export const lockRequest = (id: string): Sql =>
  sql`select ${columns} from ${from} where r.tenant_id = ${tenant} and r.id = ${toUuid(id)} for update`

export interface MentorLoad {
  personId: string
  /** Null while the campus's default holds. */
  capacity: number | null
  isPaused: boolean
  isActive: boolean
}

const mentorOf = (requestId: string): Sql =>
  sql`(select q.mentor_id from meeting_requests q where q.tenant_id = ${tenant} and q.id = ${toUuid(requestId)})`

/**
 * The asked mentor's profile, locked: sends to one mentor pass one by one, so that capacity holds under load, and the
 * person shared, so that nobody leaves while they are asked.
 */
export const lockMentorOf = (requestId: string): Sql => sql`
  select m.person_id, m.capacity, m.is_paused, p.is_active
  from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
  where m.tenant_id = ${tenant} and m.person_id = ${mentorOf(requestId)} for update of m for share of p`

/**
 * Of `n`: agreed and not over yet. A meeting of which nobody said how it went takes no place from those who ask next.
 */
export const isAhead = (now: string): Sql =>
  sql`(n.status = 'SCHEDULED' and n.starts_at + n.duration_minutes * interval '1 minute' > ${now}::timestamptz)`

/** What the asked mentor has open. A statement of its own after the lock, to see what earlier holders committed. */
export const openCountOfMentor = (requestId: string, now: string): Sql => sql`
  select (select count(*) from meeting_requests o where o.tenant_id = ${tenant} and o.mentor_id = ${mentorOf(requestId)} and o.status in ('SENT', 'NEEDS_INFO'))
    + (select count(*) from meetings n where n.tenant_id = ${tenant} and n.mentor_id = ${mentorOf(requestId)} and ${isAhead(now)}) as count`

/** Whoever asks, locked: the sends of one student pass one by one, so that their bound holds under load. */
export const lockAsker = (id: string | null): Sql =>
  sql`select p.id from persons p where p.tenant_id = ${tenant} and p.id = ${id} for no key update`

/** Of `o`: a no, or silence of the mentor's; where it waited for the student, nobody turned them away. */
export const wasTurnedAway = sql`(o.status = 'DECLINED' or o.status = 'EXPIRED' and o.countered_by is distinct from 'MENTOR'
    and (o.info_asked_at is null or o.info_answered_at is not null))`

/** What the student of a request has open, and when its mentor last did not say yes to them. After the locks, as above. */
export const asksOfStudent = (requestId: string): Sql => sql`
  select count(*) filter (where o.status in ('SENT', 'NEEDS_INFO')) as open_of_student,
    max(o.closed_at) filter (where o.mentor_id = q.mentor_id and ${wasTurnedAway}) as last_no_at
  from meeting_requests q left join meeting_requests o on o.tenant_id = ${tenant} and o.student_id = q.student_id
  where q.tenant_id = ${tenant} and q.id = ${toUuid(requestId)}`

/** A person who can be asked: active, with a mentor profile, and findable by whoever asks. */
export const askableMentor = (id: string, includeOptedOut: boolean): Sql => sql`
  select m.person_id from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
  where m.tenant_id = ${tenant} and m.person_id = ${toUuid(id)} and p.is_active ${includeOptedOut ? sql`` : sql`and not p.is_directory_opted_out`}`

/** Requests whose answer is overdue, oldest first, passing over those that another worker holds. */
export const lockOverdue = (now: string, limit: number): Sql => sql`
  select ${columns} from ${from} where r.tenant_id = ${tenant} and r.status in ('SENT', 'NEEDS_INFO') and r.expires_at <= ${now}
  order by r.expires_at limit ${limit} for update skip locked`

export const expireRows = (ids: readonly string[], now: string): Sql => sql`
  update meeting_requests set status = 'EXPIRED', closed_at = ${now}, updated_at = ${now}, version = version + 1
  where tenant_id = ${tenant} and id = any(${ids})`

/** Ends what waits with these mentors. */
export const closeRowsOfMentors = (mentorIds: readonly string[], now: string): Sql =>
  endRows('CLOSED_BY_MENTOR', sql`mentor_id = any(${mentorIds})`, now)

/** Ends what waits from these students. */
export const withdrawRowsOfStudents = (studentIds: readonly string[], now: string): Sql =>
  endRows('WITHDRAWN', sql`student_id = any(${studentIds})`, now)

const endRows = (status: RequestStatus, whose: Sql, now: string): Sql => sql`
  update meeting_requests set status = ${status}, closed_at = ${now}, updated_at = ${now}, version = version + 1
  where tenant_id = ${tenant} and ${whose} and status in ('SENT', 'NEEDS_INFO')
  returning ${returning}, info_asked_at is not null and info_answered_at is null as was_asked`
