import type { Rows } from '../../db/pipeline.ts'
import { refuse } from '../../errors.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'

export { requestApproval } from './reviews.queries.ts'

/**
 * Where the campus asks for it (isReviewRequired), a request is sent only as a counselor has approved it: its latest
 * review is an approval, and it has not changed since (S#25, S#34). Throws REVIEW_REQUIRED.
 */
export function assertReviewed(approval: Rows | undefined, policy: InstitutionPolicy): void {
  if (!policy.requests.isReviewRequired || approval?.[0]?.isApproved === true) return
  throw refuse('REVIEW_REQUIRED', { path: ['id'] })
}
