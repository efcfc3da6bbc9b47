import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import helmet from '@fastify/helmet'
import files from '@fastify/static'
import reference from '@scalar/fastify-api-reference'
import type { FastifyInstance } from 'fastify'
import { contractText } from '../rest/contract.ts'
import { graphiqlHtml, graphiqlScript } from './graphiql-page.ts'

interface ApiPagesOptions {
  graphiql: boolean
  docs: boolean
}

/** The pages for developers, each only where it is asked for: GraphiQL, and the reference of the REST contract. */
export async function apiPages(app: FastifyInstance, { graphiql, docs }: ApiPagesOptions): Promise<void> {
  // Both pages put styles into their elements, which only 'unsafe-inline' allows. Scripts come from here or not at all.
  const directives = {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"]
  }
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false
  })
  // Browsers ask for it on their own.
  if (graphiql || docs) app.get('/favicon.ico', (_request, reply) => reply.code(204).send())
  if (graphiql) await app.register(graphiqlPage)
  if (docs) await app.register(docsPage)
}

const require = createRequire(import.meta.url)
const folderOf = (module: string) => dirname(require.resolve(`${module}/package.json`))

const assets = {
  'graphiql.min.js': 'graphiql',
  'graphiql.min.css': 'graphiql',
  'umd/react.production.min.js': 'react',
  'umd/react-dom.production.min.js': 'react-dom'
}

async function graphiqlPage(app: FastifyInstance): Promise<void> {
  await app.register(files, { root: folderOf('graphiql'), serve: false })
  app.get('/graphiql', (_request, reply) => reply.type('text/html; charset=utf-8').send(graphiqlHtml))
  app.get('/graphiql/start.js', (_request, reply) => reply.type('text/javascript; charset=utf-8').send(graphiqlScript))
  for (const [file, module] of Object.entries(assets)) {
    const root = folderOf(module)
    app.get(`/graphiql/${file.replace('umd/', '')}`, (_request, reply) => reply.sendFile(file, root, { maxAge: '1d' }))
  }
}

async function docsPage(app: FastifyInstance): Promise<void> {
  app.get('/openapi.yaml', (_request, reply) => reply.type('application/yaml; charset=utf-8').send(contractText))
  app.addHook('onSend', async (_request, reply, payload) => {
    if (typeof payload !== 'string' || !String(reply.getHeader('content-type')).startsWith('text/html')) return
    const policy = String(reply.getHeader('content-security-policy'))
    reply.header(
      'content-security-policy',
      policy.replace("script-src 'self'", `script-src 'self' ${hashesOf(payload)}`)
    )
  })
  await app.register(reference, {
    routePrefix: '/docs',
    configuration: {
      url: '/openapi.yaml',
      pageTitle: 'Halfhour API',
      operationTitleSource: 'path',
      // What would ask other hosts: fonts, a proxy for requests, and the maker's own services.
      withDefaultFonts: false,
      telemetry: false,
      showDeveloperTools: 'never',
      hideClientButton: true,
      agent: { disabled: true },
      mcp: { disabled: true }
    }
  })
}

/** The page's own inline scripts, by their hashes, so that no other can run. */
function hashesOf(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  return scripts
    .map(
      ([, text]) =>
        `'sha256-${createHash('sha256')
          .update(text as string)
          .digest('base64')}'`
    )
    .join(' ')
}
