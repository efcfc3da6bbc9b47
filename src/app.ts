import fastify, { type FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import type { Database } from './db/database.ts'
import { newId } from './db/ids.ts'
import { graphqlDoor } from './graphql/index.ts'
import { modules } from './modules/index.ts'
import { Identity } from './modules/tenants/identity.ts'
import { apiPages } from './plugins/api-pages.ts'
import { auth } from './plugins/auth.ts'
import { health } from './plugins/health.ts'
import { requestScope } from './plugins/request-scope.ts'
import { noStore, securityHeaders } from './plugins/security-headers.ts'
import type { Clock } from './ports/clock.ts'
import { restDoor } from './rest/index.ts'
import { problemErrors, sendProblem } from './rest/problems.ts'

export interface AppDeps {
  config: Pick<Config, 'pages' | 'isProduction' | 'external'>
  database: Database
  clock: Clock
  logger: Logger | false
  /** How long a read may trust the roles that it last saw; 5 seconds unless given. */
  actorTtlMs?: number
}

/**
 * The service, complete but not listening. What stands above the `api` scope is open; everything in it needs a token.
 */
export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { config, database, clock } = deps
  const app = fastify({
    ...(deps.logger ? { loggerInstance: deps.logger } : { logger: false }),
    genReqId: newId,
    requestIdHeader: false,
    trustProxy: false,
    routerOptions: { maxParamLength: 200 },
    requestTimeout: 30_000,
    // What fastify refuses before it looks for a route (a path that is not UTF-8, say), in the catalogue's words too.
    frameworkErrors: sendProblem as never
  }) as unknown as FastifyInstance

  await app.register(securityHeaders)
  await app.register(problemErrors)
  await app.register(health, { database })
  await app.register(apiPages, config.pages)
  await app.register(async (api) => {
    await api.register(noStore)
    await api.register(auth, { identity: identityOf(deps) })
    await api.register(requestScope, { database, clock })
    await api.register(graphqlDoor, { modules, isIntrospectionOn: !config.isProduction })
    await api.register(restDoor, { modules })
  })
  return app
}

function identityOf({ config, database, clock, actorTtlMs }: AppDeps): Identity {
  // Only the embedded server has a development issuer: on a server that is given, nobody may sign for all campuses.
  return new Identity({ database, clock, actorTtlMs, isDevelopmentIssuerOn: config.external === null })
}
