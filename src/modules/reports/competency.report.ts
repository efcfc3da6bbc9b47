import type { Reader, Scope } from '../../db/scope.ts'
import { sql } from '../../db/sql.ts'
import { refuseAll } from '../../errors.ts'
import { careerCompetencies } from '../outcomes/competencies.service.ts'
import { assertMaySeeFigures } from './funnel.report.ts'
import { filterProblems, type OutcomeReportFilter, reportedOutcomes, rounded, smallNumber } from './outcome-filter.ts'

export interface CompetencyFigures {
  competency: string
  studentCount: number | null
  meanBefore: number | null
  meanAfter: number | null
  meanDelta: number | null
}

// A student counts once, however often they rated: from before the first time to after the latest.
const competencyRows = (reader: Reader, filter: OutcomeReportFilter): Promise<CompetencyFigures[]> =>
  reader.rows(sql`
    with reported as (
      select o.student_id, o.id, o.logged_at, o.competencies from ${reportedOutcomes(filter)}
    ), ratings as (
      select p.student_id, p.id, p.logged_at, c.competency, c.before, c.after from reported p
      cross join lateral jsonb_to_recordset(p.competencies) as c (competency text, before int, after int)
    ), changes as (
      select q.competency, (array_agg(q.before order by q.logged_at, q.id))[1] as before,
        (array_agg(q.after order by q.logged_at desc, q.id desc))[1] as after
      from ratings q group by q.student_id, q.competency
    ), counted as (
      select h.competency, count(*) as student_count, avg(h.before)::float8 as mean_before,
        avg(h.after)::float8 as mean_after, avg(h.after - h.before)::float8 as mean_delta
      from changes h group by h.competency having count(*) >= ${smallNumber}
    )
    select n.competency, t.student_count, t.mean_before, t.mean_after, t.mean_delta
    from unnest(${careerCompetencies}::text[]) with ordinality as n (competency, place)
    left join counted t on t.competency = n.competency order by n.place`)

const roundedOrNull = (value: number | null) => (value === null ? null : rounded(value))

/**
 * How each of NACE's eight competencies changes by conversations, on average over students; null where there are fewer
 * students than the campus's small number. One statement.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getCompetencyReport(
  scope: Scope,
  { filter }: { filter?: OutcomeReportFilter | null }
): Promise<{ competencies: CompetencyFigures[] }> {
  assertMaySeeFigures(scope.actor)
  refuseAll(filterProblems(filter ?? {}))
  const rows = await competencyRows(scope, filter ?? {})
  const competencies = rows.map(({ meanBefore, meanAfter, meanDelta, ...row }) => ({
    ...row,
    meanBefore: roundedOrNull(meanBefore),
    meanAfter: roundedOrNull(meanAfter),
    meanDelta: roundedOrNull(meanDelta)
  }))
  return { competencies }
}
