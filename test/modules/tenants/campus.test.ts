import { generateKeyPairSync } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openDatabase } from '../../../src/db/database.ts'
import type { CampusRegistration } from '../../../src/modules/tenants/campus-registration.ts'
import { listCampuses } from '../../../src/modules/tenants/list-campuses.ts'
import { registerCampus } from '../../../src/modules/tenants/register-campus.ts'
import { command } from '../../support/command.ts'
import { identityDoor } from '../../support/identity-door.ts'
import { jws, registered } from '../../support/jws.ts'

const { clock, knock, owner, ownerUrl, appUrl } = await identityDoor(t)
const folder = t.testdir({})
const run = (...args: string[]) => command('campus', args, { MIGRATE_DATABASE_URL: ownerUrl })

const asked = {
  slug: 'hillside',
  name: 'Hillside College',
  issuer: 'https://login.hillside.example',
  jwks: 'https://login.hillside.example/keys',
  'time-zone': 'America/Denver',
  'integration-subject': 'portal'
}
const flags = (options: Record<string, string | undefined>) =>
  Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]))
const create = (changed: Record<string, string | undefined> = {}) => run('create', ...flags({ ...asked, ...changed }))
const keyFile = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const valid: CampusRegistration = {
  ...{ slug: 'new', name: 'New', timeZone: 'America/Denver', locale: 'en-US', issuer: 'https://new.example' },
  ...{ audience: 'halfhour', algorithms: ['RS256', 'ES256'], jwksUrl: 'https://new.example/keys', publicKeys: null },
  ...{ integrationSubjects: ['portal'], adminSubjects: [] }
}
const seconds = Math.floor(Date.parse(clock.now()) / 1000)

t.test('a campus is registered once, and its slug and its issuer are taken from then on', async (t) => {
  t.match(await create(), { code: 0, stdout: /^Registered hillside \([0-9a-f-]{36}\)/, stderr: '' })
  const again = await create()
  t.match(again, { code: 1, stdout: '' })
  t.strictSame(again.stderr.split('\n'), [
    'halfhour: There is a campus with the slug hillside already.',
    'halfhour: The issuer https://login.hillside.example signs for the campus hillside already.',
    ''
  ])
  const { stdout } = await run('list')
  t.match(
    stdout,
    /^hillside\tHillside College\thttps:\/\/login\.hillside\.example\thalfhour\tRS256,ES256\thttps:.*keys\n/m
  )
})

t.test('of two registrations of one slug at the same time one is made', async (t) => {
  const other = await openDatabase({ connectionString: ownerUrl, max: 1 })
  t.teardown(() => other.close())
  const both = [owner, other].map((by, n) =>
    registerCampus(by, clock, { ...valid, slug: 'twice', issuer: `urn:x:${n}` })
  )
  t.strictSame((await Promise.allSettled(both)).map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'])
})

t.test('a campus may have a public key instead of a key set', async (t) => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const issuer = 'urn:example:riverside'
  const file = keyFile('riverside.pem', registered(null, publicKey).pem)
  const made = await create({ slug: 'riverside', issuer, jwks: undefined, 'public-key': file, 'admin-subject': 'dean' })
  t.match(made, { code: 0, stderr: '' })
  const claims = { iss: issuer, aud: 'halfhour', exp: seconds + 60 }
  const tokenOf = (sub: string) => `Bearer ${jws({ alg: 'RS256' }, { ...claims, sub }, privateKey)}`
  t.match(await knock(tokenOf('portal')), { status: 200, kind: 'SERVICE', roles: ['INTEGRATION'] })
  t.match(await knock(tokenOf('dean')), { status: 200, kind: 'PERSON', roles: ['ADMIN'] })
})

t.test('each mistake has a sentence of its own, and nothing is registered', async (t) => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = { kid: null, alg: null, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  const otherCurve = registered(null, generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey)
  const weak = registered(null, generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)
  const mistakes: [Partial<CampusRegistration>, RegExp][] = [
    [{ slug: 'Hill Side' }, /slug must be/],
    [{ name: ' ' }, /name must be/],
    [{ timeZone: 'Denver' }, /time zone must be an IANA name/],
    [{ timeZone: '+05:00' }, /time zone must be an IANA name/],
    [{ locale: 'english!' }, /locale must be/],
    [{ issuer: 'http://idp.example' }, /issuer must be/],
    [{ audience: '' }, /audience must be/],
    [{ jwksUrl: 'http://idp.example/keys' }, /must be https/],
    [{ jwksUrl: 'https://me:secret@idp.example/keys' }, /must be https/],
    [{ jwksUrl: null }, /key set \(JWKS\) or public keys/],
    [{ publicKeys: [otherCurve] }, /key set \(JWKS\) or public keys/],
    [{ jwksUrl: null, publicKeys: [] }, /at least one public key/],
    [{ jwksUrl: null, publicKeys: [otherCurve] }, /none of the algorithms/],
    [{ jwksUrl: null, publicKeys: [weak] }, /less than 2048 bits/],
    [{ jwksUrl: null, publicKeys: [secret] }, /private one/],
    [{ jwksUrl: null, publicKeys: [{ ...secret, pem: 'hello' }] }, /not one in PEM/],
    [{ algorithms: ['HS256'] }, /algorithms must be some of/],
    [{ algorithms: [] }, /algorithms must be some of/],
    [{ integrationSubjects: [] }, /nobody could bring the campus its people/],
    [{ adminSubjects: ['portal'] }, /must differ/],
    [{ adminSubjects: [' '] }, /1 to 255 characters/]
  ]
  for (const [changed, sentence] of mistakes) {
    await t.rejects(registerCampus(owner, clock, { ...valid, ...changed }), { message: sentence }, String(sentence))
  }
  t.notOk((await listCampuses(owner, clock)).some(({ institutionSlug }) => institutionSlug === 'new'))
})

t.test('what was typed wrong is one line on stderr', async (t) => {
  const [missing, noFile] = await Promise.all([
    create({ slug: undefined, name: undefined }),
    create({ 'public-key': '/nowhere', jwks: undefined })
  ])
  t.match(missing, { code: 1, stdout: '', stderr: /^halfhour: --slug, --name missing. Usage: [^\n]*\n$/ })
  t.match(noFile, { code: 1, stdout: '', stderr: /^halfhour: --public-key \/nowhere can not be read[^\n]*\n$/ })
})

t.test('the application role may not register, and a wrong URL is one line', async (t) => {
  const asApp = await command('campus', ['create', ...flags({ ...asked, slug: 'no', issuer: 'urn:x:no' })], {
    MIGRATE_DATABASE_URL: appUrl
  })
  t.match(asApp, { code: 1, stdout: '', stderr: /^halfhour: [^\n]*owner[^\n]*\n$/ })
  const wrong = { MIGRATE_DATABASE_URL: 'postgres://nobody:x@127.0.0.1:1/none' }
  t.match(await command('campus', ['list'], wrong), {
    code: 1,
    stdout: '',
    stderr: /^halfhour: MIGRATE_DATABASE_URL [^\n]*\n$/
  })
})
