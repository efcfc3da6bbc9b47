import { setTimeout } from 'node:timers/promises'
import { openCluster } from './cluster.ts'
import { type LoadGround, runClient } from './load-client.ts'
import { readPeople } from './load-people.ts'
import { openTally, quantile, type Tally, tallyTable } from './load-tally.ts'
import { type Watched, watch } from './load-watch.ts'
import { table } from './report.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface LoadOptions {
  campuses: number
  students: number
  seconds: number
  connections: number
}

/** Resident megabytes: before the load, at the most, after a pause, and once garbage was collected. */
interface Memory {
  start: number
  peak: number
  rested: number
  collected: number
}

/** Goals: what an instance really holds once the load is over, and what it may take at most meanwhile. */
const collectedMbMax = 300
const peakMbMax = 600
const pauseMs = 10_000

/**
 * Loads a server with the main job from many connections, a twentieth of it hostile, and looks at every answer. Ends with
 * the code 1 where one was not what it should be, or the server's memory was not kept within bounds.
 */
export async function runLoad(options: LoadOptions, tell: (line: string) => void): Promise<void> {
  const { campuses, students, seconds, connections } = options
  const cluster = await openCluster({ campuses, students }, tell, 'halfhour-bench-load')
  try {
    const people = await readPeople(cluster.superuserUrl, cluster.issuer)
    tell(`${campuses} campuses of ${students} students, ${people.pairs.length} pairs for requests`)
    const server = await startServer('halfhour.ts', cluster.appUrl, null)
    try {
      const start = (await server.memory()).residentMb
      const until = performance.now() + seconds * 1000
      const isOver = () => performance.now() > until
      const ground = { url: server.url, people, freePairs: [...people.pairs], tally: openTally(), isOver }
      const watched = await load(ground, connections)
      report(options, ground.tally, watched, await memoryAfter(server, start))
    } finally {
      await server.close()
    }
  } finally {
    await cluster.close()
  }
}

async function load(ground: LoadGround, connections: number): Promise<Watched> {
  const clients = Array.from({ length: connections }, (_, number) => runClient(ground, number))
  const [watched] = await Promise.all([watch(ground.url, ground.isOver), ...clients])
  return watched
}

async function memoryAfter(server: ServerProcess, start: number): Promise<Memory> {
  await setTimeout(pauseMs)
  const { residentMb: rested, peakMb: peak } = await server.memory()
  return { start, peak, rested, collected: (await server.memory(true)).residentMb }
}

function report({ seconds, connections }: LoadOptions, tally: Tally, watched: Watched, memory: Memory): void {
  const { aliveMs, deadCount } = watched
  const share = ((100 * tally.hostileCount) / tally.count).toFixed(1)
  const alive = [quantile(aliveMs, 0.5), quantile(aliveMs, 0.99)].map((ms) => ms.toFixed(0))
  const held = [memory.start, memory.peak, memory.rested, memory.collected].map((mb) => mb.toFixed(0))
  const missed = [
    ...tally.misses(),
    ...(deadCount > 0 ? [`/health/live did not answer ${deadCount} times.`] : []),
    ...(memory.collected > collectedMbMax
      ? [`After the load the server held ${held[3]} MB, more than ${collectedMbMax}.`]
      : []),
    ...(memory.peak > peakMbMax ? [`Under the load the server took ${held[1]} MB, more than ${peakMbMax}.`] : [])
  ]
  const said = `${tally.count} requests in ${seconds} s from ${connections} connections, ${share} % of them hostile.`
  const head = ['live p50 ms', 'live p99 ms', 'MB at start', 'MB at peak', 'MB rested', 'MB collected']
  const tables = [tallyTable(tally), table(head, [[...alive, ...held]])].join('\n')
  process.stdout.write(`${tables}\n${said}\n${missed.map((line) => `MISSED ${line}\n`).join('')}`)
  if (missed.length > 0) process.exitCode = 1
}
