import type { Reader, Scope } from '../../db/scope.ts'
import { sql, tenant } from '../../db/sql.ts'
import { refuseAll } from '../../errors.ts'
import { assertMaySeeFigures } from './funnel.report.ts'
import {
  filterProblems,
  type OutcomeReportFilter,
  referralGoal,
  reportedOutcomes,
  rounded,
  smallNumber
} from './outcome-filter.ts'

export interface ReferralReport {
  goal: number
  outcomeCount: number | null
  referralCount: number | null
  referralsPerOutcome: number | null
  goalReachedCount: number | null
  goalReachedRate: number | null
}

interface ReferralRow {
  goal: number
  isShown: boolean
  outcomeCount: number
  referralCount: number
  goalReachedCount: number
}

const referralRow = async (reader: Reader, filter: OutcomeReportFilter): Promise<ReferralRow> => {
  const [row] = await reader.rows<ReferralRow>(sql`
    with reported as (
      select o.student_id, (select count(*) from referrals f where f.tenant_id = ${tenant} and f.outcome_id = o.id) as names
      from ${reportedOutcomes(filter)}
    )
    select ${referralGoal} as goal, count(distinct p.student_id) >= ${smallNumber} as is_shown, count(*) as outcome_count,
      coalesce(sum(p.names), 0) as referral_count,
      count(*) filter (where p.names >= ${referralGoal}) as goal_reached_count
    from reported p`)
  return row as ReferralRow
}

/**
 * How many names conversations lead to, against the goal of the campus of two or three for each (S#59); null for outcomes
 * of fewer students than the campus's small number. One statement.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getReferralReport(
  scope: Scope,
  { filter }: { filter?: OutcomeReportFilter | null }
): Promise<ReferralReport> {
  assertMaySeeFigures(scope.actor)
  refuseAll(filterProblems(filter ?? {}))
  const { goal, isShown, outcomeCount, referralCount, goalReachedCount } = await referralRow(scope, filter ?? {})
  const hidden = { outcomeCount: null, referralCount: null, referralsPerOutcome: null }
  if (!isShown || outcomeCount === 0) return { goal, ...hidden, goalReachedCount: null, goalReachedRate: null }
  return {
    ...{ goal, outcomeCount, referralCount, goalReachedCount },
    referralsPerOutcome: rounded(referralCount / outcomeCount),
    goalReachedRate: rounded(goalReachedCount / outcomeCount)
  }
}
