import helmet from '@fastify/helmet'
import fp from 'fastify-plugin'

/**
 * What every answer says to browsers: nothing in it runs, loads, is framed, guessed at, or tells where it was followed
 * from. The pages set a policy of their own, under which they can work.
 */
export const securityHeaders = fp(
  async (app) => {
    const directives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }
    await app.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives },
      referrerPolicy: { policy: 'no-referrer' },
      crossOriginResourcePolicy: { policy: 'same-origin' },
      // Whoever ends TLS says that it stays; we only ever see plain HTTP.
      strictTransportSecurity: false,
      // Said by the policy above already, or about documents, which JSON is none.
      xFrameOptions: false,
      crossOriginOpenerPolicy: false,
      originAgentCluster: false,
      xDnsPrefetchControl: false,
      xDownloadOptions: false,
      xPermittedCrossDomainPolicies: false,
      xXssProtection: false
    })
  },
  { name: 'security-headers' }
)

/** Answers of the enclosing scope stay in no cache: each is what one token may see, refusals too. Before `auth`. */
export const noStore = fp(
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', 'no-store')
    })
  },
  { name: 'no-store' }
)
