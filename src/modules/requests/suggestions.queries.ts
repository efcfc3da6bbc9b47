import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { isAhead, wasTurnedAway } from './requests.queries.ts'
import { cameToNothing } from './suggestions.rules.ts'
import type { SuggestionRow } from './suggestions.types.ts'

const { cooldownDays } = defaultInstitutionPolicy.requests
const { defaultCapacity } = defaultInstitutionPolicy.mentors
// Of who shares nothing with a request, so many with the least open are considered: enough to fill any list.
const idleMax = 100

// Folding looks every letter up, which took four fifths of the statement; most employers have nothing to fold.
const folded = (column: string): Sql =>
  raw(`case when octet_length(${column}) = length(${column}) then lower(${column}) else app.fold(${column}) end`)

/** The requests (as `q`) that came to nothing, with what they were about; what they do not say, the asked mentor's job does. */
const asked = (ids: readonly string[], visible: Sql, now: string): Sql => sql`
  select q.id, q.student_id, q.mentor_id, coalesce(q.target_occupation_code, a.current_occupation_code) as occupation,
    ${folded('btrim(q.target_organization)')} as organization, left(a.current_industry_code, 4) as industry,
    ${now}::timestamptz - coalesce((i.policy #>> '{requests,cooldownDays}')::int, ${cooldownDays})
      * interval '24 hours' as quiet_since
  from meeting_requests q
  join mentor_profiles a on a.tenant_id = ${tenant} and a.person_id = q.mentor_id
  join institutions i on i.id = ${tenant}
  where q.tenant_id = ${tenant} and q.id = any(${ids.map(toUuid)}::uuid[]) and q.status = any(${cameToNothing})
    and ${visible}`

/** Who can be found and takes requests, with what they have open. */
const free = (now: string): Sql => sql`
  select m.person_id, coalesce(l.open, 0) as open
  from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
  join institutions i on i.id = ${tenant}
  left join (
    select w.mentor_id, count(*) as open from (
      select o.mentor_id from meeting_requests o where o.tenant_id = ${tenant} and o.status in ('SENT', 'NEEDS_INFO')
      union all select n.mentor_id from meetings n where n.tenant_id = ${tenant} and ${isAhead(now)}) w
    group by w.mentor_id) l on l.mentor_id = m.person_id
  where m.tenant_id = ${tenant} and not m.is_paused and p.is_active and not p.is_directory_opted_out
    and coalesce(l.open, 0) < coalesce(m.capacity, (i.policy #>> '{mentors,defaultCapacity}')::int, ${defaultCapacity})`

/** Whom the student of a request has asked or met, so that they are not asked now. */
const taken = sql`
  select q.id as request_id, o.mentor_id from asked q
  join meeting_requests o on o.tenant_id = ${tenant} and o.student_id = q.student_id
  where o.status in ('SENT', 'NEEDS_INFO', 'ACCEPTED')
    or ${wasTurnedAway} and o.closed_at > q.quiet_since
  union select q.id, q.mentor_id from asked q union select q.id, q.student_id from asked q`

/**
 * Everything that a request and a mentor have in common, a row each; a mentor's current position stands with the profile,
 * too. By the codes of the group, because an index of codes knows no beginnings of them under every collation.
 */
const traits = sql`
  select q.id as request_id, e.mentor_id as person_id, 0 as rank
  from asked q join referrals e on e.tenant_id = ${tenant} and e.request_id = q.id and e.mentor_id is not null
  union all select q.id, o.person_id, case when o.occupation_code = q.occupation then 1 else 2 end
  from asked q join occupations k on left(k.code, 2) = left(q.occupation, 2)
  join positions o on o.tenant_id = ${tenant} and o.occupation_code = k.code
  union all select q.id, m.person_id, case when m.current_occupation_code = q.occupation then 1 else 2 end
  from asked q join occupations k on left(k.code, 2) = left(q.occupation, 2)
  join mentor_profiles m on m.tenant_id = ${tenant} and m.current_occupation_code = k.code
  union all select q.id, o.person_id, 3
  from asked q join positions o on o.tenant_id = ${tenant} and ${folded('o.employer')} = q.organization
  where q.organization is not null
  union all select q.id, m.person_id, 3
  from asked q join mentor_profiles m on m.tenant_id = ${tenant} and ${folded('m.current_employer')} = q.organization
  where q.organization is not null
  union all select q.id, m.person_id, 4
  from asked q join mentor_profiles m on m.tenant_id = ${tenant} and left(m.current_industry_code, 4) = q.industry`

/**
 * For each of these requests (as `q`) that is `visible` and came to nothing the mentors whom its student can ask now, best
 * first: named by who declined (S#31), then of the occupation that it was about, of its major group, of the organization or
 * industry, then who has least open, then by id, so that the order is the same each time. Left out are who is not found or
 * takes no more, who was asked and has not answered or said no a short while ago, and who has met the student.
 */
export const suggestionRows = (
  reader: Reader,
  { ids, visible, now, limit }: { ids: readonly string[]; visible: Sql; now: string; limit: number }
): Promise<SuggestionRow[]> =>
  reader.rows(sql`
    with asked as materialized (${asked(ids, visible, now)}), free as materialized (${free(now)}),
      taken as materialized (${taken}), traits as materialized (${traits}),
      shared as (
        select t.request_id, t.person_id, bool_or(rank = 0) as is_referred, bool_or(rank = 1) as is_same_occupation,
          bool_or(rank in (1, 2)) as is_same_occupation_group, bool_or(rank = 3) as is_same_organization,
          bool_or(rank = 4) as is_same_industry
        from traits t group by t.request_id, t.person_id
        union all select q.id, f.person_id, false, false, false, false, false
        from asked q cross join (select person_id from free order by open, person_id limit ${idleMax}) f
        where not exists (select from traits t where t.request_id = q.id and t.person_id = f.person_id)
      ), placed as (
        select s.*, row_number() over (partition by s.request_id order by s.is_referred desc, s.is_same_occupation desc,
          s.is_same_occupation_group desc, s.is_same_organization or s.is_same_industry desc, f.open, s.person_id) as place
        from shared s join free f on f.person_id = s.person_id
        where not exists (select from taken x where x.request_id = s.request_id and x.mentor_id = s.person_id)
      )
    select request_id, person_id as mentor_id, is_referred, is_same_occupation, is_same_occupation_group,
      is_same_organization, is_same_industry
    from placed where place <= ${limit} order by request_id, place`)
