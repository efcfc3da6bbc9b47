import { newId, toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { AttributionRow, Link } from './landings.types.ts'

export type Subject = 'offer_id' | 'landing_id'

/** The student's own among these meetings, held, so that none is called off meanwhile. */
export const holdMeetings = (studentId: string | null, ids: readonly string[]): Sql => sql`
  select m.id, m.status from meetings m
  where m.tenant_id = ${tenant} and m.student_id = ${studentId} and m.id = any(${ids.map(toUuid)}) order by m.id for share of m`

/** Puts what a student says of an offer or a landing in the place of what they said before; after its lock. */
export const replaceLinks = (
  subject: Subject,
  { id, studentId }: { id: string; studentId: string },
  links: readonly Link[],
  now: string
): Sql[] => [
  sql`delete from meeting_attributions where tenant_id = ${tenant} and ${raw(subject)} = ${id}`,
  sql`insert into meeting_attributions (tenant_id, id, student_id, meeting_id, ${raw(subject)}, attribution, stated_at)
    select ${tenant}::uuid, k.id, ${studentId}::uuid, k.meeting_id, ${id}::uuid, k.attribution, ${now}::timestamptz
    from unnest(${links.map(() => newId())}::uuid[], ${links.map(({ meetingId }) => meetingId)}::uuid[],
      ${links.map(({ attribution }) => attribution)}::text[]) as k (id, meeting_id, attribution)`
]

/** Deletes what a student said of an offer, which goes with it. */
export const deleteLinksOfOffer = (id: string): Sql =>
  sql`delete from meeting_attributions where tenant_id = ${tenant} and offer_id = ${id}`

/** What was said of each of these offers or landings, in the order of the conversations. */
export const linkRows = (reader: Reader, subject: Subject, ids: readonly string[]): Promise<AttributionRow[]> =>
  reader.rows(sql`select a.offer_id, a.landing_id, a.meeting_id, a.attribution, a.stated_at from meeting_attributions a
    join meetings m on m.tenant_id = ${tenant} and m.id = a.meeting_id
    where a.tenant_id = ${tenant} and a.${raw(subject)} = any(${ids.map(toUuid)}) order by m.starts_at, a.meeting_id`)
