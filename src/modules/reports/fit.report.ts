import type { Reader, Scope } from '../../db/scope.ts'
import { sql } from '../../db/sql.ts'
import { refuseAll } from '../../errors.ts'
import { assertMaySeeFigures } from './funnel.report.ts'
import { filterProblems, type OutcomeReportFilter, reportedOutcomes, rounded, smallNumber } from './outcome-filter.ts'

const occupationsMax = 100

interface Counts {
  studentCount: number
  verdictCount: number
  fitsCount: number
  unsureCount: number
  doesNotFitCount: number
}

interface FitFigures extends Counts {
  usefulCount: number
  usefulRate: number
}

export interface FitReport {
  occupations: { occupation: string; figures: FitFigures }[]
  others: FitFigures | null
}

type FitRow = Counts & { occupation: string | null }

// The verdict on the occupation of the request stands for it where none is given, as where the outcome is read.
const fitRows = (reader: Reader, filter: OutcomeReportFilter): Promise<FitRow[]> =>
  reader.rows(sql`
    with reported as (
      select o.student_id, o.fit_verdict, o.fit_verdicts, r.target_occupation_code from ${reportedOutcomes(filter)}
    ), verdicts as (
      select p.student_id, v.occupation, v.verdict from reported p cross join lateral (
        select x.occupation, x.verdict from jsonb_to_recordset(p.fit_verdicts) as x (occupation text, verdict text)
        union all
        select p.target_occupation_code, p.fit_verdict where not exists (
          select 1 from jsonb_array_elements(p.fit_verdicts) e where e ->> 'occupation' = p.target_occupation_code)
      ) v
    ), shown as (
      select g.occupation from (
        select occupation, row_number() over (order by count(*) desc, occupation) as place from verdicts
        where occupation is not null group by occupation having count(distinct student_id) >= ${smallNumber}
      ) g where g.place <= ${occupationsMax}
    )
    select s.occupation, count(distinct v.student_id) as student_count, count(*) as verdict_count,
      count(*) filter (where v.verdict = 'FITS') as fits_count,
      count(*) filter (where v.verdict = 'UNSURE') as unsure_count,
      count(*) filter (where v.verdict = 'DOES_NOT_FIT') as does_not_fit_count
    from verdicts v left join shown s on s.occupation = v.occupation
    group by s.occupation having count(distinct v.student_id) >= ${smallNumber}
    order by verdict_count desc, s.occupation`)

function figuresOf({ occupation: _, ...counts }: FitRow): FitFigures {
  const usefulCount = counts.fitsCount + counts.doesNotFitCount
  return { ...counts, usefulCount, usefulRate: rounded(usefulCount / counts.verdictCount) }
}

/**
 * Which occupations turned out to fit. "Does not fit" is as useful as "fits" (S#58). Occupations with verdicts of fewer
 * students than the campus's small number are counted together, and not at all where even these are too few. One statement.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getFitReport(
  scope: Scope,
  { filter }: { filter?: OutcomeReportFilter | null }
): Promise<FitReport> {
  assertMaySeeFigures(scope.actor)
  refuseAll(filterProblems(filter ?? {}))
  const rows = await fitRows(scope, filter ?? {})
  const others = rows.find(({ occupation }) => occupation === null)
  return {
    occupations: rows.flatMap((row) =>
      row.occupation === null ? [] : [{ occupation: row.occupation, figures: figuresOf(row) }]
    ),
    others: others ? figuresOf(others) : null
  }
}
