import fastify from 'fastify'
import type { Test } from 'tap'
import { openDatabase } from '../../src/db/database.ts'
import { asOwner } from '../../src/db/owner.ts'
import type { Sql } from '../../src/db/sql.ts'
import type { Refusal } from '../../src/errors.ts'
import { Identity, type IdentityOptions } from '../../src/modules/tenants/identity.ts'
import { auth } from '../../src/plugins/auth.ts'
import type { TestApp } from './app.ts'
import { type TestClock, testClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { issuerKey } from './issuer.ts'

/** A door that says whom it saw, so that nothing but the check of the token decides. Nothing is remembered but by choice. */
export async function identityDoor(t: Test, options: Partial<IdentityOptions> & { clock?: TestClock } = {}) {
  const { database, ownerUrl, appUrl } = await testDatabase(t)
  const owner = await openDatabase({ connectionString: ownerUrl, max: 1 })
  t.teardown(() => owner.close())
  const clock = options.clock ?? testClock()
  const door = fastify({ logger: false })
  door.setErrorHandler((error, _request, reply) => {
    const { status, problems } = error as unknown as Refusal
    return reply.code(status ?? 500).send(problems?.[0] ?? { message: String(error) })
  })
  await door.register(auth, { identity: new Identity({ database, actorTtlMs: 0, ...options, clock }) })
  door.get('/who', async ({ tenantId, actor }) => ({
    tenantId,
    kind: actor.kind,
    id: actor.id,
    roles: [...actor.roles]
  }))
  t.teardown(() => door.close())
  const knock = async (authorization?: string) => {
    const answer = await door.inject({ url: '/who', headers: authorization === undefined ? {} : { authorization } })
    return { status: answer.statusCode, ...answer.json() }
  }
  const runAsOwner = async (tenantId: string, statements: Sql[]) =>
    (await asOwner(owner, tenantId, (run) => run(...statements))).at(-1) ?? []
  // What `campus` needs of an application.
  const app = { asOwner: runAsOwner, clock, issuerKey } as unknown as TestApp
  return { app, owner, database, ownerUrl, appUrl, clock, asOwner: runAsOwner, knock }
}
