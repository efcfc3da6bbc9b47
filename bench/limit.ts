import fastify, { type FastifyRequest } from 'fastify'
import type { Database } from '../src/db/database.ts'
import type { Sql } from '../src/db/sql.ts'
import { enterTenant } from '../src/db/tenant.ts'
import { TokenVerifier } from '../src/modules/tenants/verify-token.ts'
import { systemClock } from '../src/ports/clock.ts'
import { statements } from './limit-statements.ts'
import { serve } from './serve.ts'

// The least that a server can do: it checks the token, sends one statement in one round trip under the same row
// security, and gives its rows out as text. It has no roles, no rules, no contract and no second field to choose.
serve(async (database) => {
  const verifier = new TokenVerifier({ database, clock: systemClock, issuerTtlMs: 15_000, isDevelopmentIssuerOn: true })
  const app = fastify({ logger: false })
  for (const [name, statementOf] of Object.entries(statements)) {
    const method = name === 'send' ? 'POST' : 'GET'
    app.route({
      method,
      url: `/${name}`,
      async handler(request, reply) {
        const { tenantId } = await verifier.verify(tokenOf(request))
        const rows = await rowsOf(database, tenantId, statementOf(request.query as never))
        reply.header('content-type', 'application/json; charset=utf-8')
        return JSON.stringify(rows)
      }
    })
  }
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as { port: number }).port
})

const tokenOf = (request: FastifyRequest): string => (request.headers.authorization ?? '').slice('Bearer '.length)

async function rowsOf(database: Database, tenantId: string, statement: Sql): Promise<unknown> {
  const client = await database.connect(null)
  try {
    const results = await database.send(client, [
      ...enterTenant(database, tenantId, null),
      database.wire(statement, tenantId)
    ])
    return results.at(-1)
  } finally {
    client.release()
  }
}
