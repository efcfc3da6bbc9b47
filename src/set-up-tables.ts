import { migrate } from './db/migrate.ts'
import { installQueue } from './jobs/queue.ts'

/**
 * Makes the tables or brings them up to date: ours by the migrations, the queue's by its own. Safe to repeat, and for
 * two processes at once. Returns the names of the migrations that were applied.
 * Throws StartupError when the role does not own the database.
 */
export async function setUpTables(ownerUrl: string): Promise<string[]> {
  const applied = await migrate(ownerUrl)
  await installQueue(ownerUrl)
  return applied
}
