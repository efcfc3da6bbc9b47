import type { Reader, Scope } from '../../db/scope.ts'
import { all, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { believedLanding } from '../landings/landings.service.ts'
import { type Conversion, type ConversionCounts, conversionOf } from './conversion.rules.ts'
import { assertMaySeeFigures, type FunnelFilter, requestConditions } from './funnel.report.ts'

const employed = raw("l.withdrawn_at is null and l.category in ('EMPLOYED_FULL_TIME', 'EMPLOYED_PART_TIME')")

// A graduate has one first destination a class year, however many sources tell of it, and it is the same job as the accepted
// offer that it comes of: the one it names, or one of that kind at the same place.
const destinations: Sql = sql`
  select l.student_id, l.class_year,
    coalesce((array_agg(o.id order by o.created_at, o.id) filter (where o.id is not null))[1],
      (array_agg(l.id order by l.id))[1]) as job
  from landings l left join offers o on o.tenant_id = ${tenant} and o.student_id = l.student_id and o.stage = 'ACCEPTED'
    and (o.id = l.offer_id or (l.offer_id is null and o.destination = l.destination
      and (o.kind = 'INTERNSHIP') = (l.employment_type = 'POSTGRADUATE_INTERNSHIP')))
  where l.tenant_id = ${tenant} and ${employed}
  group by l.student_id, l.class_year having bool_or(${believedLanding('l')})`

// Each part is made once: a planner without statistics would otherwise make the destinations anew for every link.
const countsOf = (reader: Reader, filter: FunnelFilter): Promise<ConversionCounts[]> =>
  reader.rows(sql`
    with held as materialized (
      select m.id, m.student_id from meetings m
      join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
      where m.tenant_id = ${tenant} and m.status = 'COMPLETED' and ${all(requestConditions(filter))}
    ), destinations as materialized (${destinations}), helped as materialized (
      select o.id as job, a.meeting_id from meeting_attributions a
      join offers o on o.tenant_id = ${tenant} and o.id = a.offer_id and o.stage = 'ACCEPTED'
      where a.tenant_id = ${tenant} and a.attribution <> 'NONE'
      union all
      select d.job, a.meeting_id from meeting_attributions a
      join landings l on l.tenant_id = ${tenant} and l.id = a.landing_id and ${employed}
      join destinations d on d.student_id = l.student_id and d.class_year is not distinct from l.class_year
      where a.tenant_id = ${tenant} and a.attribution <> 'NONE'
    )
    select (select count(*) from held) as meetings, (select count(distinct h.student_id) from held h) as students,
      (select count(distinct j.job) from helped j join held h on h.id = j.meeting_id) as jobs,
      coalesce((i.policy -> 'reports' -> 'smallNumber')::int, 5) as small_number
    from institutions i where i.id = ${tenant}`)

/**
 * How many completed conversations led to a job or an internship, by what students say of those that they accepted or landed
 * in (S#60, S#61): k of n, with the Wilson interval, beside the two labelled estimates. A job counts once, whatever the number
 * of conversations, offers and landings that tell of it. One statement.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getConversionReport(
  scope: Scope,
  { filter }: { filter?: FunnelFilter | null }
): Promise<Conversion> {
  assertMaySeeFigures(scope.actor)
  const [counts] = await countsOf(scope, filter ?? {})
  return conversionOf(counts as ConversionCounts)
}
