import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { type DataFolder, lockDataFolder, passwordsOf } from '../src/db/data-folder.ts'
import { type EmbeddedServer, startEmbedded } from '../src/db/embedded.ts'
import { readMigrations } from '../src/db/migrations.ts'
import { createDatabase, setUpRoles } from '../src/db/roles.ts'
import { loadShippedTaxonomy, shippedFiles } from '../src/modules/taxonomy/import.ts'
import { type DevIssuer, openDevIssuer } from '../src/modules/tenants/dev-issuer.ts'
import { systemClock } from '../src/ports/clock.ts'
import { furtherCampuses } from '../src/sample/campus.ts'
import { loadSample } from '../src/sample/load.ts'
import { setUpTables } from '../src/set-up-tables.ts'

const caches = join(import.meta.dirname, '../node_modules/.cache')
const databaseName = 'bench'

// While loading, a crash costs only the load. While measuring, the server's own defaults hold, but for autovacuum, which
// would come by in some rounds and not in others.
const loading = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' }
const measuring = { autovacuum: 'off', max_wal_size: '4GB' }

export interface Cluster {
  readonly appUrl: string
  readonly superuserUrl: string
  readonly issuer: DevIssuer
  /** The process id of the postmaster, whose children do the work. */
  readonly postmaster: number
  /** Milliseconds that the load took; null when the campuses were there already. */
  readonly loadedInMs: number | null
  close(): Promise<void>
}

interface Size {
  campuses: number
  students: number
}

/**
 * An embedded server with so many campuses, loaded by the first run and kept for the next ones of the same schema,
 * generator and size. What older ones left is removed; a bench that changes its campuses, or has few, keeps them in a
 * cache of its own.
 */
export async function openCluster(
  size: Size,
  tell: (line: string) => void,
  cacheName = 'halfhour-bench'
): Promise<Cluster> {
  const path = join(caches, cacheName, keyOf(size))
  removeOthers(path)
  const folder = lockDataFolder(path)
  const issuer = openDevIssuer(path, systemClock)
  const from = performance.now()
  const isLoaded = existsSync(join(path, 'loaded'))
  if (!isLoaded) await fill(folder, issuer, size, tell)
  const loadedInMs = isLoaded ? null : performance.now() - from
  const server = await startEmbedded(isLoaded ? folder : lockDataFolder(path), { settings: measuring })
  return {
    appUrl: server.url('app', databaseName),
    superuserUrl: server.url('superuser', databaseName),
    issuer,
    postmaster: Number(readFileSync(join(path, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]),
    loadedInMs,
    close: () => server.stop()
  }
}

function keyOf(size: Size): string {
  const source = ['../src/sample', '../src/modules/tenants/institution-policy.ts'].map((path) => textsOf(path))
  const contents = JSON.stringify([size, readMigrations(), shippedFiles, source])
  return createHash('sha256').update(contents).digest('hex').slice(0, 16)
}

function textsOf(path: string): string[] {
  const full = join(import.meta.dirname, path)
  if (path.endsWith('.ts')) return [readFileSync(full, 'utf8')]
  return readdirSync(full)
    .sort()
    .map((name) => readFileSync(join(full, name), 'utf8'))
}

// A full-sized cluster takes some gigabytes: only the current one is worth keeping.
function removeOthers(current: string): void {
  const cache = dirname(current)
  mkdirSync(cache, { recursive: true })
  for (const name of readdirSync(cache)) {
    const path = join(cache, name)
    if (path === current) continue
    // A folder that another run holds is left alone.
    try {
      lockDataFolder(path).release()
      rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}

async function fill(folder: DataFolder, issuer: DevIssuer, size: Size, tell: (line: string) => void): Promise<void> {
  const server = await startEmbedded(folder, { settings: loading })
  try {
    await asSuperuser(server.url('superuser', 'postgres'), async (superuser) => {
      await setUpRoles(superuser, passwordsOf(folder))
      await superuser.query(`drop database if exists ${databaseName} with (force)`)
      await createDatabase(superuser, databaseName)
    })
    await load(server, issuer, size, tell)
    // Otherwise the first reads would pay for marking what the load wrote as committed.
    await asSuperuser(server.url('superuser', databaseName), (superuser) => superuser.query('vacuum (analyze)'))
  } finally {
    await server.stop()
  }
  writeFileSync(join(folder.path, 'loaded'), '')
}

async function asSuperuser(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  await work(client).finally(() => client.end())
}

async function load(
  server: EmbeddedServer,
  issuer: DevIssuer,
  size: Size,
  tell: (line: string) => void
): Promise<void> {
  const ownerUrl = server.url('owner', databaseName)
  await setUpTables(ownerUrl)
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await loadShippedTaxonomy(owner).finally(() => owner.end())
  const campuses = furtherCampuses(size.campuses, size.students)
  let loaded = 0
  const onLoaded = () => {
    loaded += 1
    if (loaded % 10 === 0 || loaded === campuses.length) tell(`loaded ${loaded} of ${campuses.length} campuses`)
  }
  // The generator's rows fit together, as each start with sample campuses shows: foreign keys are not checked once more.
  const unchecked = `${server.url('superuser', databaseName)}?options=-c%20session_replication_role%3Dreplica`
  const given = { now: systemClock.now(), publicKeys: issuer.publicKeys, onLoaded }
  // Two at a time: while one campus is generated here, Postgres stores another.
  const halves = [0, 1].map((half) => campuses.filter((_, index) => index % 2 === half))
  await Promise.all(halves.map((half) => loadSample(unchecked, { ...given, campuses: half })))
}
