import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import t, { type Test } from 'tap'
import { testDatabase } from '../support/database.ts'
import { asSuperuser, cloneTemplate, dropClone, testServer } from '../support/server.ts'
import { madeDataDir } from './data-dir.ts'
import { startHalfhour } from './halfhour.ts'

// Each test starts real processes and makes a cluster, which takes seconds on a busy machine.
t.setTimeout(180_000)

/** The start must end with 1, with this one line, and with nothing else said. */
async function refuses(t: Test, environment: Record<string, string>, line: RegExp): Promise<void> {
  const halfhour = startHalfhour(t, environment)
  halfhour.ready.then(
    () => halfhour.signal('SIGTERM'),
    () => {}
  )
  const { code, stdout, stderr } = await halfhour.ending
  t.same({ code, stdout }, { code: 1, stdout: '' })
  t.match(stderr, line)
  t.equal(stderr.split('\n').length, 2, 'it is one line')
}

t.test('a second start on the same data folder', async (t) => {
  const dataDir = await madeDataDir(t)
  const first = startHalfhour(t, { DATA_DIR: dataDir })
  const address = await first.ready
  await refuses(
    t,
    { DATA_DIR: dataDir },
    new RegExp(`in use by process ${first.pid}\\. Stop it, or .* another DATA_DIR`)
  )
  t.equal((await fetch(`${address}/health/ready`)).status, 200, 'and the first one goes on')
})

t.test('a taken port', async (t) => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  t.teardown(() => other.close())
  const { port } = other.address() as { port: number }
  await refuses(
    t,
    { DATA_DIR: await madeDataDir(t), PORT: `${port}` },
    new RegExp(`port ${port} of 127.0.0.1 is taken\\. Stop .* PORT`)
  )
})

t.test('a data folder that is none', async (t) => {
  const file = join(t.testdir({ file: '' }), 'file')
  await refuses(t, { DATA_DIR: file }, /can not be used as the data folder .* Give DATA_DIR a folder/)
})

t.test('a variable that is not understood', async (t) => {
  await refuses(t, { PORT: 'web' }, /^halfhour: PORT has a value that is not understood\. The port to listen on/)
})

t.test('a DATABASE_URL that is malformed, leads nowhere, or has a wrong password', async (t) => {
  const { appUrl } = await testDatabase(t)
  await refuses(t, { DATABASE_URL: 'localhost/halfhour' }, /DATABASE_URL is not a database URL\. Write it as postgres:/)
  await refuses(
    t,
    { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c' },
    /DATABASE_URL does not connect \(.*REFUSED.*\)\. Check the host/
  )
  const wrong = Object.assign(new URL(appUrl), { password: 'wrong' }).href
  await refuses(
    t,
    { DATABASE_URL: wrong },
    /DATABASE_URL does not connect \(password .*\)\. Check the role and its password/
  )
  const nameless = Object.assign(new URL(appUrl), { pathname: '/hh_nowhere' }).href
  await refuses(t, { DATABASE_URL: nameless }, /DATABASE_URL does not connect \(.*\)\. Check the name of the database/)
})

t.test('a database without tables, or with older ones', async (t) => {
  const server = await testServer()
  const name = await cloneTemplate(server)
  t.teardown(() => dropClone(server, name))
  const owner = new pg.Client({ connectionString: server.url('owner', name) })
  await owner.connect()
  const newest = await owner.query('select max(migration_name) as name from _prisma_migrations')
  await owner.query('delete from _prisma_migrations where migration_name = $1', [newest.rows[0].name])
  const DATABASE_URL = server.url('app', name)
  await refuses(t, { DATABASE_URL }, new RegExp(`lacks the migration ${newest.rows[0].name}\\. Run: npm run migrate`))
  await owner.query('drop table _prisma_migrations')
  await owner.end()
  await refuses(t, { DATABASE_URL }, /the database is empty\. Run: npm run migrate/)
})

t.test('a role that row security would not hold', async (t) => {
  const { appUrl, ownerUrl, superuserUrl } = await testDatabase(t)
  const server = await testServer()
  const passes = await roleOf(t, 'bypassrls')
  const makes = await roleOf(t, 'createrole')
  const joins = await roleOf(t, 'in role halfhour_owner')
  const remedy = 'so row security would not keep campuses apart\\. Connect as halfhour_app'
  const as = (role: string) => Object.assign(new URL(appUrl), { username: role, password: 'test' }).href
  await asSuperuser(server, (client) =>
    client.query(`grant connect on database ${new URL(appUrl).pathname.slice(1)} to ${passes}, ${makes}`)
  )
  await refuses(t, { DATABASE_URL: superuserUrl }, new RegExp(`is a superuser, ${remedy}`))
  await refuses(t, { DATABASE_URL: ownerUrl }, new RegExp(`owns tables or other objects of the database, ${remedy}`))
  await refuses(t, { DATABASE_URL: as(passes) }, new RegExp(`has BYPASSRLS, ${remedy}`))
  await refuses(t, { DATABASE_URL: as(makes) }, new RegExp(`has CREATEROLE, ${remedy}`))
  await refuses(t, { DATABASE_URL: as(joins) }, new RegExp(`is a member of halfhour_owner, ${remedy}`))
})

/** A login role with an attribute, dropped with the test. */
async function roleOf(t: Test, attribute: string): Promise<string> {
  const server = await testServer()
  const role = `hh_test_role_${process.pid}_${attribute.replace(/\W/g, '')}`
  const drop = `drop owned by ${role}; drop role ${role}`
  await asSuperuser(server, (client) => client.query(`create role ${role} login password 'test' ${attribute}`))
  t.teardown(() => asSuperuser(server, (client) => client.query(drop)))
  return role
}
