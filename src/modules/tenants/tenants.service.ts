import { type Actor, hasRole } from '../../actor.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { wholePolicy } from './institution-policy.ts'
import { type InstitutionRow, institutionRow, lockInstitution, updatePolicy } from './tenants.queries.ts'
import { type FlatPolicy, flatPolicy, policyOf, policyProblems } from './tenants.rules.ts'

export { flatPolicy } from './tenants.rules.ts'

export interface Viewer {
  id: string
  roles: string[]
}

/** Who is asking, with the roles that the campus's database gives them. */
export const getViewer = ({ actor }: Scope): Viewer => ({ id: actor.id as string, roles: [...actor.roles].sort() })

/** The campus of the scope. Throws NOT_FOUND should it have been removed. */
export async function getInstitution(scope: Scope): Promise<InstitutionRow> {
  const institution = await institutionRow(scope)
  if (!institution) throw refuse('NOT_FOUND')
  return { ...institution, policy: wholePolicy(institution.policy) }
}

export interface UpdateInstitutionPolicyInput extends Partial<FlatPolicy> {
  expectedVersion?: number | null
}

function assertMaySetPolicy(actor: Actor): void {
  if (!hasRole(actor, 'ADMIN')) throw refuse('FORBIDDEN')
}

/**
 * Changes the settings that are given; in force from the next request on, on every instance, because every write reads
 * the policy in its own transaction; only what GraphQL runs (isTrustedDocumentRequired) is known with who signs in, for 5 seconds.
 * Throws FORBIDDEN, VERSION_CONFLICT, INVALID_INPUT for numbers out of bounds or in contradiction.
 */
export const updateInstitutionPolicy = (scope: Scope, input: UpdateInstitutionPolicyInput): Promise<InstitutionRow> =>
  write(
    scope,
    async (tx, [institutions]) => {
      assertMaySetPolicy(tx.actor)
      const institution = institutions?.[0] as unknown as InstitutionRow
      const { expectedVersion, ...settings } = input
      checkVersion(institution, expectedVersion)
      const before = flatPolicy(wholePolicy(institution.policy))
      const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value != null))
      const after = { ...before, ...given }
      refuseAll(policyProblems(after, given))
      if (JSON.stringify(after) === JSON.stringify(before)) return institution
      const policy = policyOf(after)
      const version = institution.version + 1
      await updatePolicy(tx, version, policy)
      const changes = { before, after: given }
      tx.record({
        action: 'institution.policy_updated',
        subjectType: 'Institution',
        subjectId: tx.tenantId,
        changes,
        payload: given
      })
      return { ...institution, policy, version }
    },
    [lockInstitution()]
  )
