import { systemActor } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { openScope, type Scope } from '../db/scope.ts'
import type { Clock } from '../ports/clock.ts'

/**
 * A scope for each campus in turn, as the system. The list is the registry of issuers, the only thing that is read
 * without a tenant; each campus is then entered by itself, so that no statement spans two.
 */
export async function* campusScopes(database: Database, clock: Clock): AsyncGenerator<Scope> {
  const found = await database.pool.query<{ id: string }>(
    'select distinct institution_id as id from issuers order by 1'
  )
  for (const { id: tenantId } of found.rows) {
    const scope = openScope({ database, clock, tenantId, actor: systemActor, requestId: newId() })
    try {
      yield scope
    } finally {
      await scope.endReads()
    }
  }
}
