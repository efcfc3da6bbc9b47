import { parseArgs } from 'node:util'
import { type Cluster, openCluster } from './cluster.ts'
import { openFixtures } from './fixtures.ts'
import { runLoad } from './load.ts'
import { type Bench, costOf, type Round, runRound, type ServerName } from './measure.ts'
import { runNoisy } from './noisy.ts'
import { isWrite, type Operation, operations } from './operations.ts'
import { runPeers } from './peers/run.ts'
import { type Measured, misses, tables } from './report.ts'
import { startServer } from './server-process.ts'
import { runYear } from './year.ts'

const usage = `npm run bench -- [--campuses 50] [--students 2000] [--requests 2000] [--rounds 4] [--only NAME] [--profile FOLDER]
       npm run bench -- peers [--campuses 50] [--students 2000] [--requests 400] [--rounds 8]
       npm run bench -- noisy [--campuses 4] [--students 2000] [--seconds 20] [--connections 100] [--rounds 3]
       npm run bench -- load [--campuses 10] [--students 500] [--seconds 60] [--connections 200]
       npm run bench -- year [--students 2000] [--days 365] [--asks 30] [--seed 1]`

const {
  values: given,
  positionals: [mode]
} = parseArgs({
  allowPositionals: true,
  options: {
    campuses: { type: 'string' },
    students: { type: 'string' },
    requests: { type: 'string' },
    rounds: { type: 'string' },
    seconds: { type: 'string' },
    connections: { type: 'string' },
    days: { type: 'string' },
    asks: { type: 'string' },
    seed: { type: 'string' },
    only: { type: 'string' },
    profile: { type: 'string' }
  }
})
const usual = {
  ...{ seconds: '60', connections: '200', days: '365', asks: '30', seed: '1' },
  ...(mode === 'load' ? { campuses: '10', students: '500' } : { campuses: '50', students: '2000' }),
  // Verified tokens are remembered for a minute: a round of four servers has to be over by then.
  ...(mode === 'peers' ? { requests: '400', rounds: '8' } : { requests: '2000', rounds: '4' }),
  ...(mode === 'noisy' && { campuses: '4', seconds: '20', connections: '100', rounds: '3' })
}
const options = { ...usual, ...given }

const names = ['halfhour', 'limit'] as const
const seconds = (ms: number) => `${(ms / 1000).toFixed(0)} s`
const tell = (line: string) => process.stderr.write(`${line}\n`)

type Amount = 'campuses' | 'students' | 'requests' | 'rounds' | 'seconds' | 'connections' | 'days' | 'asks' | 'seed'

function numberOf(name: Amount, least: number): number {
  const value = Number(options[name])
  if (Number.isInteger(value) && value >= least) return value
  throw new Error(`--${name} is a whole number from ${least} on. Usage: ${usage}`)
}

async function run(): Promise<void> {
  const size = { campuses: numberOf('campuses', 1), students: numberOf('students', 100) }
  const [requests, rounds] = [numberOf('requests', 16), numberOf('rounds', 3)]
  const chosen = operations.filter(({ name }) => options.only === undefined || name === options.only)
  const from = performance.now()
  const cluster = await openCluster(size, tell)
  const opened: { close(): Promise<void> }[] = [cluster]
  try {
    const loaded = cluster.loadedInMs === null ? 'kept from an earlier run' : `loaded in ${seconds(cluster.loadedInMs)}`
    tell(`${size.campuses} campuses of ${size.students} students: ${loaded}`)
    const bench = await openBench(cluster, requests, opened)
    const results = await measure(bench, chosen, requests, rounds)
    const missed = misses(results)
    const took = `Measured in ${seconds(performance.now() - from)}, ${rounds} rounds of ${requests} requests.`
    process.stdout.write(`${tables(results)}\n${took}\n${missed.map((line) => `MISSED ${line}\n`).join('')}`)
    if (missed.length > 0) process.exitCode = 1
  } finally {
    for (const each of opened.reverse()) await each.close()
  }
}

