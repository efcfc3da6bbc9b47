import { toUuid } from '../../db/ids.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { FollowUpKind, FollowUpRow, MeetingTimes } from './followups.types.ts'

/** Something that is to be owed from now on. */
export interface NewFollowUp {
  id: string
  kind: FollowUpKind
  ownerId: string
  personId: string | null
  contactId: string | null
  meetingId: string | null
  dueAt: string
}

const columnOf = (rows: readonly NewFollowUp[], key: keyof NewFollowUp) => rows.map((row) => row[key])

/** Writes them all, or fails on the key of one that is there. */
export const insertFollowUps = (rows: readonly NewFollowUp[], now: string): Sql => sql`
  insert into follow_ups (tenant_id, id, kind, owner_id, person_id, contact_id, meeting_id, due_at, status, version, created_at, updated_at)
  select ${tenant}::uuid, w.id, w.kind, w.owner_id, w.person_id, w.contact_id, w.meeting_id, w.due_at, 'PENDING', 1,
    ${now}::timestamptz, ${now}::timestamptz
  from unnest(${columnOf(rows, 'id')}::uuid[], ${columnOf(rows, 'kind')}::text[], ${columnOf(rows, 'ownerId')}::uuid[],
    ${columnOf(rows, 'personId')}::uuid[], ${columnOf(rows, 'contactId')}::uuid[], ${columnOf(rows, 'meetingId')}::uuid[],
    ${columnOf(rows, 'dueAt')}::timestamptz[]) as w (id, kind, owner_id, person_id, contact_id, meeting_id, due_at)`

export type Owed = Pick<FollowUpRow, 'id' | 'ownerId' | 'personId' | 'kind' | 'status' | 'dueAt'> & {
  waiveCause?: string | null
}
const owed = raw('f.id, f.owner_id, f.person_id, f.kind, f.status, f.due_at, f.waive_cause')

/** The thank-you of a meeting, locked; after the meeting itself, so that the two are always taken in this order. */
export const lockThankYou = (meetingId: string): Sql => sql`
  select ${owed} from follow_ups f
  where f.tenant_id = ${tenant} and f.meeting_id = ${toUuid(meetingId)} and f.kind = 'THANK_YOU' for update of f`

// A setting of the campus's in minutes or days; `usual` for a campus that has not set it.
const setting = (name: string, usual: number): Sql =>
  sql`coalesce((i.policy #>> ${`{followUps,${name}}`}::text[])::int, ${usual}::int)`

export interface Usual {
  thankYouWindowMinutes: number
  thankYouReminderMinutes: number
  thankYouMissedDays: number
}

export interface UnthankedMeeting extends MeetingTimes {
  id: string
  studentId: string
  mentorId: string
}

/**
 * Meetings whose planned end has passed while nobody spoke of them, and for which nobody owes thanks; passing over those
 * that somebody is speaking of now. What would be missed at once is let be: it is from before the campus had thank-yous.
 */
export const lockUnthanked = (usual: Usual, now: string, limit: number): Sql => sql`
  select m.id, m.student_id, m.mentor_id, m.starts_at, m.duration_minutes, m.actual_minutes, m.completed_at
  from institutions i
  join meetings m on m.tenant_id = ${tenant} and m.status = 'SCHEDULED' and m.starts_at <= ${now}::timestamptz
    and m.starts_at + m.duration_minutes * interval '1 minute' <= ${now}::timestamptz
    and m.starts_at + (m.duration_minutes + ${setting('thankYouWindowMinutes', usual.thankYouWindowMinutes)}) * interval '1 minute'
      + ${setting('thankYouMissedDays', usual.thankYouMissedDays)} * interval '24 hours' > ${now}::timestamptz
    and not exists (select 1 from follow_ups f
      where f.tenant_id = ${tenant} and f.meeting_id = m.id and f.kind = 'THANK_YOU')
  where i.id = ${tenant}
  order by m.starts_at limit ${limit} for update of m skip locked`

/** Thank-yous that their owners are to be reminded of: not yet due, within the campus's time before it, not told of yet. */
export const lockUnreminded = (usual: Usual, now: string, limit: number): Sql => sql`
  select ${owed} from institutions i
  join follow_ups f on f.tenant_id = ${tenant} and f.status = 'PENDING' and f.kind = 'THANK_YOU' and f.reminded_at is null
    and f.due_at > ${now}::timestamptz and f.due_at <= ${now}::timestamptz
      + ${setting('thankYouReminderMinutes', usual.thankYouReminderMinutes)} * interval '1 minute'
  where i.id = ${tenant}
  order by f.due_at limit ${limit} for update of f skip locked`

/** Thank-yous that nobody has said for so long after they were due that they count as missed. */
export const lockUnsaid = (usual: Usual, now: string, limit: number): Sql => sql`
  select ${owed} from institutions i
  join follow_ups f on f.tenant_id = ${tenant} and f.status = 'PENDING' and f.kind = 'THANK_YOU'
    and f.due_at <= ${now}::timestamptz - ${setting('thankYouMissedDays', usual.thankYouMissedDays)} * interval '24 hours'
  where i.id = ${tenant}
  order by f.due_at limit ${limit} for update of f skip locked`

/** The same change of several locked follow-ups. */
export const changeAll = (ids: readonly string[], change: Sql, now: string): Sql => sql`
  update follow_ups set ${change}, version = version + 1, updated_at = ${now}
  where tenant_id = ${tenant} and id = any(${ids})`
