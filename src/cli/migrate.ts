import { readConfig } from '../config.ts'
import { setUpTables } from '../set-up-tables.ts'
import { StartupError } from '../startup-error.ts'
import { runCommand } from './command-line.ts'

async function migrate(): Promise<string> {
  const { migrateUrl } = readConfig()
  if (migrateUrl === null) {
    throw new StartupError(
      "set MIGRATE_DATABASE_URL to the owner role's URL of the database. The embedded server needs no npm run migrate: npm start does it."
    )
  }
  const applied = await setUpTables(migrateUrl)
  if (applied.length === 0) return 'The database is up to date.\n'
  return `Applied ${applied.join(', ')}.\n`
}

await runCommand(migrate)
// Prisma's engine holds a timer for ten seconds after it has migrated.
process.exit()
