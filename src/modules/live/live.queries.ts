import type { Reader } from '../../db/scope.ts'
import { sql, tenant } from '../../db/sql.ts'
import type { LiveEvent } from '../../live/feed.ts'

/** From one id to another, both included; ids are ordered by time. */
export interface IdRange {
  first: string
  last: string
}

/** The followed events within any of the ranges, oldest first. */
export const eventRowsBetween = (reader: Reader, ranges: readonly IdRange[], limit: number): Promise<LiveEvent[]> =>
  reader.rows(sql`
    select e.id, e.type, e.subject_type, e.subject_id, e.occurred_at,
      e.payload ->> 'status' as status, e.payload ->> 'studentId' as student_id, e.payload ->> 'mentorId' as mentor_id
    from domain_events e
    where e.tenant_id = ${tenant} and e.subject_type in ('MeetingRequest', 'Meeting', 'Outcome')
      and exists (select 1 from unnest(${ranges.map(({ first }) => first)}::uuid[], ${ranges.map(({ last }) => last)}::uuid[])
        as r (first, last) where e.id between r.first and r.last)
      and e.id between ${least(ranges)} and ${greatest(ranges)}
    order by e.id limit ${limit}`)

// The index is entered by two plain bounds; the ranges within are looked at row by row.
const least = (ranges: readonly IdRange[]) => ranges.map(({ first }) => first).toSorted()[0]
const greatest = (ranges: readonly IdRange[]) =>
  ranges
    .map(({ last }) => last)
    .toSorted()
    .at(-1)
