import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import t, { type Test } from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campus } from '../../support/campus.ts'
import { identityDoor } from '../../support/identity-door.ts'
import { jws } from '../../support/jws.ts'

const { app, clock, asOwner, knock } = await identityDoor(t)

interface Endpoint {
  fetches: number
  status: number
  body: () => string
}

const newKey = (kid: string) => ({ kid, key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey })
const setOf = (...keys: { kid: string; key: KeyObject }[]) =>
  JSON.stringify({
    keys: keys.map(({ kid, key }) => ({ ...createPublicKey(key).export({ format: 'jwk' }), kid, use: 'sig' }))
  })

/** A campus whose issuer publishes a key set of the test's making, and a knock with a token of one of its keys. */
async function published(t: Test, first: { kid: string; key: KeyObject }) {
  const endpoint: Endpoint = { fetches: 0, status: 200, body: () => setOf(first) }
  const server = createServer(({ url }, response) => {
    // Where a redirect would lead, everything is as it should be.
    if (url === '/elsewhere') return response.end(setOf(first))
    endpoint.fetches += 1
    return response.writeHead(endpoint.status, { location: '/elsewhere' }).end(endpoint.body())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => new Promise((resolve) => server.close(resolve).closeAllConnections()))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`
  const home = await campus(app)
  const student = await home.student()
  await asOwner(home.tenantId, [
    sql`update issuers set public_keys = null, jwks_url = ${url} where issuer = ${home.issuer} and institution_id = ${tenant}`
  ])
  let tokens = 0
  const knockWith = ({ kid, key }: { kid: string; key: KeyObject }) => {
    const iat = Math.floor(Date.parse(clock.now()) / 1000)
    // Each token is another one, so that none is remembered.
    const claims = { iss: home.issuer, aud: 'halfhour', sub: student.id, iat, exp: iat + 86_400, jti: `${tokens++}` }
    return knock(`Bearer ${jws({ alg: 'ES256', kid }, claims, key)}`)
  }
  return { endpoint, knockWith }
}

t.test('a key set is fetched once, however many tokens come at once', async (t) => {
  const key = newKey('a')
  const { endpoint, knockWith } = await published(t, key)
  const answers = await Promise.all(Array.from({ length: 20 }, () => knockWith(key)))
  t.ok(answers.every(({ status }) => status === 200))
  t.equal(endpoint.fetches, 1)
})

t.test(
  'a flood of made-up kids costs the issuer two fetches a minute, and hides neither old nor new keys',
  async (t) => {
    const [key, next] = [newKey('a'), newKey('b')]
    const { endpoint, knockWith } = await published(t, key)
    for (let second = 0; second < 300; second++) {
      t.equal((await knockWith({ ...key, kid: `made-up-${second}` })).status, 401)
      if (second % 20 === 0) t.equal((await knockWith(key)).status, 200)
      clock.travel(1 / 60)
    }
    t.ok(endpoint.fetches <= 16, `${endpoint.fetches} fetches in five minutes`)
    endpoint.body = () => setOf(key, next)
    clock.travel(0.5)
    t.equal((await knockWith(next)).status, 200)
  }
)

t.test('a key that the issuer withdrew is believed for five minutes at most', async (t) => {
  const [key, next] = [newKey('a'), newKey('b')]
  const { endpoint, knockWith } = await published(t, key)
  t.equal((await knockWith(key)).status, 200)
  endpoint.body = () => setOf(next)
  clock.travel(5.1)
  t.match(await knockWith(key), { status: 401, message: /not in the key set/ })
})

t.test('while an issuer is down its known keys serve for an hour, and then the answer is to come again', async (t) => {
  const key = newKey('a')
  const { endpoint, knockWith } = await published(t, key)
  t.equal((await knockWith(key)).status, 200)
  endpoint.status = 500
  clock.travel(50)
  t.equal((await knockWith(key)).status, 200)
  t.match(await knockWith(newKey('b')), { status: 503, code: 'SERVICE_UNAVAILABLE' })
  clock.travel(11)
  t.match(await knockWith(key), { status: 503, code: 'SERVICE_UNAVAILABLE' })
  endpoint.status = 200
  clock.travel(1)
  t.equal((await knockWith(key)).status, 200)
})

t.test('a key set that is too large, no JSON, empty, or somewhere else is none', async (t) => {
  const key = newKey('a')
  const cases: [string, number, string][] = [
    ['more than 64 KiB', 200, setOf(key) + ' '.repeat(65_536)],
    ['no JSON', 200, '<html>'],
    ['no keys', 200, '{"keys":[]}'],
    ['a list', 200, '[]'],
    ['a redirect', 302, '']
  ]
  for (const [name, status, body] of cases) {
    const { endpoint, knockWith } = await published(t, key)
    Object.assign(endpoint, { status, body: () => body })
    t.match(await knockWith(key), { status: 503, code: 'SERVICE_UNAVAILABLE' }, name)
  }
})

t.test('a private key in a key set is not used, nor is an RSA key of 1024 bits', async (t) => {
  const key = newKey('a')
  const { endpoint, knockWith } = await published(t, key)
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const secret = { kty: 'oct', k: 'c2VjcmV0', kid: 's', alg: 'HS256' }
  endpoint.body = () =>
    JSON.stringify({ keys: [{ ...key.key.export({ format: 'jwk' }), kid: 'a' }, { ...weak, kid: 'weak' }, secret] })
  t.not((await knockWith(key)).status, 200)
})
