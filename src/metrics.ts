import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { eventTypesIn } from './db/record.ts'
import type { RenderedSql } from './db/sql.ts'

interface Answered {
  door: string
  route: string
  method: string
  status: number
  seconds: number
}

interface PoolFigures {
  readonly pool: { readonly totalCount: number; readonly idleCount: number; readonly waitingCount: number }
  readonly turnsWaitedFor: number
}

/** The figures of one process or one test. Labels are routes, codes and names of ours: nothing that a client writes. */
export interface Metrics {
  text(): Promise<string>
  readonly contentType: string
  answered(answer: Answered): void
  operation(type: string): void
  refused(codes: readonly string[]): void
  roundTrip(statements: readonly RenderedSql[]): void
  job(name: string, isDone: boolean): void
  watchPool(figures: PoolFigures): void
  watchFollowers(count: () => number): void
  /** Asks for the lag at each scrape. */
  watchWorker(lagSeconds: () => Promise<number>): void
}

// From a point read on an idle machine to the time-out of a statement.
const buckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15]

/** Opens figures of their own, with those of the Node process; nothing is shared with others in the process. */
export function openMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const { duration, operations, refusals, roundTrips, statements, events, jobs } = counters(registers)
  return {
    text: () => registry.metrics(),
    contentType: registry.contentType,
    answered: ({ status, seconds, ...labels }) =>
      duration.observe({ ...labels, status: `${Math.floor(status / 100)}xx` }, seconds),
    operation: (type) => operations.inc({ type }),
    refused: (codes) => {
      for (const code of codes) refusals.inc({ code })
    },
    roundTrip: (sent) => {
      roundTrips.inc()
      statements.inc(sent.length)
      for (const type of sent.flatMap(eventTypesIn)) events.inc({ type })
    },
    job: (job, isDone) => jobs.inc({ job, outcome: isDone ? 'done' : 'failed' }),
    watchFollowers: (count) => watchFollowers(registers, count),
    watchPool: (figures) => watchPool(registers, figures),
    watchWorker: (lagSeconds) => watchWorker(registers, lagSeconds)
  }
}

function counters(registers: Registry[]) {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `halfhour_${name}`, help, labelNames, registers })
  return {
    duration: new Histogram({
      name: 'halfhour_http_request_duration_seconds',
      help: 'Time until a request was answered.',
      labelNames: ['door', 'route', 'method', 'status'],
      buckets,
      registers
    }),
    operations: counter('graphql_operations_total', 'GraphQL operations that were executed.', ['type']),
    refusals: counter('refusals_total', 'Problems that answers named, by code.', ['code']),
    roundTrips: counter('database_round_trips_total', 'Round trips to the database.', []),
    statements: counter('database_statements_total', 'Statements sent to the database.', []),
    events: counter('domain_events_total', 'Domain events sent to be written, repeated attempts included.', ['type']),
    jobs: counter('jobs_total', 'Runs of recurring work in this process.', ['job', 'outcome'])
  }
}

function watchPool(registers: Registry[], figures: PoolFigures): void {
  new Gauge({
    name: 'halfhour_database_connections',
    help: 'Connections of the pool, requests that wait for one, and those that wait for a turn of their campus.',
    labelNames: ['state'],
    registers,
    collect() {
      const { pool, turnsWaitedFor } = figures
      this.set({ state: 'total' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
      this.set({ state: 'in line' }, turnsWaitedFor)
    }
  })
}

function watchFollowers(registers: Registry[], count: () => number): void {
  new Gauge({
    name: 'halfhour_live_subscriptions',
    help: 'Subscriptions that are followed in this process.',
    registers,
    collect() {
      this.set(count())
    }
  })
}

function watchWorker(registers: Registry[], lagSeconds: () => Promise<number>): void {
  new Gauge({
    name: 'halfhour_worker_lag_seconds',
    help: 'How long the oldest recurring work that is due has been waiting; -1 when the queue can not be asked.',
    registers,
    async collect() {
      this.set(await lagSeconds().catch(() => -1))
    }
  })
}
