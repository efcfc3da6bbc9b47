import type { RouteHandler } from '../module.ts'
import type { InstitutionRow } from './tenants.queries.ts'
import { flatPolicy, getInstitution, getViewer, updateInstitutionPolicy } from './tenants.service.ts'

const toJson = ({ policy, ...institution }: InstitutionRow) => ({ ...institution, policy: flatPolicy(policy) })

export const routes: Record<string, RouteHandler> = {
  getViewer: async ({ scope }) => getViewer(scope),
  getInstitution: async ({ scope }) => toJson(await getInstitution(scope)),
  updateInstitutionPolicy: async ({ scope, body }) => toJson(await updateInstitutionPolicy(scope, body as never))
}
