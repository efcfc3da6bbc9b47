import type { Reader } from '../../db/scope.ts'
import { sql, tenant } from '../../db/sql.ts'
import type { SameTexts } from './request-warnings.rules.ts'

// A note on the times that suit may well be the same to each; what is worth a warning is longer.
const messageLengthMin = 40
// Nobody writes more than that by hand, and each text is compared with each.
const textsMax = 100
const alike = 0.85

/**
 * For each of a student's requests, how many other mentors have nearly the same text among their latest requests. Texts
 * are folded once each; the number of their trigrams is an upper bound of their likeness, and sieves before it is worked out.
 */
export const sameTextRows = (
  reader: Reader,
  studentId: string,
  ids: readonly string[]
): Promise<(SameTexts & { id: string })[]> =>
  reader.rows(sql`
    with latest as (
      select r.id, r.mentor_id, r.why_you, r.message from meeting_requests r
      where r.tenant_id = ${tenant} and r.student_id = ${studentId} order by r.created_at desc, r.id desc limit ${textsMax}
    ), written as (
      select id, mentor_id, why_you, message from latest
      union select r.id, r.mentor_id, r.why_you, r.message from meeting_requests r
      where r.tenant_id = ${tenant} and r.student_id = ${studentId} and r.id = any(${ids}::uuid[])
    ), texts as materialized (
      select w.id, w.mentor_id, t.is_message, f.text, cardinality(show_trgm(f.text)) as size
      from written w cross join lateral (values (false, w.why_you), (true, w.message)) as t (is_message, given)
      cross join lateral (select app.fold(btrim(t.given)) as text offset 0) f
      where f.text <> '' and (not t.is_message or length(f.text) >= ${messageLengthMin})
    ), alike as (
      select a.id, a.is_message, count(distinct b.mentor_id) as mentors
      from texts a join texts b on b.is_message = a.is_message and b.mentor_id <> a.mentor_id
      where a.id = any(${ids}::uuid[]) and case when a.text = b.text then true
        when least(a.size, b.size) < ${alike}::float8 * greatest(a.size, b.size) then false
        else similarity(a.text, b.text) >= ${alike}::float8 end
      group by a.id, a.is_message
    )
    select id, coalesce(max(mentors) filter (where not is_message), 0) as why_you,
      coalesce(max(mentors) filter (where is_message), 0) as message
    from alike group by id`)
