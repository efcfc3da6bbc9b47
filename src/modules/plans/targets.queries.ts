import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { TargetRow } from './plans.types.ts'

const columns = raw('t.id, t.plan_id, t.occupation_code, t.rank, t.reason, t.added_at, t.dropped_at, t.drop_reason')

export interface NewTarget {
  id: string
  occupationCode: string
  rank: number
  reason: string | null
}

export const insertTargets = (planId: string, targets: readonly NewTarget[], now: string): Sql => sql`
  insert into target_occupations (tenant_id, id, plan_id, occupation_code, rank, reason, added_at)
  select ${tenant}::uuid, n.id, ${planId}::uuid, n.occupation_code, n.rank, n.reason, ${now}::timestamptz
  from unnest(${targets.map(({ id }) => id)}::uuid[], ${targets.map((target) => target.occupationCode)}::text[],
    ${targets.map(({ rank }) => rank)}::smallint[], ${targets.map(({ reason }) => reason)}::text[])
    as n (id, occupation_code, rank, reason)`

export const dropTarget = (id: string, reason: string | null, now: string): Sql => sql`
  update target_occupations set dropped_at = ${now}, drop_reason = ${reason} where tenant_id = ${tenant} and id = ${id}`

/** Moves up whatever stood behind a rank that has become free. */
export const closeRank = (planId: string, rank: number): Sql => sql`
  update target_occupations set rank = rank - 1
  where tenant_id = ${tenant} and plan_id = ${planId} and dropped_at is null and rank > ${rank}`

/** Gives the targets of a plan the ranks of this order. */
export const rankTargets = (planId: string, codes: readonly string[]): Sql => sql`
  update target_occupations t set rank = array_position(${codes}::text[], t.occupation_code)
  where t.tenant_id = ${tenant} and t.plan_id = ${planId} and t.dropped_at is null`

type OfPlan = { planId: string }

const historyMax = 100

/** What each plan has aimed at, latest first; of each plan the last 100. */
export const targetRowsOfPlans = (reader: Reader, planIds: readonly string[]): Promise<(TargetRow & OfPlan)[]> =>
  reader.rows(sql`select t.* from (
      select ${columns}, row_number() over (partition by t.plan_id order by t.added_at desc, t.id desc) as place
      from target_occupations t where t.tenant_id = ${tenant} and t.plan_id = any(${planIds})) t
    where t.place <= ${historyMax} order by t.plan_id, t.place`)

export interface MetLevels extends OfPlan {
  occupationCode: string
  levels: string[]
}

/**
 * For each target of these plans the levels of the mentors whom the student has met about it, before the plan too. One
 * walk along the student's own requests for each target, whatever else the campus has.
 */
export const levelsMetOf = (reader: Reader, planIds: readonly string[]): Promise<MetLevels[]> =>
  reader.rows(sql`select t.plan_id, t.occupation_code, array(select distinct m.seniority
      from meeting_requests r
      join meetings n on n.tenant_id = ${tenant} and n.request_id = r.id and n.status = 'COMPLETED'
      join mentor_profiles m on m.tenant_id = ${tenant} and m.person_id = n.mentor_id
      where r.tenant_id = ${tenant} and r.student_id = e.student_id and r.target_occupation_code = t.occupation_code) as levels
    from target_occupations t join exploration_plans e on e.tenant_id = ${tenant} and e.id = t.plan_id
    where t.tenant_id = ${tenant} and t.plan_id = any(${planIds}) and t.dropped_at is null order by t.plan_id, t.rank`)
