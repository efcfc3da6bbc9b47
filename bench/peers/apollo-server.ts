import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { fastifyApolloHandler } from '@as-integrations/fastify'
import fastify from 'fastify'
import { serve } from '../serve.ts'
import { openLoaders } from './apollo-loaders.ts'
import { type Context, resolvers, typeDefs } from './apollo-schema.ts'
import { type OpenReads, openPrisma } from './apollo-tenant.ts'
import { openVerifier } from './bearer.ts'

// The reads' transaction ends with the answer; nothing else is plugged in.
const closing: ApolloServerPlugin<Context> = {
  requestDidStart: async () => ({ willSendResponse: ({ contextValue }) => contextValue.reads.close() })
}

/** Apollo Server on fastify, as for production, with Prisma and a set of loaders for each request. */
export function serveApollo(openReads: OpenReads): void {
  serve(async (database) => {
    const verify = openVerifier(database)
    const { connectionString, max } = database.pool.options
    const prisma = openPrisma(connectionString as string, max)
    const apollo = new ApolloServer<Context>({ typeDefs, resolvers, introspection: false, plugins: [closing] })
    await apollo.start()
    const app = fastify({ logger: false })
    app.post(
      '/graphql',
      fastifyApolloHandler(apollo, {
        async context({ headers }) {
          const who = await verify(headers.authorization)
          const reads = openReads(prisma, who)
          return { prisma, who, reads, loaders: openLoaders(reads, who) }
        }
      })
    )
    await app.listen({ host: '127.0.0.1', port: 0 })
    return (app.server.address() as { port: number }).port
  })
}
