import type { Rows } from '../../db/pipeline.ts'
import type { Reader } from '../../db/scope.ts'
import { type Problem, problem } from '../../errors.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { approvedOf } from './reviews.queries.ts'
import { isReviewRequired } from './reviews.rules.ts'

export { requestApproval } from './reviews.queries.ts'

/**
 * Where the campus asks for it, a request is sent only as a counselor has approved it: its latest review is an approval, and
 * it has not changed since (S#25, S#34). What is wrong otherwise: REVIEW_REQUIRED.
 */
export function reviewProblems({ type }: RequestRow, approval: Rows | undefined, policy: InstitutionPolicy): Problem[] {
  if (!isReviewRequired(policy, type) || approval?.[0]?.isApproved === true) return []
  return [problem('REVIEW_REQUIRED', { path: ['id'] })]
}

/** Which of these requests a counselor has approved as they are now: for whoever works out readiness. It asks nobody who they are. */
export const approvedRequests = async (reader: Reader, requestIds: readonly string[]): Promise<Set<string>> =>
  new Set((await reader.rows<{ requestId: string }>(approvedOf(requestIds))).map(({ requestId }) => requestId))
