import { sql } from '../../src/db/sql.ts'
import type { TestApp } from '../support/app.ts'

/** Every row of a campus in every table that has campuses, as text: asked of the database, so that no table is left out. */
export async function rowsOf(app: TestApp, tenantId: string): Promise<string> {
  const rows = await app.asOwner(tenantId, [
    sql`select table_name, query_to_xml(format('select * from %I order by 1, 2', table_name), true, false, '')::text as rows
      from information_schema.columns where table_schema = 'public' and column_name = 'tenant_id' order by table_name`
  ])
  return JSON.stringify(rows)
}
