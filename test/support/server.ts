import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { readConfig } from '../../src/config.ts'
import { passwordsOf, tryLockDataFolder } from '../../src/db/data-folder.ts'
import { runningServerUrl, startEmbedded } from '../../src/db/embedded.ts'
import { readMigrations } from '../../src/db/migrations.ts'
import { stopOrphan } from '../../src/db/postgres-process.ts'
import { appRole, createDatabase, ownerRole, setUpRoles } from '../../src/db/roles.ts'
import { schedule } from '../../src/jobs/schedule.ts'
import { loadShippedTaxonomy, shippedFiles } from '../../src/modules/taxonomy/import.ts'
import { setUpTables } from '../../src/set-up-tables.ts'
import { removeFromMemory, testFolder } from './server-folder.ts'

// One cluster for this checkout: in memory where there is enough of it, because a database is a thousand files and every
// test file makes one; else below node_modules, so that it is neither in git nor left behind by a fresh install.
const folderPath = testFolder(join(import.meta.dirname, '../../node_modules/.cache/halfhour-test'))

// A crash of the machine may cost a test database: nobody will miss it.
const settings = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '200',
  max_wal_size: '2GB'
}

// On a server of others the roles' passwords must be known to every test file without a file to share.
const passwordsElsewhere = { owner: 'owner-of-tests', app: 'app-of-tests' }

const clonePrefix = 'hh_test_'

export interface TestServer {
  url(role: 'superuser' | 'owner' | 'app', database: string): string
}

/** The server of the tests: TEST_DATABASE_URL's, or an embedded one that is running or gets started. */
export async function testServer(): Promise<TestServer> {
  const { test } = readConfig()
  return test ? serverElsewhere(test.url) : ((await running()) ?? (await start()))
}

function serverElsewhere(superuserUrl: string): TestServer {
  const users = {
    superuser: null,
    owner: [ownerRole, passwordsElsewhere.owner],
    app: [appRole, passwordsElsewhere.app]
  }
  return {
    url(role, database) {
      const url = new URL(superuserUrl)
      const [name, password] = users[role] ?? []
      if (name && password) Object.assign(url, { username: name, password })
      url.pathname = `/${database}`
      return url.href
    }
  }
}

async function running(): Promise<TestServer | null> {
  const url = runningServerUrl(folderPath)
  if (!url) return null
  const answers = await asSuperuser({ url }, () => Promise.resolve(true)).catch(() => false)
  return answers ? { url } : null
}

// Several test files may come here at once: the first to lock the folder starts the server, the others wait for it.
async function start(): Promise<TestServer> {
  for (;;) {
    const folder = tryLockDataFolder(folderPath)
    const found = await running()
    if (found) {
      folder?.release()
      return found
    }
    if (folder) {
      passwordsOf(folder)
      const server = await startEmbedded(folder, { settings })
      server.leave()
      return server
    }
    await delay(50)
  }
}

/** Ends the embedded server, unless some other run of the tests uses it at the moment. */
export async function stopTestServer(): Promise<void> {
  const server = readConfig().test ? null : await running()
  if (!server) return
  const clones = await asSuperuser(server, async (client) => {
    await dropAbandonedClones(client)
    return client.query(`select 1 from pg_database where datname like '${clonePrefix}%'`)
  })
  if (clones.rowCount !== 0) return
  await stopOrphan(join(folderPath, 'postgres'))
  removeFromMemory(folderPath)
}

/** Runs with a superuser's connection, by default to the server's own database. */
export async function asSuperuser<Result>(
  server: TestServer,
  run: (client: pg.Client) => Promise<Result>
): Promise<Result> {
  const client = new pg.Client({ connectionString: server.url('superuser', 'postgres') })
  client.on('error', () => {})
  await client.connect()
  return run(client).finally(() => client.end())
}

/** Makes the template that every test file's database is cloned from, if it is not there yet; returns its name. */
export async function prepareTemplate(server: TestServer): Promise<string> {
  const taxonomy = Object.values(shippedFiles).map((path) => path && readFileSync(path, 'utf8'))
  const contents = JSON.stringify([readMigrations(), schedule.map((job) => job.name), taxonomy])
  const name = `hh_template_${createHash('sha256').update(contents).digest('hex').slice(0, 12)}`
  await asSuperuser(server, async (client) => {
    await client.query('select pg_advisory_lock(42173001)')
    const found = await client.query('select 1 from pg_database where datname = $1', [name])
    if (found.rowCount === 0) await makeTemplate(client, server, name)
  })
  return name
}

async function makeTemplate(client: pg.Client, server: TestServer, name: string): Promise<void> {
  const unfinished = `${name}_unfinished`
  const embedded = readConfig().test === null
  const folderPasswords = embedded ? new URL(server.url('owner', name)).password : passwordsElsewhere.owner
  const appPassword = embedded ? new URL(server.url('app', name)).password : passwordsElsewhere.app
  await setUpRoles(client, { owner: folderPasswords, app: appPassword })
  await client.query(`drop database if exists ${unfinished} with (force)`)
  await createDatabase(client, unfinished)
  await setUpTables(server.url('owner', unfinished))
  const owner = new pg.Client({ connectionString: server.url('owner', unfinished) })
  await owner.connect()
  await loadShippedTaxonomy(owner).finally(() => owner.end())
  await client.query(`alter database ${unfinished} rename to ${name}`)
}

let clones = 0

/** Clones the template; the name holds this process's id, by which an abandoned clone is known. */
export async function cloneTemplate(server: TestServer): Promise<string> {
  const name = `${clonePrefix}${process.pid}_${++clones}`
  const template = await prepareTemplate(server)
  await asSuperuser(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template ${template} owner ${ownerRole} strategy file_copy`)
    await client.query(`revoke all on database ${name} from public`)
    await client.query(`grant connect on database ${name} to ${appRole}`)
  })
  return name
}

export const dropClone = (server: TestServer, name: string): Promise<unknown> =>
  asSuperuser(server, (client) => client.query(`drop database if exists ${name} with (force)`))

/** Drops what killed test processes left behind. */
export async function dropAbandonedClones(client: pg.Client): Promise<void> {
  const found = await client.query(`select datname from pg_database where datname like '${clonePrefix}%'`)
  for (const { datname } of found.rows) {
    if (!isAlive(Number(datname.split('_')[2]))) await client.query(`drop database if exists ${datname} with (force)`)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
