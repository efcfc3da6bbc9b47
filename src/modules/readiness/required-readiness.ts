import type { Reader } from '../../db/scope.ts'
import { together } from '../../db/together.ts'
import type { Tx } from '../../db/write.ts'
import type { Problem } from '../../errors.ts'
import { preparationReadiness } from '../preparation/research.service.ts'
import { questionReadiness } from '../questions/question-lists.service.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import { approvedRequests } from '../reviews/review-required.ts'
import { requiredReadinessOf } from '../tenants/readiness-by-type.rules.ts'
import { counseledRows } from './readiness.queries.ts'
import { readinessProblems } from './readiness.rules.ts'
import type { ReadinessFacts } from './readiness.types.ts'

/** What was prepared for these requests, by request, in one round trip. It asks nobody who they are. */
export async function factsOf(reader: Reader, ids: readonly string[]): Promise<Map<string, ReadinessFacts>> {
  const [prepared, questions, counseled, approved] = await Promise.all([
    preparationReadiness(reader, ids),
    questionReadiness(reader, ids),
    counseledRows(reader, ids),
    approvedRequests(reader, ids)
  ])
  const talked = new Map(counseled.map(({ requestId, wasCounseled }) => [requestId, wasCounseled]))
  return new Map(
    questions.map(({ requestId, itemCount, isMustAskPresent }) => {
      const nothing = { researchPercent: 0, isPractised: false, hasPitch: false }
      const own = prepared.get(requestId) ?? nothing
      const wasCounseled = talked.get(requestId) ?? false
      const isApproved = approved.has(requestId)
      return [requestId, { ...own, questionCount: itemCount, isMustAskPresent, wasCounseled, isApproved }]
    })
  )
}

/**
 * Where the campus asks for preparation before a request is sent, what one lacks of it (S#30): NOT_READY for each item that
 * is missing. Elsewhere this costs nothing.
 */
export async function preparationProblems(tx: Tx, request: RequestRow): Promise<Problem[]> {
  if (requiredReadinessOf(tx.policy, request.type).length === 0) return []
  const facts = (await factsOf(together(tx), [request.id])).get(request.id) as ReadinessFacts
  return readinessProblems(request, facts, tx)
}
