import type { Database } from './database.ts'
import type { WireStatement } from './pipeline.ts'
import { raw, type Sql, sql, tenant } from './sql.ts'

const begin = raw('begin')
const bySetConfig = sql`select set_config('app.tenant_id', ${tenant}, true)`
const bySetLocal = sql`select app.enter_tenant(${tenant}::uuid)`

/**
 * The one place that enters a tenant: the statements that go before others in the same round trip. Without a `begin` it
 * is the implicit transaction of that round trip; a Citus coordinator passes the tenant on to its workers only from an
 * explicit block and only by SET LOCAL (docs/decisions/0010), so there a block is opened all the same.
 */
export function enterTenant(database: Database, tenantId: string, opening: Sql | null): WireStatement[] {
  const wire = (statement: Sql) => database.wire(statement, tenantId)
  if (database.isCitus) return [wire(opening ?? begin), wire(bySetLocal)]
  return opening === null ? [wire(bySetConfig)] : [wire(opening), wire(bySetConfig)]
}
