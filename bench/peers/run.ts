import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { type Cluster, openCluster } from '../cluster.ts'
import { openFixtures } from '../fixtures.ts'
import { type Bench, type Round, runRound } from '../measure.ts'
import { type Operation } from '../operations.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { compare } from './compare.ts'
import { comparedOperations, inWordsOf, peers, type ServerName } from './peers.ts'
import { type Measured, tables, verdicts } from './report.ts'

export interface PeersOptions {
  campuses: number
  students: number
  requests: number
  rounds: number
}

type Servers = Record<ServerName, ServerProcess>

const here = import.meta.dirname
const serverNames: readonly ServerName[] = ['halfhour', ...peers.map(({ name }) => name)]
const run = promisify(execFile)
const warmUpRounds = 2

/**
 * Measures Halfhour against PostGraphile and Apollo on the same database, with the same tokens and under the same row
 * security, once all of them have been seen to answer alike. Ends with the code 1 where a goal is missed.
 * Throws when the peers are not installed, and at the first answer that differs.
 */
export async function runPeers(options: PeersOptions, tell: (line: string) => void): Promise<void> {
  await assertInstalled()
  const { campuses, students, requests, rounds } = options
  const cluster = await openCluster({ campuses, students }, tell)
  const opened: { close(): Promise<void> }[] = [cluster]
  try {
    const superuser = await openSuperuser(cluster, opened)
    const fixtures = await openFixtures(cluster.superuserUrl, cluster.issuer)
    opened.push(fixtures)
    const ground = { fixtures, campuses: await fixtures.campuses(), drafts: await fixtures.prepareDrafts(requests) }
    const servers = await startAll(cluster, opened)
    for (const operation of comparedOperations) {
      for (const peer of peers) {
        const ours = { server: servers.halfhour, operation }
        const count = await compare(ground, superuser, ours, peer, servers[peer.name])
        tell(`${operation.title}: ${count} answers of "${peer.title}" are Halfhour's`)
      }
    }
    report(await measure({ ...ground, postmaster: cluster.postmaster }, servers, options, tell), rounds, requests)
  } finally {
    for (const each of opened.reverse()) await each.close()
  }
}

/** The peers are a package of their own; Prisma's client of theirs is made by the product's own generator. */
async function assertInstalled(): Promise<void> {
  if (!existsSync(join(here, 'node_modules/postgraphile')) || !existsSync(join(here, 'node_modules/@apollo/server'))) {
    throw new Error('The peers are not installed: run npm ci --prefix bench/peers, then this again.')
  }
  const prisma = join(here, '../../node_modules/prisma/build/index.js')
  await run(process.execPath, [prisma, 'generate', '--config', join(here, 'prisma/prisma.config.ts')])
}

/** A superuser's connection, by which the database has what PostGraphile needs until this ends. */
async function openSuperuser({ superuserUrl }: Cluster, opened: { close(): Promise<void> }[]): Promise<pg.Client> {
  const superuser = new pg.Client({ connectionString: superuserUrl })
  superuser.on('error', () => {})
  await superuser.connect()
  await superuser.query(readFileSync(join(here, 'postgraphile.sql'), 'utf8'))
  opened.push({
    async close() {
      await superuser.query('drop schema peers cascade')
      await superuser.end()
    }
  })
  return superuser
}

async function startAll({ appUrl }: Cluster, opened: { close(): Promise<void> }[]): Promise<Servers> {
  const servers: Partial<Servers> = {}
  for (const { name, file } of [{ name: 'halfhour' as const, file: 'halfhour.ts' }, ...peers]) {
    const server = await startServer(file, appUrl, null)
    opened.push(server)
    servers[name] = server
  }
  return servers as Servers
}

/** What all servers are asked about. */
type Ground = Pick<Bench, 'fixtures' | 'campuses' | 'drafts' | 'postmaster'>

/** All operations in turns: in each round every operation on every server, one directly after the other. */
async function measure(
  ground: Ground,
  servers: Servers,
  { requests, rounds }: PeersOptions,
  tell: (line: string) => void
): Promise<Measured[]> {
  const results: Measured[] = comparedOperations.map((operation) => ({
    operation,
    rounds: { halfhour: [], postgraphile: [], apollo: [], apolloExtension: [] }
  }))
  // The first rounds warm the servers and Postgres' memory up, and are not kept.
  for (let round = 1 - warmUpRounds; round <= rounds; round++) {
    // Who goes first changes with the rounds, so that nobody always finds what another has warmed.
    const first = (round + warmUpRounds) % serverNames.length
    const order = [...serverNames.slice(first), ...serverNames.slice(0, first)]
    for (const { operation, rounds: kept } of results) {
      for (const name of order) {
        const found = await runOn(ground, servers[name], name, operation, Math.ceil(requests * operation.share))
        if (round > 0) kept[name].push(found)
      }
    }
    tell(round > 0 ? `round ${round} of ${rounds}` : 'warming up')
  }
  return results
}

/** A round on any of the servers, measured as Halfhour is: in its place, and asked in the peer's words. */
function runOn(
  ground: Ground,
  server: ServerProcess,
  name: ServerName,
  operation: Operation,
  amount: number
): Promise<Round> {
  const peer = peers.find((each) => each.name === name)
  const bench = { ...ground, servers: { halfhour: server, limit: server } }
  return runRound(bench, peer ? inWordsOf(peer, operation) : operation, 'halfhour', amount)
}

function report(results: readonly Measured[], rounds: number, requests: number): void {
  const found = verdicts(results)
  const lines = found.map(({ isReached, sentence }) => `${isReached ? 'REACHED' : 'MISSED'} ${sentence}\n`)
  process.stdout.write(`${tables(results)}\nMedians of ${rounds} rounds of ${requests} requests.\n${lines.join('')}`)
  if (found.some(({ isReached }) => !isReached)) process.exitCode = 1
}
