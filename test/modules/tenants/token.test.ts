import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import jwt from 'jsonwebtoken'
import t from 'tap'
import { readConfig } from '../../../src/config.ts'
import { openDatabase } from '../../../src/db/database.ts'
import { asOwner } from '../../../src/db/owner.ts'
import type { Sql } from '../../../src/db/sql.ts'
import { openGround, ownerUrlOf } from '../../../src/ground.ts'
import { openDevIssuer, registerDevIssuer } from '../../../src/modules/tenants/dev-issuer.ts'
import { devToken, devTokens } from '../../../src/modules/tenants/dev-tokens.ts'
import { Identity } from '../../../src/modules/tenants/identity.ts'
import { systemClock as clock } from '../../../src/ports/clock.ts'
import type { TestApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { command } from '../../support/command.ts'
import { issuerKey } from '../../support/issuer.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'halfhour-token-'))
const run = (...args: string[]) => command('token', args, { DATA_DIR: dataDir })

const early = await run('--campus', 'any', '--role', 'student')

// What a start does with the embedded server, in this process, so that the command meets a running one.
const ground = await openGround(readConfig({ DATA_DIR: dataDir }))
t.teardown(async () => {
  await ground.close()
  rmSync(dataDir, { recursive: true })
})
const owner = await openDatabase({ connectionString: ownerUrlOf(ground), max: 1 })
const database = await openDatabase({ connectionString: ground.appUrl, max: 2 })
t.teardown(() => Promise.all([owner.close(), database.close()]))
const seeding = {
  clock,
  issuerKey,
  asOwner: (tenantId: string, statements: Sql[]) => asOwner(owner, tenantId, (send) => send(...statements))
} as unknown as TestApp
const home = await campus(seeding)
const people = {
  student: await home.student(),
  mentor: await home.mentor(),
  counselor: await home.counselor(),
  admin: await home.admin(),
  integration: await home.machine()
}
const second = await home.student()
const issuer = openDevIssuer(dataDir, clock)
await registerDevIssuer(owner, issuer, clock)
const desk = { database, clock, issuer }
const identity = new Identity({ database, clock, actorTtlMs: 0, isDevelopmentIssuerOn: true })
const whoIs = (token: string) => identity.identify(token.trim(), 'test')

t.test('the command prints a token of the role asked for, and nothing else, while the server runs', async (t) => {
  const roles = ['counselor', 'integration'] as const
  const answers = await Promise.all(roles.map((role) => run('--campus', home.slug, '--role', role)))
  for (const [index, { code, stdout, stderr }] of answers.entries()) {
    const role = roles[index] as (typeof roles)[number]
    t.strictSame({ code, stderr }, { code: 0, stderr: '' }, role)
    t.match(stdout, /^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    t.match(await whoIs(stdout), { tenantId: home.tenantId, actor: { id: people[role].id } })
  }
})

t.test('a person and a time to live can be chosen', async (t) => {
  const { stdout } = await run('--campus', home.slug, '--person', second.id, '--ttl', '90s')
  t.equal((await whoIs(stdout)).actor.id, second.id)
  const { iat = 0, exp = 0 } = jwt.decode(stdout.trim()) as jwt.JwtPayload
  t.equal(exp - iat, 90)
})

t.test('what can not be done is one line on stderr', async (t) => {
  t.match(early, { code: 1, stdout: '', stderr: /^halfhour: there is no development key [^\n]*npm start first\.\n$/ })
  const student = ['--campus', home.slug, '--role', 'student']
  const badTtl = run(...student, '--ttl', 'soon')
  const nowhere = run('--campus', 'nowhere', '--role', 'student')
  t.match(await badTtl, { code: 1, stdout: '', stderr: /^halfhour: --ttl must be [^\n]*Usage: [^\n]*\n$/ })
  t.match(await nowhere, {
    code: 1,
    stdout: '',
    stderr: /^halfhour: there is no campus nowhere [^\n]*There are: [^\n]*\n$/
  })
  const given = await command('token', student, { DATABASE_URL: ground.appUrl })
  t.match(given, { code: 1, stdout: '', stderr: /embedded server only/ })
})

t.test('a person who is not there, or has another role, gets no token', async (t) => {
  const asked = { slug: home.slug, role: null, ttlSeconds: 60 }
  await t.rejects(devToken(desk, { ...asked, personId: 'nobody' }), { message: /no active person nobody/ })
  await t.rejects(devToken(desk, { ...asked, personId: second.id, role: 'MENTOR' }), {
    message: /with the role mentor/
  })
})

t.test('the development key is for one user, stays, and signs what the start-up prints', async (t) => {
  t.equal(statSync(join(dataDir, 'development-key.pem')).mode & 0o777, 0o600)
  t.same(openDevIssuer(dataDir, clock).publicKeys, issuer.publicKeys)
  const [printed] = await devTokens(desk)
  t.equal(printed?.slug, home.slug)
  for (const role of ['student', 'mentor', 'counselor', 'admin'] as const) {
    t.equal((await whoIs(printed?.tokens[role] ?? '')).actor.id, people[role].id, role)
  }
})
