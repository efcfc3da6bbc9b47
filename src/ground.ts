import pg from 'pg'
import type { Config } from './config.ts'
import { lockDataFolder, passwordsOf, tryLockDataFolder } from './db/data-folder.ts'
import { type EmbeddedServer, runningServerUrl, startEmbedded } from './db/embedded.ts'
import { forgetInterruptedMigrations } from './db/migrate.ts'
import { createDatabase, setUpRoles } from './db/roles.ts'
import { setUpTables } from './set-up-tables.ts'
import { StartupError } from './startup-error.ts'

/** The database that everything stands on: the embedded server's, or the one that DATABASE_URL names. */
export interface Ground {
  readonly appUrl: string
  /** The owner's URL; null when the operator has not given it. */
  readonly ownerUrl: string | null
  readonly isEmbedded: boolean
  /** Resolves when the embedded server is gone, asked or not; never for one that is given. */
  readonly ended: Promise<unknown>
  close(): Promise<void>
}

export const databaseName = 'halfhour'
const never = new Promise<unknown>(() => {})

/**
 * Opens the ground for serving. The embedded server is started and migrated; the given one is only pointed to.
 * Throws StartupError when another process has the data folder or the server can't be started.
 */
export async function openGround(config: Config): Promise<Ground> {
  return config.external ? givenGround(config, config.external.url) : startGround(config)
}

/**
 * Opens the ground for an operator's command: the embedded server that is running is used beside its process,
 * otherwise it is started until the command closes the ground.
 */
export async function joinGround(config: Config): Promise<Ground> {
  if (config.external) return givenGround(config, config.external.url)
  const folder = tryLockDataFolder(config.dataDir)
  if (folder) {
    folder.release()
    return startGround(config)
  }
  const url = runningServerUrl(config.dataDir)
  if (!url) throw new StartupError(`${config.dataDir} is being set up by another process. Try again when it is ready.`)
  return { ...urlsOf(url), isEmbedded: true, ended: never, close: async () => {} }
}

/**
 * The owner's URL of a ground, for commands that change what the application role may not.
 * Throws StartupError when the operator has not given it.
 */
export function ownerUrlOf(ground: Ground): string {
  if (ground.ownerUrl) return ground.ownerUrl
  throw new StartupError('this command works as the owner role. Set MIGRATE_DATABASE_URL to its URL.')
}

const givenGround = ({ migrateUrl }: Config, appUrl: string): Ground => ({
  appUrl,
  ownerUrl: migrateUrl,
  isEmbedded: false,
  ended: never,
  close: async () => {}
})

async function startGround(config: Config): Promise<Ground> {
  const folder = lockDataFolder(config.dataDir)
  const server = await startEmbedded(folder).catch((error) => {
    folder.release()
    throw error
  })
  try {
    await setUpDatabase(server, passwordsOf(folder))
  } catch (error) {
    await server.stop()
    throw error
  }
  return { ...urlsOf(server.url), isEmbedded: true, ended: server.ended, close: server.stop }
}

const urlsOf = (url: EmbeddedServer['url']) => ({
  appUrl: url('app', databaseName),
  ownerUrl: url('owner', databaseName)
})

// The first migration happens in a database of another name, which gets its own when all is there: whatever moment the
// process is killed in, the next start finds either nothing, and begins anew, or a whole database.
async function setUpDatabase(server: EmbeddedServer, passwords: { owner: string; app: string }): Promise<void> {
  const superuser = new pg.Client({ connectionString: server.url('superuser', 'postgres') })
  superuser.on('error', () => {})
  await superuser.connect()
  try {
    await setUpRoles(superuser, passwords)
    const found = await superuser.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await createWhole(superuser, server)
    else await catchUp(server.url('owner', databaseName))
  } finally {
    await superuser.end()
  }
}

async function catchUp(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await forgetInterruptedMigrations(owner).finally(() => owner.end())
  await setUpTables(ownerUrl)
}

async function createWhole(superuser: pg.Client, server: EmbeddedServer): Promise<void> {
  const unfinished = `${databaseName}_unfinished`
  await superuser.query(`drop database if exists ${unfinished} with (force)`)
  await createDatabase(superuser, unfinished)
  await setUpTables(server.url('owner', unfinished))
  await superuser.query(`alter database ${unfinished} rename to ${databaseName}`)
}
