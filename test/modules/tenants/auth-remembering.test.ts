import { generateKeyPairSync } from 'node:crypto'
import t from 'tap'
import { openDatabase } from '../../../src/db/database.ts'
import type { RenderedSql } from '../../../src/db/sql.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campus } from '../../support/campus.ts'
import { identityDoor } from '../../support/identity-door.ts'
import { signFor } from '../../support/issuer.ts'
import { jws, registered } from '../../support/jws.ts'

const defaults = { actorTtlMs: undefined }
const { app, appUrl, asOwner, clock, knock } = await identityDoor(t, defaults)
const bearer = (who: { token: string }) => `Bearer ${who.token}`
const deactivate = (tenantId: string, id: string) =>
  asOwner(tenantId, [sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${id}`])

t.test('somebody who is deactivated is refused within five seconds', async (t) => {
  const home = await campus(app)
  clock.travel(1)
  const student = await home.student()
  t.match(await knock(bearer(student)), { status: 200 })
  await deactivate(home.tenantId, student.id)
  clock.travel(5 / 60)
  t.match(await knock(bearer(student)), { status: 401, message: /nobody who is active/ })
})

t.test('a role that is taken away is gone within five seconds', async (t) => {
  const home = await campus(app)
  clock.travel(1)
  const admin = await home.admin()
  t.strictSame((await knock(bearer(admin))).roles, ['ADMIN'])
  await asOwner(home.tenantId, [sql`delete from staff_roles where tenant_id = ${tenant} and person_id = ${admin.id}`])
  clock.travel(5 / 60)
  t.strictSame((await knock(bearer(admin))).roles, [])
})

t.test('a token that was good is refused once it has expired', async (t) => {
  const home = await campus(app)
  clock.travel(1)
  const student = await home.student()
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await asOwner(home.tenantId, [
    sql`update issuers set public_keys = ${JSON.stringify([registered('k', key.publicKey)])}::jsonb where issuer = ${home.issuer}`
  ])
  const exp = Math.floor(Date.parse(clock.now()) / 1000) + 20
  const token = jws(
    { alg: 'ES256', kid: 'k' },
    { iss: home.issuer, aud: 'halfhour', sub: student.id, exp },
    key.privateKey
  )
  t.match(await knock(`Bearer ${token}`), { status: 200 })
  clock.travel(51 / 60)
  t.match(await knock(`Bearer ${token}`), { status: 401, message: /expired/ })
})

t.test('a key or an issuer that an operator took away counts no more after a minute and a quarter', async (t) => {
  const home = await campus(app)
  clock.travel(1)
  const student = await home.student()
  t.match(await knock(bearer(student)), { status: 200 })
  await asOwner(home.tenantId, [sql`delete from issuers where issuer = ${home.issuer}`])
  clock.travel(1.25)
  t.match(await knock(bearer(student)), { status: 401, message: /not registered/ })
})

t.test('a subject that is both a person and a machine is refused, so that neither passes for the other', async (t) => {
  const home = await campus(app)
  clock.travel(1)
  const student = await home.student()
  await asOwner(home.tenantId, [
    sql`insert into service_accounts (tenant_id, id, subject, name, version, created_at, updated_at)
      values (${tenant}, ${student.id}, ${student.id}, 'Portal', 1, ${clock.now()}, ${clock.now()})`
  ])
  t.match(await knock(bearer(student)), { status: 401 })
})

t.test('a development issuer counts for nothing where it was not asked for', async (t) => {
  const home = await campus(app)
  const student = await home.student()
  const issuer = `urn:halfhour:development:${home.slug}`
  await asOwner(home.tenantId, [sql`update issuers set issuer = ${issuer} where issuer = ${home.issuer}`])
  const token = `Bearer ${signFor(issuer, student.id, clock)}`
  clock.travel(1)
  t.match(await knock(token), { status: 401, message: /not registered/ })
})

t.test('a hot token and any number of made-up issuers cost no statement', async (t) => {
  const sent: (readonly RenderedSql[])[] = []
  const observed = await openDatabase({ connectionString: appUrl, observe: (trip) => sent.push(trip) })
  t.teardown(() => observed.close())
  const own = await identityDoor(t, { ...defaults, clock, database: observed })
  const home = await campus(app)
  const student = await home.student()
  await Promise.all([knock, own.knock].map((door) => door(bearer(student))))
  t.equal(sent.length, 2, 'the registry and the person, once')
  for (let i = 0; i < 20; i++) {
    t.match(await own.knock(bearer(student)), { status: 200 })
    t.match(await own.knock(`Bearer ${signFor(`https://idp-${i}.example`, 'x', clock)}`), { status: 401 })
  }
  t.equal(sent.length, 2)
})
