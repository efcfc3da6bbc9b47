import fastify from 'fastify'
import t from 'tap'
import { apiPages } from '../../src/plugins/api-pages.ts'
import { testApp } from '../support/app.ts'

/** What a page loads by itself: scripts and styles. */
const assetsOf = (html: string) =>
  [...html.matchAll(/<(?:script|link)[^>]*(?:src|href)="([^"]+)"/g)]
    .map(([, url]) => url as string)
    .filter((url) => !url.startsWith('data:'))

t.test('the pages for developers', async (t) => {
  const app = await testApp(t)

  for (const url of ['/graphiql', '/docs/']) {
    t.test(`${url} is open, and all that it loads comes from this server`, async (t) => {
      const page = await app.inject({ url })
      t.equal(page.statusCode, 200)
      const assets = assetsOf(page.payload)
      t.ok(assets.length > 0)
      for (const asset of assets) {
        const { origin, pathname } = new URL(asset, `http://here.test${url}`)
        t.equal(origin, 'http://here.test', asset)
        t.match(
          await app.inject({ url: pathname }),
          { statusCode: 200, headers: { 'content-type': /javascript|css/ } },
          pathname
        )
      }
    })

    t.test(`${url} lets no script run but its own, and nobody frame it`, async (t) => {
      const { headers } = await app.inject({ url })
      const policy = String(headers['content-security-policy'])
      const scripts = /script-src ([^;]*)/.exec(policy)?.[1]?.split(' ') ?? []
      t.ok(scripts.length > 0)
      t.same(
        scripts.filter((source) => source !== "'self'" && !source.startsWith("'sha256-")),
        []
      )
      t.match(policy, /default-src 'none'/)
      t.match(policy, /frame-ancestors 'none'/)
      t.match(headers, { 'x-content-type-options': 'nosniff' })
    })
  }

  t.test('the contract is served as it is written', async (t) => {
    const { payload, headers } = await app.inject({ url: '/openapi.yaml' })
    t.match(headers['content-type'], /yaml/)
    t.match(payload, /^openapi: 3\.1/m)
  })

  t.test('a page that is not asked for is not there', async (t) => {
    const bare = fastify()
    await bare.register(apiPages, { graphiql: false, docs: false })
    for (const url of ['/graphiql', '/graphiql/graphiql.min.js', '/docs', '/docs/', '/openapi.yaml']) {
      t.equal((await bare.inject({ url })).statusCode, 404, url)
    }
    await bare.close()
  })
})
