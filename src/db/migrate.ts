import pg from 'pg'
import { StartupError } from '../startup-error.ts'
import { connectionFault } from './connection-fault.ts'
import { migrationNames } from './migrations.ts'
import { appRole } from './roles.ts'

// Any number will do, if nobody else uses it for another purpose in this database.
const lockKey = 4_217_300_130

/**
 * Applies the migrations that the database lacks, through Prisma's own engine, so that they are recorded in
 * `_prisma_migrations` as `prisma migrate deploy` would. A second one running meanwhile waits, then finds nothing to do.
 * Returns the names of the applied ones.
 * Throws StartupError when the role may not, or when an earlier migration failed half-way.
 */
export async function migrate(ownerUrl: string, variable = 'MIGRATE_DATABASE_URL'): Promise<string[]> {
  const owner = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  owner.on('error', () => {})
  await owner.connect().catch((error) => {
    throw connectionFault(variable, error)
  })
  try {
    await refuseNonOwner(owner, variable)
    await waitForTurn(owner)
    const missing = await missingMigrations(owner)
    if (missing.length > 0) await applyAll(owner, ownerUrl)
    await owner.query(`grant select on _prisma_migrations to ${appRole}`)
    await owner.query('commit')
    return missing
  } finally {
    await owner.end()
  }
}

// A lock of the transaction rather than of the session, which a pooler between would lose.
async function waitForTurn(owner: pg.Client): Promise<void> {
  await owner.query('begin')
  await owner.query('set local idle_in_transaction_session_timeout = 0')
  await owner.query('set local lock_timeout = 0')
  await owner.query(`select pg_advisory_xact_lock(${lockKey})`)
}

async function refuseNonOwner(owner: pg.Client, variable: string): Promise<void> {
  const found = await owner.query(
    `select current_user as name,
       has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create') as may_create,
       coalesce((select pg_has_role(relowner, 'usage') from pg_class where oid = to_regclass('_prisma_migrations')), true) as owns,
       exists (select from pg_roles where rolname = $1) as has_app_role`,
    [appRole]
  )
  const { name, may_create: mayCreate, owns, has_app_role: hasAppRole } = found.rows[0]
  if (!mayCreate || !owns) {
    throw new StartupError(
      `the role ${name} of ${variable} does not own the database. Give ${variable} the owner role's URL.`
    )
  }
  if (!hasAppRole) {
    throw new StartupError(`there is no role ${appRole} yet. Create it as docs/operating.md says under "Roles".`)
  }
}

// Imported only when there is something to apply: the engine takes longer to load than a whole start of ours.
async function applyAll(owner: pg.Client, ownerUrl: string): Promise<void> {
  const { openSchemaEngine } = await import('./schema-engine.ts')
  const engine = await openSchemaEngine(ownerUrl)
  try {
    await engine.applyMigrations()
  } catch (error) {
    throw await failedMigration(owner, error)
  } finally {
    await engine.close()
  }
}

// What the database itself refused left nothing behind, so the next run may try it again. After a lost connection nobody
// knows, and the record of the attempt stands until somebody has looked.
async function failedMigration(owner: pg.Client, error: unknown): Promise<StartupError> {
  const { code, message } = error as { code?: string; message: string }
  const words = message.split('\n   0:')[0]?.replace(/\s+/g, ' ').trim()
  const isRefused = /^[0-9A-Z]{5}$/.test(code ?? '') && !/^(08|57)/.test(code ?? '')
  if (!isRefused) return new StartupError(`the migrations could not be applied: ${words}`, error)
  const [name] = await forgetInterruptedMigrations(owner)
  await owner.query('commit')
  return new StartupError(`the migration ${name} failed and left nothing behind: ${words} (${code}).`, error)
}

/**
 * Says that migrations which were cut short are undone, so that they are applied again: each runs as one transaction, so
 * nothing of it is left. For the embedded server after kill -9; on others an operator decides with `prisma migrate resolve`.
 * Returns their names.
 */
export async function forgetInterruptedMigrations(owner: pg.Client): Promise<string[]> {
  const table = await owner.query("select to_regclass('_prisma_migrations') is not null as exists")
  if (!table.rows[0].exists) return []
  const forgotten = await owner.query(
    `update _prisma_migrations set rolled_back_at = $1 where finished_at is null and rolled_back_at is null
     returning migration_name as name`,
    [new Date()]
  )
  return forgotten.rows.map((row) => row.name)
}

/**
 * Refuses to serve a database whose tables are older than this code. A newer one is served: while instances are being
 * replaced one by one, the old ones meet it.
 */
export async function refuseUnmigrated(pool: pg.Pool): Promise<void> {
  const missing = await missingMigrations(pool)
  if (missing.length === 0) return
  const which = missing.length === migrationNames().length ? 'is empty' : `lacks the migration ${missing.join(', ')}`
  throw new StartupError(`the database ${which}. Run: npm run migrate`)
}

async function missingMigrations(pool: pg.Pool | pg.Client): Promise<string[]> {
  const names = migrationNames()
  const table = await pool.query("select has_table_privilege(to_regclass('_prisma_migrations'), 'select') as readable")
  if (table.rows[0].readable !== true) return names
  const found = await pool.query(
    'select migration_name from _prisma_migrations where finished_at is not null and rolled_back_at is null'
  )
  const applied = new Set(found.rows.map((row) => row.migration_name))
  return names.filter((name) => !applied.has(name))
}
