import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { migrationsList } from './migrations.ts'

// The adapter cuts a script at every semicolon, inside function bodies and comments too. Sent whole, it is also one
// implicit transaction, so that a migration happens entirely or not at all. The engine replaces an error by a number of
// its own, so the database's is kept here.
class WholeScripts extends PrismaPg {
  failure: Error | null = null

  override async connect() {
    const adapter = await super.connect()
    adapter.executeScript = async (script) => {
      await (adapter.underlyingDriver() as pg.Pool).query(script).catch((error) => {
        this.failure = error
        throw error
      })
    }
    return adapter
  }
}

const schemaHead = 'datasource db {\n  provider = "postgresql"\n}\n'

/** Prisma's schema engine on a database, without its binary. It has to be closed. */
export async function openSchemaEngine(ownerUrl: string) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 2 })
  pool.on('error', () => {})
  const scripts = new WholeScripts(pool)
  const adapter = bindMigrationAwareSqlAdapterFactory(scripts)
  const engine = await SchemaEngine.new({ datamodels: [['base.prisma', schemaHead]] }, () => {}, adapter)
  const filters = { externalTables: [], externalEnums: [] }
  return {
    /** Throws the database's error, or the engine's where it has one of its own. */
    async applyMigrations(): Promise<void> {
      await engine.applyMigrations({ migrationsList: migrationsList(), filters }).catch((error) => {
        throw scripts.failure ?? error
      })
    },
    async close() {
      engine.free()
      await pool.end()
    }
  }
}
