import type { Database } from './database.ts'
import type { Rows } from './pipeline.ts'
import { raw, type Sql } from './sql.ts'
import { enterTenant } from './tenant.ts'

/** A tenant that no campus has: who enters it sees the registry and the look-ups, and no campus' rows. */
export const noTenant = '00000000-0000-0000-0000-000000000000'

/** Several statements in one round trip. */
export type Run = (...statements: readonly Sql[]) => Promise<Rows[]>

const begin = raw('begin')
const commit = raw('commit')
const rollback = raw('rollback')

/**
 * One transaction of an operator's command, on a connection of the owner role: for what the application role may not
 * do, as in registering a campus. The owner is under row security like everybody, so it enters the tenant too.
 * Commits what `work` did, or nothing when it throws.
 */
export async function asOwner<T>(owner: Database, tenantId: string, work: (run: Run) => Promise<T>): Promise<T> {
  const client = await owner.connect(null)
  const run: Run = (...statements) =>
    owner.send(
      client,
      statements.map((statement) => owner.wire(statement, tenantId))
    )
  let isBroken = false
  try {
    await owner.send(client, enterTenant(owner, tenantId, begin))
    const result = await work(run)
    await run(commit)
    return result
  } catch (error) {
    await run(rollback).catch(() => {
      isBroken = true
    })
    throw error
  } finally {
    client.release(isBroken)
  }
}
