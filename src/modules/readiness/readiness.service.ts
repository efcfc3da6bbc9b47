import type { Scope } from '../../db/scope.ts'
import { refuse } from '../../errors.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import { getInstitution } from '../tenants/tenants.service.ts'
import { maySeeReadiness } from './readiness.policy.ts'
import { readinessOf } from './readiness.rules.ts'
import type { Readiness } from './readiness.types.ts'
import { factsOf } from './required-readiness.ts'

/**
 * How well each of these requests is prepared, by the campus's policy as of now (S#30); null where that is not for the
 * actor. One round trip, however many requests.
 */
export async function readinessOfRequests(
  scope: Scope,
  requests: readonly RequestRow[]
): Promise<(Readiness | null)[]> {
  const ids = requests.filter(({ studentId }) => maySeeReadiness(scope.actor, studentId)).map(({ id }) => id)
  if (ids.length === 0) return requests.map(() => null)
  const [{ policy }, facts] = await Promise.all([getInstitution(scope), factsOf(scope, ids)])
  return requests.map((request) => {
    const own = facts.get(request.id)
    return own ? readinessOf(request, own, { policy, now: scope.clock.now() }) : null
  })
}

/** How well a request is prepared, or null: for its student, counselors and admins. */
export async function findReadiness(scope: Scope, { id }: { id: string }): Promise<Readiness | null> {
  scope.expectSeveralReads()
  const [request] = await requestsByIds(scope, [id])
  return request ? ((await readinessOfRequests(scope, [request]))[0] ?? null) : null
}

/** The same. Throws NOT_FOUND. */
export async function getReadiness(scope: Scope, args: { id: string }): Promise<Readiness> {
  const readiness = await findReadiness(scope, args)
  if (!readiness) throw refuse('NOT_FOUND', { path: ['id'] })
  return readiness
}
