import { randomUUID } from 'node:crypto'
import type { Tracer } from '@opentelemetry/api'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { graphqlDoor } from './graphql/index.ts'
import { subscriptionSocket } from './graphql/subscriptions/socket.ts'
import { Subscriptions, type SubscriptionsOptions } from './graphql/subscriptions/subscriptions.ts'
import { LiveHub } from './live/hub.ts'
import type { LoadLimits, LoadSampler } from './load.ts'
import { hasInbox } from './mail/open-post.ts'
import type { Metrics } from './metrics.ts'
import { TrustedTexts } from './modules/documents/trusted-texts.ts'
import { modules } from './modules/index.ts'
import { type QuotaLimits, Quotas } from './modules/quotas/quotas.service.ts'
import { Identity } from './modules/tenants/identity.ts'
import { UsageRecorder } from './modules/usage/usage-recorder.ts'
import { apiPages } from './plugins/api-pages.ts'
import { auth } from './plugins/auth.ts'
import { contractUsage } from './plugins/contract-usage.ts'
import { deprecation } from './plugins/deprecation.ts'
import { etag } from './plugins/etag.ts'
import { health } from './plugins/health.ts'
import { idempotency } from './plugins/idempotency.ts'
import { inboxPages } from './plugins/inbox-pages.ts'
import { loadShedding } from './plugins/load-shedding.ts'
import { requestMetrics } from './plugins/metrics.ts'
import { rateLimit } from './plugins/rate-limit.ts'
import { requestLog } from './plugins/request-log.ts'
import { requestScope } from './plugins/request-scope.ts'
import { noStore, safeHeaders, securityHeaders } from './plugins/security-headers.ts'
import { tracing } from './plugins/tracing.ts'
import { unsubscribePage } from './plugins/unsubscribe-page.ts'
import type { Clock } from './ports/clock.ts'
import { restDoor } from './rest/index.ts'
import { problemErrors, sendProblem } from './rest/problems.ts'

export interface AppDeps {
  config: Pick<Config, 'pages' | 'isProduction' | 'external'>
  database: Database
  clock: Clock
  logger: Logger | false
  /** Where spans go; nothing is traced unless it is given. */
  tracer?: Tracer
  /** What counts the answers, or nothing does. */
  metrics?: Metrics | null
  /** How busy the process is and may be; nobody is turned away unless it is given. */
  load?: { sampler: LoadSampler; limits: LoadLimits }
  /** Seconds that due work has been waiting, where this process has the worker: part of its readiness. */
  workerLag?: (() => Promise<number>) | null
  /** How long a read may trust the roles that it last saw; 5 seconds unless given. */
  actorTtlMs?: number
  /** The budgets of actors and campuses; nothing is limited unless they are given. */
  quotas?: QuotaLimits
  /** The database's URL for listening to changes: a direct one, not through a pooler. Used once somebody follows them. */
  listenUrl: string
  /** Milliseconds between the writes of what clients used; only at the end unless given. */
  usageEveryMs?: number
  /** Bytes that may wait for the reader of a subscription before it is dropped; 1 MB unless given. */
  unsentBytesMax?: number
}

/**
 * The service, complete but not listening. What stands above the `api` scope is open; everything in it needs a token.
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, database, clock } = deps
  const [identity, quotas, texts] = [identityOf(deps), quotasOf(deps), new TrustedTexts(deps.actorTtlMs ?? 5_000)]
  const headers = await safeHeaders()
  const app = fastify({
    ...(deps.logger ? { loggerInstance: deps.logger } : { logger: false }),
    genReqId: randomUUID as () => string,
    requestIdHeader: false,
    // Fastify's own lines hold whole addresses; request-log writes ours.
    logController: new LogController({ requestIdLogLabel: 'requestId', disableRequestLogging: true }),
    trustProxy: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    // What fastify refuses before it looks for a route (a path that is not UTF-8, say), in the catalogue's words too.
    frameworkErrors: ((error, request, reply) =>
      sendProblem(error, request, reply.headers(headers))) as typeof sendProblem as never
  }) as unknown as FastifyInstance

  await app.register(securityHeaders, { headers })
  await app.register(problemErrors)
  await app.register(tracing, { tracer: deps.tracer ?? null })
  await app.register(requestLog, { isOn: deps.logger !== false && deps.logger.isLevelEnabled('info') })
  await app.register(requestMetrics, { metrics: deps.metrics ?? null })
  await app.register(health, { database, workerLag: deps.workerLag ?? null })
  await app.register(apiPages, config.pages)
  if (hasInbox(config)) await app.register(inboxPages, { database, clock })
  app.decorate('contractUsage', usageOf(deps, app))
  const subscriptions = subscriptionsOf(deps, app, { identity, quotas, texts })
  await app.register(async (sockets) => {
    await sockets.register(loadShedding, { database, load: deps.load ?? null })
    await sockets.register(subscriptionSocket, { subscriptions })
  })
  await app.register(async (pages) => {
    await pages.register(loadShedding, { database, load: deps.load ?? null })
    await pages.register(unsubscribePage, { database, clock })
  })
  await app.register(async (api) => {
    await api.register(noStore)
    await api.register(deprecation)
    await api.register(loadShedding, { database, load: deps.load ?? null })
    await api.register(auth, { identity })
    await api.register(requestScope, { database, clock })
    await api.register(rateLimit, { quotas })
    await api.register(contractUsage)
    await api.register(idempotency)
    await api.register(etag)
    await api.register(graphqlDoor, {
      modules,
      isIntrospectionOn: !config.isProduction,
      texts,
      subscriptions
    })
    await api.register(restDoor, { modules })
  })
  return app
}

function usageOf({ database, clock, usageEveryMs }: AppDeps, app: FastifyInstance): UsageRecorder {
  const recorder = new UsageRecorder({ database, clock, log: app.log, everyMs: usageEveryMs ?? null })
  app.addHook('onClose', () => recorder.close())
  return recorder
}

type Shared = Pick<SubscriptionsOptions, 'identity' | 'quotas' | 'texts'>

function subscriptionsOf(deps: AppDeps, app: FastifyInstance, shared: Shared): Subscriptions {
  const { database, clock, config, listenUrl, metrics } = deps
  const hub = new LiveHub({ database, clock, connectionString: listenUrl, log: app.log })
  app.addHook('onClose', () => hub.close())
  metrics?.watchFollowers(() => hub.size)
  return new Subscriptions({
    ...shared,
    ...{ hub, database, clock, log: app.log, usage: app.contractUsage },
    isIntrospectionOn: !config.isProduction,
    unsentBytesMax: deps.unsentBytesMax ?? 2 ** 20
  })
}

function identityOf({ config, database, clock, actorTtlMs }: AppDeps): Identity {
  // Only the embedded server has a development issuer: on a server that is given, nobody may sign for all campuses.
  return new Identity({ database, clock, actorTtlMs, isDevelopmentIssuerOn: config.external === null })
}

function quotasOf({ database, clock, quotas }: AppDeps): Quotas | null {
  if (!quotas || (quotas.tokenPoints === null && quotas.campusPoints === null)) return null
  return new Quotas({ database, clock, limits: quotas })
}
