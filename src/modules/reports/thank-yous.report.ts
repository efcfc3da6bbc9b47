import type { Scope } from '../../db/scope.ts'
import { all, sql, tenant } from '../../db/sql.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { assertMaySeeFigures, type FunnelFilter, requestConditions } from './funnel.report.ts'
import { shareOf, shownFrom } from './small-numbers.ts'

interface Counts {
  made: number
  pending: number
  doneOnTime: number
  doneLate: number
  missed: number
  waived: number
}

/** Counts are null where there are fewer cases than the campus shows. */
export type ThankYouReport = Pick<Counts, 'made'> & {
  [Name in Exclude<keyof Counts, 'made'> | 'onTimeRate' | 'lateRate']: number | null
}

/**
 * What became of the thank-yous of a campus (S#64): how many were owed and how each ended. What is obsolete, because the meeting
 * did not take place, is in none of them; rates are shares of those that were said or missed. Two statements.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getThankYouReport(
  scope: Scope,
  { filter }: { filter?: FunnelFilter | null }
): Promise<ThankYouReport> {
  assertMaySeeFigures(scope.actor)
  scope.expectSeveralReads()
  const rows = scope.rows<Counts>(sql`
    select count(*) as made, count(*) filter (where f.status = 'PENDING') as pending,
      count(*) filter (where f.status = 'DONE_ON_TIME') as done_on_time,
      count(*) filter (where f.status = 'DONE_LATE') as done_late,
      count(*) filter (where f.status = 'MISSED') as missed, count(*) filter (where f.status = 'WAIVED') as waived
    from follow_ups f
    join meetings m on m.tenant_id = ${tenant} and m.id = f.meeting_id
    join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
    where f.tenant_id = ${tenant} and f.kind = 'THANK_YOU' and f.waive_cause is distinct from 'OBSOLETE'
      and ${all(requestConditions(filter ?? {}))}`)
  const [{ policy }, [counts]] = await Promise.all([getInstitution(scope), rows])
  const { made, doneOnTime, doneLate, missed } = counts as Counts
  const { smallNumber } = policy.reports
  const ended = doneOnTime + doneLate + missed
  const rates = { onTimeRate: shareOf(doneOnTime, ended, smallNumber), lateRate: shareOf(doneLate, ended, smallNumber) }
  return { ...shownFrom(made >= smallNumber, { ...(counts as Counts), ...rates }), made }
}
