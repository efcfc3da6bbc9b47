import helmet from '@fastify/helmet'
import fastify from 'fastify'
import fp from 'fastify-plugin'

const directives = { defaultSrc: ["'none'"], frameAncestors: ["'none'"] }

const options = {
  contentSecurityPolicy: { useDefaults: false, directives },
  referrerPolicy: { policy: 'no-referrer' as const },
  crossOriginResourcePolicy: { policy: 'same-origin' as const },
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
}

/**
 * What every answer says to browsers: nothing in it runs, loads, is framed, guessed at, or tells where it was followed
 * from. Helmet writes the headers, once: they are the same for all answers, and it would put them together for each.
 */
export async function safeHeaders(): Promise<Record<string, string>> {
  const probe = fastify()
  await probe.register(helmet, options)
  probe.get('/', (_request, reply) => reply.send())
  const { headers } = await probe.inject('/')
  await probe.close()
  const ofTransport = ['content-length', 'date', 'connection', 'keep-alive']
  return Object.fromEntries(
    Object.entries(headers as Record<string, string>).filter(([name]) => !ofTransport.includes(name))
  )
}

/** Puts the safe headers on every answer. The pages set a policy of their own, under which they can work. */
export const securityHeaders = fp<{ headers: Record<string, string> }>(
  async (app, { headers }) => {
    const all = Object.entries(headers)
    app.addHook('onRequest', (_request, { raw }, done) => {
      // Where Helmet itself sets them, so that the pages' own policy replaces this one.
      for (const [name, value] of all) raw.setHeader(name, value)
      done()
    })
  },
  { name: 'security-headers' }
)

/** Answers of the enclosing scope stay in no cache: each is what one token may see, refusals too. Before `auth`. */
export const noStore = fp(
  async (app) => {
    app.addHook('onRequest', (_request, reply, done) => {
      reply.header('cache-control', 'no-store')
      done()
    })
  },
  { name: 'no-store' }
)
