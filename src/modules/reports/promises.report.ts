import type { Scope } from '../../db/scope.ts'
import { all, sql, tenant } from '../../db/sql.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { assertMaySeeFigures, type FunnelFilter, requestConditions } from './funnel.report.ts'
import { shareOf, shownFrom } from './small-numbers.ts'

interface Counts {
  made: number
  kept: number
  keptOnTime: number
  dropped: number
  overdue: number
}

/** Counts are null where there are fewer cases than the campus shows. */
export type PromisesReport = Pick<Counts, 'made'> & {
  [Name in Exclude<keyof Counts, 'made'> | 'keptRate' | 'keptOnTimeRate']: number | null
}

/**
 * What became of the promises of a campus's students (S#66, S#67): a promise is kept once the mentor was told how it went. Rates
 * are shares of those kept or overdue. Two statements.
 * Throws FORBIDDEN for all but counselors, admins and integrations, INVALID_INPUT for a malformed program.
 */
export async function getPromisesReport(
  scope: Scope,
  { filter }: { filter?: FunnelFilter | null }
): Promise<PromisesReport> {
  assertMaySeeFigures(scope.actor)
  scope.expectSeveralReads()
  const rows = scope.rows<Counts>(sql`
    select count(*) as made, count(c.reported_back_at) as kept,
      count(*) filter (where c.reported_back_at < c.overdue_at) as kept_on_time,
      count(*) filter (where c.status = 'DROPPED') as dropped,
      count(*) filter (where c.status = 'OPEN' and c.overdue_at <= ${scope.clock.now()}::timestamptz) as overdue
    from commitments c
    join meetings m on m.tenant_id = ${tenant} and m.id = c.meeting_id
    join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
    where c.tenant_id = ${tenant} and ${all(requestConditions(filter ?? {}))}`)
  const [{ policy }, [counts]] = await Promise.all([getInstitution(scope), rows])
  const { made, kept, keptOnTime, overdue } = counts as Counts
  const { smallNumber } = policy.reports
  const keptRate = shareOf(kept, kept + overdue, smallNumber)
  const keptOnTimeRate = shareOf(keptOnTime, kept + overdue, smallNumber)
  return { ...shownFrom(made >= smallNumber, { ...(counts as Counts), keptRate, keptOnTimeRate }), made }
}
