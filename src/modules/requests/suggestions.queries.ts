import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { cameToNothing } from './suggestions.rules.ts'
import type { SuggestionRow } from './suggestions.types.ts'

const { cooldownDays } = defaultInstitutionPolicy.requests

/**
 * For each of these requests (as `q`) that is `visible` and came to nothing the mentors whom its student can ask now, best first: named by who declined (S#31), then of
 * the occupation that it was about, of its major group, of the organization or industry, then who has least open, then by
 * id, so that the order is the same each time. What a mentor does or did and has open is gathered once for all requests.
 * Left out are who is not found or takes no more, who was asked and has not answered or said no a short while ago, and who
 * has met the student.
 */
export const suggestionRows = (
  reader: Reader,
  { ids, visible, now, limit }: { ids: readonly string[]; visible: Sql; now: string; limit: number }
): Promise<SuggestionRow[]> =>
  reader.rows(sql`
    with load as (
      select w.mentor_id, count(*) as open from (
        select o.mentor_id from meeting_requests o where o.tenant_id = ${tenant} and o.status in ('SENT', 'NEEDS_INFO')
        union all select n.mentor_id from meetings n where n.tenant_id = ${tenant} and n.status = 'SCHEDULED') w
      group by w.mentor_id
    ), careers as (
      select o.person_id, array_agg(o.occupation_code) as occupations, array_agg(app.fold(o.employer)) as employers
      from positions o where o.tenant_id = ${tenant} group by o.person_id
    ), free as materialized (
      select m.person_id, coalesce(l.open, 0) as open, m.current_industry_code as industry,
        array_remove(coalesce(c.occupations, '{}') || m.current_occupation_code, null) as occupations,
        array_remove(coalesce(c.employers, '{}') || app.fold(m.current_employer), null) as employers
      from mentor_profiles m join persons p on p.tenant_id = ${tenant} and p.id = m.person_id
      left join load l on l.mentor_id = m.person_id left join careers c on c.person_id = m.person_id
      where m.tenant_id = ${tenant} and not m.is_paused and p.is_active and not p.is_directory_opted_out
        and coalesce(l.open, 0) < m.capacity
    ), asked as (
      select q.id, q.student_id, q.mentor_id, coalesce(q.target_occupation_code, a.current_occupation_code) as occupation,
        app.fold(btrim(q.target_organization)) as organization, a.current_industry_code as industry,
        ${now}::timestamptz - coalesce((i.policy #>> '{requests,cooldownDays}')::int, ${cooldownDays})
          * interval '24 hours' as quiet_since
      from meeting_requests q
      join mentor_profiles a on a.tenant_id = ${tenant} and a.person_id = q.mentor_id
      join institutions i on i.id = ${tenant}
      where q.tenant_id = ${tenant} and q.id = any(${ids.map(toUuid)}::uuid[]) and q.status = any(${cameToNothing}) and ${visible}
    )
    select q.id as request_id, s.person_id as mentor_id, s.is_referred, s.is_same_occupation, s.is_same_occupation_group,
      s.is_same_organization, s.is_same_industry
    from asked q cross join lateral (
      select f.person_id, f.open,
        exists (select 1 from referrals e where e.tenant_id = ${tenant} and e.request_id = q.id and e.mentor_id = f.person_id) as is_referred,
        q.occupation is not null and q.occupation = any(f.occupations) as is_same_occupation,
        exists (select 1 from unnest(f.occupations) as o (code) where left(o.code, 2) = left(q.occupation, 2)) as is_same_occupation_group,
        q.organization is not null and q.organization = any(f.employers) as is_same_organization,
        coalesce(left(q.industry, 4) = left(f.industry, 4), false) as is_same_industry
      from free f
      where f.person_id not in (q.student_id, q.mentor_id) and not exists (
        select 1 from meeting_requests o where o.tenant_id = ${tenant} and o.student_id = q.student_id
          and o.mentor_id = f.person_id and (o.status in ('SENT', 'NEEDS_INFO', 'ACCEPTED')
            or o.status in ('DECLINED', 'EXPIRED') and o.closed_at > q.quiet_since))
      order by is_referred desc, is_same_occupation desc, is_same_occupation_group desc,
        (q.organization is not null and q.organization = any(f.employers))
          or coalesce(left(q.industry, 4) = left(f.industry, 4), false) desc, f.open, f.person_id
      limit ${limit}) s`)
