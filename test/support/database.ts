import type { Test } from 'tap'
import { type Database, type DatabaseOptions, openDatabase } from '../../src/db/database.ts'
import { cloneTemplate, dropClone, testServer } from './server.ts'

export interface TestDatabase {
  readonly ownerUrl: string
  readonly appUrl: string
  /** A superuser's URL, for looking at what row security hides. */
  readonly superuserUrl: string
  /** The application role's pool, as the application opens it. */
  readonly database: Database
}

/** A migrated database of the test's own, cloned in some 50 ms and dropped with the test. */
export async function testDatabase(t: Test, options: Partial<DatabaseOptions> = {}): Promise<TestDatabase> {
  const server = await testServer()
  const name = await cloneTemplate(server)
  t.teardown(() => dropClone(server, name))
  const appUrl = server.url('app', name)
  const database = await openDatabase({ connectionString: appUrl, ...options })
  t.teardown(() => database.close())
  return { ownerUrl: server.url('owner', name), superuserUrl: server.url('superuser', name), appUrl, database }
}
