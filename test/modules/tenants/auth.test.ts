import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campus } from '../../support/campus.ts'
import { identityDoor } from '../../support/identity-door.ts'
import { jws, registered, tampered, unsigned } from '../../support/jws.ts'

const { app, clock, asOwner, knock } = await identityDoor(t)
const home = await campus(app)
const other = await campus(app)
const student = await home.student()
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
const elsewhere = generateKeyPairSync('ec', { namedCurve: 'P-256' })

const issuer = 'https://idp.auth-test.example'
const addIssuer = (tenantId: string, iss: string, keys: object[]) =>
  asOwner(tenantId, [
    sql`insert into issuers (issuer, institution_id, institution_slug, audience, algorithms, public_keys, created_at)
      values (${iss}, ${tenant}, 'auth-test', 'halfhour', '{ES256,RS256}', ${JSON.stringify(keys)}::jsonb, ${clock.now()})`
  ])
const rsaKey = registered('rsa', rsa.publicKey, 'RS256')
const homeKeys = [registered('ec', ec.publicKey, 'ES256'), rsaKey, registered('weak', weak.publicKey)]
await addIssuer(home.tenantId, issuer, homeKeys)
await addIssuer(other.tenantId, `${issuer}/other`, [registered('other', elsewhere.publicKey)])

const seconds = Math.floor(Date.parse(clock.now()) / 1000)
const claims = { iss: issuer, aud: 'halfhour', sub: student.id, iat: seconds, exp: seconds + 600 }
const header = { alg: 'ES256', typ: 'JWT', kid: 'ec' }
const rsaHeader = { ...header, alg: 'RS256', kid: 'rsa' }
const token = (changed: object) => `Bearer ${jws(header, { ...claims, ...changed }, ec.privateKey)}`
const headed = (changed: object, key = ec.privateKey) => `Bearer ${jws({ ...header, ...changed }, claims, key)}`

const notOurs = /carries no valid bearer token/
const notAJwt = /not a JWT/
const issuerCheck = /\(iss\) is not registered/
const audienceCheck = /another audience/
const algorithmCheck = /\(alg\)/
const keyCheck = /not in the key set/
const signatureCheck = /signature/
const subjectCheck = /subject .* is not text/

const publicKeyAsSecret = jws({ ...rsaHeader, alg: 'HS256' }, claims, createSecretKey(Buffer.from(rsaKey.pem)))
const refusals: [string, string | undefined, RegExp][] = [
  ['no header at all', undefined, notOurs],
  ['another scheme', 'Basic YTpi', notOurs],
  ['two tokens', `${token({})}, ${token({})}`, notOurs],
  ['one part', 'Bearer abc', notAJwt],
  ['three parts of nonsense', 'Bearer a.b.c', notAJwt],
  ['claims that are a list', `Bearer ${jws(header, [claims], ec.privateKey)}`, notAJwt],
  ['an issuer that nobody registered', token({ iss: `${issuer}/nobody` }), issuerCheck],
  ['an issuer that is an object', token({ iss: { toString: issuer } }), issuerCheck],
  ['no issuer', token({ iss: undefined }), issuerCheck],
  ['another audience', token({ aud: 'portal' }), audienceCheck],
  ['no audience', token({ aud: undefined }), audienceCheck],
  ['expired', token({ exp: seconds - 31 }), /has expired/],
  ['no expiry', token({ exp: undefined }), /no expiry/],
  ['an expiry that is text', token({ exp: '2030-01-01' }), /not a number/],
  ['not valid yet', token({ nbf: seconds + 31 }), /not valid yet/],
  ['alg none, unsigned', `Bearer ${unsigned({ alg: 'none', typ: 'JWT' }, claims)}`, algorithmCheck],
  ['no signature', `Bearer ${unsigned(header, claims)}`, signatureCheck],
  ['HS256 with the public key as secret', `Bearer ${publicKeyAsSecret}`, algorithmCheck],
  ['an algorithm outside the list', headed({ alg: 'ES512' }), algorithmCheck],
  ['a key of another algorithm', headed({ kid: 'rsa' }), keyCheck],
  ['a key that is too weak', headed({ alg: 'RS256', kid: 'weak' }, weak.privateKey), keyCheck],
  ['a kid that the issuer does not have', headed({ kid: 'new' }), keyCheck],
  ['a kid that is a number', headed({ kid: 7 }), /\(kid\) is not text/],
  ['no kid, with several keys', headed({ kid: undefined }), /\(kid\)/],
  ["another campus's key under its own kid", headed({ kid: 'other' }, elsewhere.privateKey), keyCheck],
  ["another campus's key under this campus's kid", headed({}, elsewhere.privateKey), signatureCheck],
  ['an extension marked critical', headed({ crit: ['b64'], b64: true }), /crit/],
  [
    'changed claims',
    `Bearer ${tampered(jws(header, claims, ec.privateKey), { ...claims, sub: newId() })}`,
    signatureCheck
  ],
  ['no subject', token({ sub: undefined }), subjectCheck],
  ['a subject that is an object', token({ sub: { id: student.id } }), subjectCheck],
  ['a subject with a NUL', token({ sub: 'a\0b' }), subjectCheck],
  ['a subject of 256 characters', token({ sub: 'a'.repeat(256) }), subjectCheck],
  ['a subject that nobody has', token({ sub: newId() }), /nobody who is active/]
]

t.test('a valid token makes its campus and its person, with the roles of the database and of no claim', async (t) => {
  const seen = { status: 200, tenantId: home.tenantId, kind: 'PERSON', id: student.id, roles: ['STUDENT'] }
  t.strictSame(await knock(token({ roles: ['ADMIN'], tenant: other.tenantId })), seen, 'ES256')
  t.strictSame(await knock(`bearer ${jws(rsaHeader, claims, rsa.privateKey)}`), seen, 'RS256')
  t.strictSame(await knock(token({ exp: seconds - 29, nbf: seconds + 29 })), seen, 'clocks may differ by 30 seconds')
  t.strictSame(await knock(token({ aud: ['portal', 'halfhour'] })), seen, 'one audience of several')
})

t.test('each kind of bad token is refused, and the answer names the check that failed', async (t) => {
  for (const [name, authorization, check] of refusals) {
    const { status, code, message } = await knock(authorization)
    t.strictSame({ status, code }, { status: 401, code: 'UNAUTHENTICATED' }, name)
    t.match(message, check, name)
  }
})

t.test('a token speaks for the campus of its issuer only, whoever it names', async (t) => {
  const stranger = await other.student()
  t.match(await knock(token({ sub: stranger.id })), { status: 401, message: /nobody who is active/ })
})
