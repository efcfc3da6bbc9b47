import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { lockDataFolder, passwordsOf } from '../src/db/data-folder.ts'
import { type EmbeddedServer, startEmbedded } from '../src/db/embedded.ts'
import { readMigrations } from '../src/db/migrations.ts'
import { createDatabase, setUpRoles } from '../src/db/roles.ts'
import { loadShippedTaxonomy, shippedFiles } from '../src/modules/taxonomy/import.ts'
import { type DevIssuer, openDevIssuer } from '../src/modules/tenants/dev-issuer.ts'
import { systemClock } from '../src/ports/clock.ts'
import { furtherCampuses } from '../src/sample/campus.ts'
import { loadSample } from '../src/sample/load.ts'
import { setUpTables } from '../src/set-up-tables.ts'

const cache = join(import.meta.dirname, '../node_modules/.cache/halfhour-bench')
const databaseName = 'bench'
const unfinishedName = 'bench_unfinished'

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
 * generator and size. What older ones left is removed.
 */
export async function openCluster(size: Size, tell: (line: string) => void): Promise<Cluster> {
  const path = join(cache, keyOf(size))
  removeOthers(path)
  const folder = lockDataFolder(path)
  const passwords = passwordsOf(folder)
  const issuer = openDevIssuer(path, systemClock)
  const first = await startEmbedded(folder, { settings: loading })
  let loadedInMs: number | null
  try {
    loadedInMs = await fill(first, passwords, issuer, size, tell)
  } finally {
    await first.stop()
  }
  const server = await startEmbedded(lockDataFolder(path), { settings: measuring })
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

// One full-sized cluster takes some gigabytes: only small ones and the current one are worth keeping.
function removeOthers(current: string): void {
  for (const name of readdirSync(cache, { recursive: false, encoding: 'utf8' })) {
    const path = join(cache, name)
    if (path === current) continue
    // A folder that another run holds is left alone.
    try {
      lockDataFolder(path).release()
      rmSync(path, { recursive: true, force: true })
    } catch {}
  }
}

async function fill(
  server: EmbeddedServer,
  passwords: { owner: string; app: string },
  issuer: DevIssuer,
  size: Size,
  tell: (line: string) => void
): Promise<number | null> {
  const superuser = new pg.Client({ connectionString: server.url('superuser', 'postgres') })
  superuser.on('error', () => {})
  await superuser.connect()
  try {
    const found = await superuser.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount !== 0) return null
    const from = performance.now()
    await setUpRoles(superuser, passwords)
    await superuser.query(`drop database if exists ${unfinishedName} with (force)`)
    await createDatabase(superuser, unfinishedName)
    await load(server, issuer, size, tell)
    await vacuum(server.url('superuser', unfinishedName))
    await superuser.query(`alter database ${unfinishedName} rename to ${databaseName}`)
    return performance.now() - from
  } finally {
    await superuser.end()
  }
}

async function load(
  server: EmbeddedServer,
  issuer: DevIssuer,
  size: Size,
  tell: (line: string) => void
): Promise<void> {
  const ownerUrl = server.url('owner', unfinishedName)
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
  const unchecked = `${server.url('superuser', unfinishedName)}?options=-c%20session_replication_role%3Dreplica`
  const given = { now: systemClock.now(), publicKeys: issuer.publicKeys, onLoaded }
  // Two at a time: while one campus is generated here, Postgres stores another.
  const halves = [0, 1].map((half) => campuses.filter((_, index) => index % 2 === half))
  await Promise.all(halves.map((half) => loadSample(unchecked, { ...given, campuses: half })))
}

// Otherwise the first reads would pay for marking what the load wrote as committed.
async function vacuum(superuserUrl: string): Promise<void> {
  const superuser = new pg.Client({ connectionString: superuserUrl })
  await superuser.connect()
  try {
    await superuser.query('vacuum (analyze)')
    await superuser.query('checkpoint')
  } finally {
    await superuser.end()
  }
}
