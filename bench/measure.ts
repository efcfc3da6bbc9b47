import autocannon from 'autocannon'
import type { Campus, Draft, Fixtures } from './fixtures.ts'
import { halfhourRequest, isWrite, limitRequest, type Operation } from './operations.ts'
import { postgresCpuMs } from './postgres-cpu.ts'
import type { Sent } from './serve.ts'
import type { ServerProcess } from './server-process.ts'

export type ServerName = 'halfhour' | 'limit'

/** What one round of one operation on one server gave. */
export interface Round {
  requestsPerSecond: number
  p50: number
  p99: number
  serverMs: number
  postgresMs: number
}

export interface Bench {
  servers: Record<ServerName, ServerProcess>
  fixtures: Fixtures
  campuses: readonly Campus[]
  drafts: readonly Draft[]
  postmaster: number
}

// Enough to keep a server busy on one core while the load and Postgres share the other.
const connections = 8

/** Sends `amount` requests of an operation to one server. Throws when a single one of them was not answered rightly. */
export async function runRound(bench: Bench, operation: Operation, name: ServerName, amount: number): Promise<Round> {
  const server = bench.servers[name]
  const requests = requestsOf(bench, operation, name)
  const count = isWrite(operation) ? requests.length : amount
  const before = { server: await server.cpuMs(), postgres: postgresCpuMs(bench.postmaster) }
  const result = await load(server.url, requests, count, operation.proof[name])
  const used = { server: await server.cpuMs(), postgres: postgresCpuMs(bench.postmaster) }
  if (isWrite(operation)) await bench.fixtures.restoreDrafts()
  const { wrong } = result
  if (wrong > 0) throw new Error(`${wrong} of ${count} requests of "${operation.title}" failed at ${name}.`)
  return {
    requestsPerSecond: (count * 1000) / result.tookMs,
    p50: quantile(result.latencies, 0.5),
    p99: quantile(result.latencies, 0.99),
    serverMs: (used.server - before.server) / count,
    postgresMs: (used.postgres - before.postgres) / count
  }
}

const requestsOf = ({ campuses, drafts }: Bench, operation: Operation, name: ServerName) =>
  operation
    .asked(campuses, drafts)
    .map((asked) => (name === 'limit' ? limitRequest(operation, asked) : halfhourRequest(operation, asked)))

// autocannon's own figures are whole seconds and whole milliseconds: too coarse for rounds as short as these.
async function load(url: string, requests: ReturnType<typeof requestsOf>, amount: number, proof: RegExp) {
  const width = Math.min(connections, amount)
  let client = 0
  const latencies: number[] = []
  const from = performance.now()
  let until = from
  const instance = autocannon({
    url,
    connections: width,
    amount,
    requests: requests.slice(0, 1),
    // Each connection begins elsewhere, so that a draft is sent once and campuses do not take turns in step. The first
    // connections get one request more where the amount does not divide evenly.
    setupClient(each) {
      const first = Math.ceil((requests.length / width) * client++ - 1e-9)
      each.setRequests([...requests.slice(first), ...requests.slice(0, first)])
    },
    verifyBody: (body) => proof.test(body)
  })
  instance.on('response', (_client, _status, _bytes, tookMs) => {
    latencies.push(tookMs)
    until = performance.now()
  })
  const { errors, timeouts, mismatches, non2xx } = await instance
  return { latencies, tookMs: until - from, wrong: errors + timeouts + mismatches + non2xx }
}

const quantile = (numbers: readonly number[], part: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(part * numbers.length) - 1] as number

/**
 * What one request of the operation costs in statements and round trips, once the server has seen it before; at `first`
 * rows where that is given and the operation is a list.
 */
export async function costOf(
  bench: Bench,
  operation: Operation,
  name: ServerName,
  first: number | null
): Promise<Sent> {
  const server = bench.servers[name]
  const [one, two] = operation.asked(bench.campuses, bench.drafts)
  const attempts = isWrite(operation) ? [one, two] : [one, one]
  let sent: Sent = { statements: 0, roundTrips: 0 }
  for (const attempt of attempts) {
    if (!attempt) throw new Error(`There is nothing to ask for "${operation.title}".`)
    const values = first === null ? attempt.values : { ...attempt.values, first }
    const asked = { ...attempt, values }
    const request = name === 'limit' ? limitRequest(operation, asked) : halfhourRequest(operation, asked)
    await server.sent()
    const answer = await fetch(server.url + request.path, request)
    const body = await answer.text()
    if (!operation.proof[name].test(body)) throw new Error(`"${operation.title}" failed at ${name}: ${body}`)
    sent = await server.sent()
  }
  if (isWrite(operation)) await bench.fixtures.restoreDrafts()
  return sent
}
