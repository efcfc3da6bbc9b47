import { once } from 'node:events'
import { createServer } from 'node:http'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { serve } from '../serve.ts'
import { openVerifier } from './bearer.ts'
import { mentorList } from './mentor-list.ts'

// PostGraphile as its documentation sets it up for production, as the same role, with the tenant as a setting of each
// transaction.
serve(async (database) => {
  const verify = openVerifier(database)
  const preset: GraphileConfig.Preset = {
    extends: [PostGraphileAmberPreset],
    plugins: mentorList,
    pgServices: [
      makePgService({
        connectionString: database.pool.options.connectionString,
        schemas: ['public', 'peers'],
        poolConfig: { max: database.pool.options.max }
      })
    ],
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
    grafast: {
      explain: false,
      // Both settings are local to the transaction that PostGraphile opens for its statements.
      async context({ node }) {
        const { tenantId, subject } = await verify(node?.req.headers.authorization)
        return { pgSettings: { 'app.tenant_id': tenantId, 'peers.subject': subject } }
      }
    }
  }
  const server = createServer()
  await postgraphile(preset).createServ(grafserv).addTo(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as { port: number }).port
})
