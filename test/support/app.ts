import { setImmediate } from 'node:timers/promises'
import type { Tracer } from '@opentelemetry/api'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildSchema, type GraphQLSchema } from 'graphql'
import pg from 'pg'
import { type AppDeps, buildApp } from '../../src/app.ts'
import { type Database, openDatabase } from '../../src/db/database.ts'
import { type RenderedSql, render, type Sql } from '../../src/db/sql.ts'
import { schemaTexts } from '../../src/graphql/schema.ts'
import { type TestClock, testClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { issuerKey } from './issuer.ts'

export interface TestApp {
  inject(options: InjectOptions): Promise<LightMyRequestResponse>
  fastify: FastifyInstance
  database: Database
  clock: TestClock
  issuerKey: typeof issuerKey
  appUrl: string
  /** The schema that is served. */
  schema(): GraphQLSchema
  ownerUrl: string
  /** Every round trip since the last `forget`, as lists of statements. */
  roundTrips: (readonly RenderedSql[])[]
  forget(): void
  /** Waits until every connection is back in the pool, so that all round trips of a request have been seen. */
  settled(): Promise<void>
  /** Runs statements as the owner role in one transaction of a campus: for seeds and for looking behind the doors. */
  asOwner(tenantId: string, statements: Sql[]): Promise<Record<string, never>[]>
}

type Test = Parameters<typeof testDatabase>[0]

/** The whole service on a database of the test file's own, with a clock that the test moves. */
export async function testApp(
  t: Test,
  options: { tracer?: Tracer; actorTtlMs?: number; isProduction?: boolean; quotas?: AppDeps['quotas'] } & Partial<
    Pick<AppDeps, 'logger' | 'metrics' | 'load' | 'workerLag' | 'unsentBytesMax'>
  > = {}
): Promise<TestApp> {
  const { appUrl, ownerUrl } = await testDatabase(t)
  const clock = testClock()
  const roundTrips: (readonly RenderedSql[])[] = []
  const { metrics = null } = options
  const observe = (sent: readonly RenderedSql[]) => {
    roundTrips.push(sent)
    metrics?.roundTrip(sent)
  }
  const database = await openDatabase({ connectionString: appUrl, observe })
  const owner = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  owner.on('error', () => {})
  const config = { isProduction: options.isProduction ?? false, pages: { graphiql: true, docs: true }, external: null }
  const { actorTtlMs = 0, quotas } = options
  const app = await buildApp({
    ...(options.tracer && { tracer: options.tracer }),
    config,
    database,
    clock,
    logger: options.logger ?? false,
    metrics,
    workerLag: options.workerLag ?? null,
    ...(options.load && { load: options.load }),
    actorTtlMs,
    quotas,
    listenUrl: appUrl,
    ...(options.unsentBytesMax && { unsentBytesMax: options.unsentBytesMax })
  })
  t.teardown(async () => {
    await app.close()
    await Promise.all([database.close(), owner.end()])
  })
  return {
    fastify: app,
    database,
    inject: (options) => app.inject(options),
    clock,
    issuerKey,
    appUrl,
    ownerUrl,
    schema: () => buildSchema(schemaTexts().join('\n')),
    roundTrips,
    forget: () => {
      roundTrips.length = 0
    },
    settled: async () => {
      while (database.pool.idleCount < database.pool.totalCount) await setImmediate()
    },
    asOwner: (tenantId, statements) => runAsOwner(owner, tenantId, statements)
  }
}

async function runAsOwner(owner: pg.Pool, tenantId: string, statements: Sql[]) {
  const client = await owner.connect()
  try {
    await client.query('begin')
    await client.query("select set_config('app.tenant_id', $1, true)", [tenantId])
    let rows: Record<string, never>[] = []
    for (const statement of statements) rows = (await client.query(render(statement, tenantId))).rows
    await client.query('commit')
    return rows
  } finally {
    client.release()
  }
}
