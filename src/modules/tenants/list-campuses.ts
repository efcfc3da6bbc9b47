import { systemActor } from '../../actor.ts'
import type { Database } from '../../db/database.ts'
import { noTenant } from '../../db/owner.ts'
import { openScope } from '../../db/scope.ts'
import type { Clock } from '../../ports/clock.ts'
import { allIssuers, type IssuerRow } from './issuers.queries.ts'
import { institutionRow } from './tenants.queries.ts'

/** Every issuer of the registry with its campus' name, by slug. For operators: one read a campus, each as that campus. */
export async function listCampuses(database: Database, clock: Clock): Promise<(IssuerRow & { name: string })[]> {
  const scopeOf = (tenantId: string) =>
    openScope({ database, clock, tenantId, actor: systemActor, requestId: 'list-campuses' })
  const named: (IssuerRow & { name: string })[] = []
  for (const row of await scopeOf(noTenant).rows<IssuerRow>(allIssuers())) {
    named.push({ ...row, name: (await institutionRow(scopeOf(row.institutionId)))?.name ?? '' })
  }
  return named
}

/** The id of the campus with this slug, or null. For operators. */
export async function campusIdBySlug(database: Database, clock: Clock, slug: string): Promise<string | null> {
  const scope = openScope({ database, clock, tenantId: noTenant, actor: systemActor, requestId: 'campus-by-slug' })
  const rows = await scope.rows<IssuerRow>(allIssuers())
  return rows.find(({ institutionSlug }) => institutionSlug === slug)?.institutionId ?? null
}
