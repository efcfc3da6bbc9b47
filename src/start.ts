import { createServer } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { connectionFault } from './db/connection-fault.ts'
import { type Database, openDatabase } from './db/database.ts'
import { refuseUnmigrated } from './db/migrate.ts'
import { refuseUnsafeRole } from './db/roles.ts'
import { type Ground, openGround } from './ground.ts'
import { openLoadSampler } from './load.ts'
import type { Metrics } from './metrics.ts'
import { systemClock } from './ports/clock.ts'
import { readyLines } from './ready-lines.ts'
import type { Shutdown } from './shutdown.ts'
import { StartupError } from './startup-error.ts'
import type { Tracing } from './tracing/tracing.ts'

/** Requests that are under way get this long to end; then their connections are cut. */
const drainMs = 5_000
/** A crash costs the figures of that long. */
const usageEveryMs = 10_000

/**
 * Starts everything that the configuration asks for, and returns what to print when it serves. Each step is opened
 * through `shutdown`, so that a stop at any moment undoes what there is.
 * Throws StartupError with one line that says what to do, or Interrupted.
 */
export async function start(
  config: Config,
  logger: Logger,
  shutdown: Shutdown
): Promise<{ ground: Ground; ready: string }> {
  const ground = await shutdown.opening(
    () => openGround(config),
    (opened) => opened.close()
  )
  await refuseTakenPort(config.server)
  const metrics = config.metrics && (await measure(config.metrics, logger, shutdown))
  const database = await shutdown.opening(
    () => connect(config, ground, logger, shutdown, metrics),
    (opened) => opened.close()
  )
  await refuseUnsafeRole(database.pool)
  await refuseUnmigrated(database.pool)
  // Imported only now: most of what a start may be refused for is said before these three have been read.
  const { furnish } = await import('./furnish.ts')
  const { buildApp } = await import('./app.ts')
  const campuses = await furnish({ config, ground, database, clock: systemClock, logger })
  if (config.worker)
    await shutdown.opening(
      () => work(config, ground, database, logger, metrics),
      (worker) => worker.stop()
    )
  const workerLag = config.worker ? await lagOf(database, metrics) : null
  const sampler = await shutdown.opening(
    async () => openLoadSampler(),
    async (opened) => opened.close()
  )
  const tracing =
    config.tracing &&
    (await shutdown.opening(
      () => openTraces(config.tracing as NonNullable<Config['tracing']>),
      (opened) => opened.close()
    ))
  const app = await buildApp({
    ...(tracing && { tracer: tracing.tracer }),
    config,
    database,
    clock: systemClock,
    logger,
    metrics,
    workerLag,
    load: { sampler, limits: config.load },
    quotas: config.quotas,
    usageEveryMs,
    listenUrl: config.listenUrl ?? ground.appUrl
  })
  const address = await shutdown.opening(
    () => listen(app, config.server),
    () => drain(app)
  )
  sampler.forget()
  return { ground, ready: readyLines(config, address, campuses) }
}

async function connect(
  { pool }: Config,
  ground: Ground,
  logger: Logger,
  shutdown: Shutdown,
  metrics: Metrics | null
): Promise<Database> {
  // The error itself would bring the whole connection into the log.
  const onError = ({ message }: Error) => {
    if (!shutdown.isAsked) logger.warn({ reason: message }, 'A database connection was lost')
  }
  try {
    const observe = metrics ? { observe: metrics.roundTrip } : {}
    const database = await openDatabase({ connectionString: ground.appUrl, onError, ...observe, ...pool })
    metrics?.watchPool(database)
    return database
  } catch (error) {
    throw ground.isEmbedded ? error : connectionFault('DATABASE_URL', error)
  }
}

// Imported only when asked for: the exporter costs a start a tenth of a second.
async function openTraces({ endpoint, serviceName }: NonNullable<Config['tracing']>): Promise<Tracing> {
  const { openTracing } = await import('./tracing/tracing.ts')
  return openTracing(endpoint, serviceName)
}

// The same: without METRICS_PORT nothing is counted.
async function measure(at: { host: string; port: number }, logger: Logger, shutdown: Shutdown): Promise<Metrics> {
  const { openMetrics } = await import('./metrics.ts')
  const { serveMetrics } = await import('./metrics-server.ts')
  const metrics = openMetrics()
  const { port } = await shutdown.opening(
    () => serveMetrics(metrics, at),
    (server) => server.close()
  )
  logger.info({ port }, 'Metrics are served')
  return metrics
}

async function work(
  config: Config,
  { appUrl }: Ground,
  database: Database,
  logger: Logger,
  metrics: Metrics | null
): Promise<{ stop(): Promise<void> }> {
  const { runWorker } = await import('./jobs/run-worker.ts')
  return runWorker({ config, appUrl, database, clock: systemClock, logger, observe: metrics?.job })
}

async function lagOf({ pool }: Database, metrics: Metrics | null): Promise<() => Promise<number>> {
  const { workerLagSeconds } = await import('./jobs/lag.ts')
  const lag = () => workerLagSeconds(pool, systemClock.now())
  metrics?.watchWorker(lag)
  return lag
}

// Asked before the sample is loaded, so that nobody waits for it in vain.
async function refuseTakenPort({ host, port }: Config['server']): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer().once('error', (error) => reject(listenFault({ host, port }, error)))
    probe.listen({ host, port }, () => probe.close(() => resolve()))
  })
}

async function listen(app: FastifyInstance, server: Config['server']): Promise<string> {
  // A copy: fastify writes on what it is given.
  return app.listen({ ...server }).catch((error) => {
    throw listenFault(server, error)
  })
}

function listenFault({ host, port }: Config['server'], error: Error): Error {
  const { code } = error as { code?: string }
  if (code === 'EADDRINUSE') {
    return new StartupError(
      `port ${port} of ${host} is taken. Stop what listens there, or start with another PORT.`,
      error
    )
  }
  if (code === 'EACCES')
    return new StartupError(`this user may not listen on port ${port}. Start with PORT above 1023.`, error)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new StartupError(`this machine has no address ${host}. Start with HOST=127.0.0.1 or HOST=0.0.0.0.`, error)
  }
  return error
}

// A connection that was busy when the closing began is kept alive by its client, though idle now: it is closed as well.
async function drain(app: FastifyInstance): Promise<void> {
  const sweep = setInterval(() => app.server.closeIdleConnections(), 50)
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs)
  await app.close()
  clearInterval(sweep)
  clearTimeout(cut)
}