async function openBench(cluster: Cluster, requests: number, opened: { close(): Promise<void> }[]): Promise<Bench> {
  const fixtures = await openFixtures(cluster.superuserUrl, cluster.issuer)
  opened.push(fixtures)
  const campuses = await fixtures.campuses()
  const drafts = await fixtures.prepareDrafts(requests)
  const start = async (name: ServerName) => {
    const server = await startServer(`${name}.ts`, cluster.appUrl, options.profile ?? null)
    opened.push(server)
    return server
  }
  const servers = { halfhour: await start('halfhour'), limit: await start('limit') }
  return { servers, fixtures, campuses, drafts, postmaster: cluster.postmaster }
}

/** All operations in turns: in each round every operation on both servers, one directly after the other. */
async function measure(
  bench: Bench,
  chosen: readonly Operation[],
  requests: number,
  rounds: number
): Promise<Measured[]> {
  const results: Measured[] = []
  for (const operation of chosen)
    results.push({ operation, rounds: { halfhour: [], limit: [] }, ...(await costs(bench, operation)) })
  // The first round, number 0, warms the servers and Postgres' memory up, and is not kept.
  for (let round = 0; round <= rounds; round++) {
    for (const { operation, rounds: kept } of results) {
      const both = await inTurn(bench, operation, Math.ceil(requests * operation.share), round % 2 === 0)
      if (round > 0) for (const name of names) kept[name].push(both[name])
    }
    tell(round === 0 ? 'warmed up' : `round ${round} of ${rounds}`)
  }
  return results
}

// Who goes first changes with the rounds, so that neither always finds what the other has warmed.
async function inTurn(bench: Bench, operation: Operation, amount: number, isReversed: boolean) {
  const found: Partial<Record<ServerName, Round>> = {}
  for (const name of isReversed ? names.toReversed() : names) {
    found[name] = await runRound(bench, operation, name, amount)
  }
  return found as Record<ServerName, Round>
}

async function costs(bench: Bench, operation: Operation): Promise<Pick<Measured, 'sent' | 'sentAt'>> {
  const sent = {
    halfhour: await costOf(bench, operation, 'halfhour', null),
    limit: await costOf(bench, operation, 'limit', null)
  }
  const sentAt: Measured['sentAt'] = []
  if (operation.isList && !isWrite(operation)) {
    for (const rows of [5, 50]) sentAt.push({ rows, sent: await costOf(bench, operation, 'halfhour', rows) })
  }
  return { sent, sentAt }
}

async function underLoad(): Promise<void> {
  const size = { campuses: numberOf('campuses', 1), students: numberOf('students', 500) }
  await runLoad({ ...size, seconds: numberOf('seconds', 1), connections: numberOf('connections', 1) }, tell)
}

async function againstPeers(): Promise<void> {
  const size = { campuses: numberOf('campuses', 1), students: numberOf('students', 100) }
  await runPeers({ ...size, requests: numberOf('requests', 16), rounds: numberOf('rounds', 3) }, tell)
}

async function besideNoise(): Promise<void> {
  const size = { campuses: numberOf('campuses', 2), students: numberOf('students', 500) }
  const load = {
    seconds: numberOf('seconds', 1),
    connections: numberOf('connections', 1),
    rounds: numberOf('rounds', 1)
  }
  await runNoisy({ ...size, ...load }, tell)
}

async function throughAYear(): Promise<void> {
  const year = { days: numberOf('days', 1), asks: numberOf('asks', 1), seed: numberOf('seed', 0) }
  await runYear({ students: numberOf('students', 100), ...year }, tell)
}

const modes: Record<string, () => Promise<void>> = {
  compare: run,
  load: underLoad,
  peers: againstPeers,
  noisy: besideNoise,
  year: throughAYear
}
const chosenMode = modes[mode ?? 'compare']
if (!chosenMode) throw new Error(`There is no bench "${mode}". Usage: ${usage}`)
await chosenMode()
