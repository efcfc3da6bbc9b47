import { setTimeout } from 'node:timers/promises'
import { type Cluster, openCluster } from './cluster.ts'
import { openFlood } from './noisy-flood-process.ts'
import { type NoisyCampus, readNoisyCampuses } from './noisy-people.ts'
import { quietTraffic } from './noisy-quiet.ts'
import { reportNoisy, type Stretch } from './noisy-report.ts'
import { postgresCpuMs } from './postgres-cpu.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export interface NoisyOptions {
  /** One is quiet; the others take turns at flooding, so that each flood finds a whole budget. */
  campuses: number
  students: number
  /** Of each stretch: alone, beside the flood, alone again. */
  seconds: number
  connections: number
  rounds: number
}

interface Ground {
  cluster: Cluster
  server: ServerProcess
  quiet: NoisyCampus
  options: NoisyOptions
}

const perSecond = 40
const warmingSeconds = 5
// Until what went before has ended.
const pauseMs = 2_000
// Of what the warming spent; its campus is the last one to flood.
const regainMs = 10_000

/**
 * A quiet campus with steady traffic on a server with the product's default limits, alone and while another campus
 * floods it, in turns. Ends with the code 1 where the neighbour is felt too much, or an answer was not what it should be.
 */
export async function runNoisy(options: NoisyOptions, tell: (line: string) => void): Promise<void> {
  const { campuses, students, rounds } = options
  const cluster = await openCluster({ campuses, students }, tell, 'halfhour-bench-noisy')
  try {
    const [quiet, ...noisy] = await readNoisyCampuses(cluster.superuserUrl, cluster.issuer)
    if (!quiet || noisy.length === 0) throw new Error('One campus alone has no neighbours: give at least 2.')
    const server = await startServer('noisy-server.ts', cluster.appUrl, null)
    try {
      const ground = { cluster, server, quiet, options }
      // With a flood too, whose documents are else compiled beside the first one that is measured.
      await stretch({ ...ground, options: { ...options, seconds: warmingSeconds } }, noisy.at(-1) as NoisyCampus)
      await setTimeout(regainMs)
      const stretches = [await stretch(ground, null)]
      for (let round = 0; round < rounds; round++) {
        stretches.push(await stretch(ground, noisy[round % noisy.length] as NoisyCampus))
        stretches.push(await stretch(ground, null))
        tell(`round ${round + 1} of ${rounds}`)
      }
      const missed = reportNoisy(stretches, options.seconds)
      if (missed) process.exitCode = 1
    } finally {
      await server.close()
    }
  } finally {
    await cluster.close()
  }
}

async function stretch({ cluster, server, quiet, options }: Ground, noisy: NoisyCampus | null): Promise<Stretch> {
  const cpu = async () => ({
    server: await server.cpuMs(),
    postgres: postgresCpuMs(cluster.postmaster),
    client: process.cpuUsage()
  })
  const flood = noisy && (await openFlood(orderOf(server.url, noisy, options.connections)))
  await setTimeout(pauseMs)
  const before = await cpu()
  const beganAt = performance.timeOrigin + performance.now()
  flood?.begin()
  const seen = await quietTraffic(server.url, quiet, { perSecond, seconds: options.seconds })
  const after = await cpu()
  const { user, system } = process.cpuUsage(before.client)
  const flooded = flood && (await flood.end())
  return {
    seen,
    flooded,
    beganAt,
    serverMs: after.server - before.server,
    postgresMs: after.postgres - before.postgres,
    clientMs: (user + system) / 1000
  }
}

function orderOf(url: string, { staff, students }: NoisyCampus, connections: number) {
  const askers = [...staff, ...students]
  const tokens = Array.from({ length: connections }, (_, n) => (askers[n % askers.length] as { token: string }).token)
  return { url, tokens, staffCount: staff.length }
}
