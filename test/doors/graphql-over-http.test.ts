import type { AddressInfo } from 'node:net'
import { serverAudits } from 'graphql-http'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('GraphQL over HTTP', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const { token } = await home.student()
  await app.fastify.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.fastify.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/graphql`
  const withToken = (input: string | URL | Request, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(input, { ...init, headers })
  }

  t.test('every audit of the graphql-http package passes, the optional ones too', async (t) => {
    const audits = serverAudits({ url, fetchFn: withToken })
    t.ok(audits.length > 60)
    for (const audit of audits) {
      const result = await audit.fn()
      await ('response' in result ? result.response.body?.cancel() : undefined)
      t.equal(result.status, 'ok', `${audit.id} ${audit.name}: ${'reason' in result ? result.reason : ''}`)
    }
  })

  t.test(
    'what a browser sends across sites without asking is refused: only the header with the token opens the door',
    async (t) => {
      const query = 'mutation { updateInstitutionPolicy(input: { replyWindowDays: 9 }) { problems { code } } }'
      const tried: [string, RequestInit][] = [
        [`${url}?query={viewer{id}}`, {}],
        [url, { method: 'POST', body: new URLSearchParams({ query }) }],
        [url, { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ query }) }],
        [url, { method: 'POST', headers: { cookie: `authorization=${token}` }, body: JSON.stringify({ query }) }],
        [`${url}?access_token=${token}`, { method: 'POST', body: JSON.stringify({ query }) }]
      ]
      for (const [at, init] of tried) t.equal((await fetch(at, init)).status, 401)
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
        const answer = await withToken(url, {
          method: 'POST',
          headers: { 'content-type': type },
          body: JSON.stringify({ query })
        })
        t.equal(answer.status, 415, type)
      }
    }
  )

  t.test('an answer nobody can read is not made', async (t) => {
    const ask = { method: 'POST', body: JSON.stringify({ query: '{ viewer { id } }' }) }
    const as = (accept: string) => withToken(url, { ...ask, headers: { 'content-type': 'application/json', accept } })
    t.equal((await as('text/html')).status, 406)
    t.match((await as('application/graphql-response+json')).headers.get('content-type'), /graphql-response/)
    t.match(
      (await as('application/json, application/graphql-response+json;q=0.5')).headers.get('content-type'),
      /^application.json/
    )
  })
})
