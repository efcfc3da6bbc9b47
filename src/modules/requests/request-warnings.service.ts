import type { Scope } from '../../db/scope.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { writtenTexts } from './request-warnings.queries.ts'
import { isWarnable, jobAskWarnings, sameTextWarnings } from './request-warnings.rules.ts'
import type { RequestRow, RequestWarning } from './requests.types.ts'
import { sameTextsOf } from './same-text.rules.ts'

/**
 * What the student of each request may want to change before others read it, by the campus's policy (S#5, S#15); it stands
 * in the way of nothing. Empty for everybody but the student, and for what is closed. Two statements, however many requests.
 */
export async function warningsOfRequests(scope: Scope, requests: readonly RequestRow[]): Promise<RequestWarning[][]> {
  const isMine = (request: RequestRow) => request.studentId === scope.actor.id && isWarnable(request)
  const ids = requests.filter(isMine).map(({ id }) => id)
  if (ids.length === 0) return requests.map(() => [])
  const read = [getInstitution(scope), writtenTexts(scope, scope.actor.id as string, ids)] as const
  const [{ policy }, written] = await Promise.all(read)
  const { sameTextMentorsMax, isJobAskWarned } = policy.requests
  const same = sameTextsOf(ids, written, sameTextMentorsMax)
  return requests.map((request) => {
    const sameTexts = same.get(request.id)
    if (!sameTexts) return []
    return [...sameTextWarnings(sameTexts, sameTextMentorsMax), ...(isJobAskWarned ? jobAskWarnings(request) : [])]
  })
}
