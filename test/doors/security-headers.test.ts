import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('what answers say to browsers', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const authorization = `Bearer ${(await home.student()).token}`
  const safe = {
    'content-security-policy': "default-src 'none';frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin'
  }
  const answers: [string, number, Record<string, string>][] = [
    ['/v1/viewer', 200, { authorization }],
    ['/v1/mentors', 200, { authorization, accept: 'text/csv' }],
    ['/v1/meetings/nonsense', 404, { authorization }],
    ['/v1/mentors?first=many', 422, { authorization }],
    ['/v1/viewer', 401, {}],
    ['/graphql?query={viewer{id}}', 200, { authorization }],
    ['/graphql?query={', 400, { authorization }],
    ['/graphql?query={viewer{id}}', 401, {}]
  ]

  for (const [url, statusCode, headers] of answers) {
    t.test(`${url} with ${statusCode}: nothing in it runs, is guessed at, or is answered from a cache`, async (t) => {
      // A client may keep what it has read, to ask whether it still holds; a refusal it may not.
      const cacheControl = statusCode === 200 ? 'private, no-cache' : 'no-store'
      t.match(await app.inject({ url, headers }), { statusCode, headers: { ...safe, 'cache-control': cacheControl } })
    })
  }

  for (const [url, statusCode] of [
    ['/nowhere', 404],
    ['/health/live', 200],
    ['/problems/NOT_FOUND', 200],
    ['/openapi.yaml', 200]
  ] as const) {
    t.test(`${url} needs no token and is as careful`, async (t) => {
      const { 'content-security-policy': policy, ...rest } = safe
      const answer = await app.inject({ url })
      t.match(answer, { statusCode, headers: rest })
      t.ok(String(answer.headers['content-security-policy']).startsWith(policy.split(';')[0] as string))
    })
  }

  t.test('a page works under its own policy', async (t) => {
    const { headers } = await app.inject({ url: '/graphiql' })
    t.match(headers['content-security-policy'], /script-src 'self'/)
    t.notMatch(headers, { 'cache-control': 'no-store' })
  })
})

t.test('a path that can not be decoded is answered as carefully as all others', async (t) => {
  const app = await testApp(t)
  const answer = await app.inject({ url: '/v1/people/%ff' })
  t.match(answer, { headers: { 'x-content-type-options': 'nosniff', 'content-security-policy': /default-src 'none'/ } })
  t.not(answer.statusCode, 200)
})
