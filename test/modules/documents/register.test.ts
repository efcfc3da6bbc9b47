import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'

const whoami = 'query Whoami { viewer { id } }'
const fields = 'trustedDocuments { id documentId name text }'

t.test('the register of trusted documents', async (t) => {
  const app = await testApp(t)

  t.test('is kept by admins and integrations, at both doors, and read by nobody else', async (t) => {
    const home = await campus(app)
    const input = { documents: [{ text: whoami }] }
    for (const who of [await home.admin(), await home.machine()]) {
      const { trustedDocuments } = await mutate(app, who, 'registerTrustedDocuments', input, fields)
      t.match(trustedDocuments, [{ documentId: /^sha256:[0-9a-f]{64}$/, name: 'Whoami', text: whoami }])
      t.match(await rest(app, who, 'GET', '/v1/trusted-documents'), {
        status: 200,
        body: { items: [{ text: whoami }] }
      })
    }
    const [{ id }] = (await rest(app, await home.admin(), 'GET', '/v1/trusted-documents')).body.items
    for (const who of [await home.student(), await home.mentor(), await home.counselor()]) {
      const payload = await mutate(app, who, 'registerTrustedDocuments', input, fields)
      t.match(payload, { trustedDocuments: null, problems: [{ code: 'FORBIDDEN' }] })
      t.match(await rest(app, who, 'POST', '/v1/trusted-documents', input), { status: 403 })
      t.match(await rest(app, who, 'GET', '/v1/trusted-documents'), { status: 403 })
      t.match(await rest(app, who, 'GET', `/v1/trusted-documents/${id}`), { status: 403 })
      t.match(await rest(app, who, 'DELETE', `/v1/trusted-documents/${id}`), { status: 403 })
      t.match(await rest(app, who, 'GET', `/v1/nodes/${id}`), { status: 404 })
    }
  })

  t.test('has a text once, however often it is registered, with one audit row and one event', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const twice = { documents: [{ text: whoami }, { text: '{ viewer { id } }' }, { text: whoami }] }
    const first = await mutate(app, admin, 'registerTrustedDocuments', twice, fields)
    const again = await rest(app, admin, 'POST', '/v1/trusted-documents', twice)
    t.same(
      again.body.items.map(({ id }: { id: string }) => id),
      first.trustedDocuments.map(({ id }: { id: string }) => id)
    )
    t.same(first.trustedDocuments[0], first.trustedDocuments[2])
    t.equal(first.trustedDocuments[1].name, null)
    const recorded = await home.run(
      sql`select (select count(*)::int from audit_events a where a.tenant_id = ${tenant} and a.action = 'trusted_document.registered') as audited,
        (select count(*)::int from domain_events e where e.tenant_id = ${tenant} and e.type = 'trusted_document.registered') as told`
    )
    t.same(recorded, [{ audited: 2, told: 2 }])
  })

  t.test('takes all of a call or none, and says what is wrong with which document', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const page = '{ people(first: 100) { nodes { degrees { level } affiliations { kind } positions { title } } } }'
    const bad = [
      ['{ viewer {', /Syntax Error/],
      ['{ viewer { id } } # \0', /can not be kept/],
      ['{ viewer { shoeSize } }', /Cannot query field/],
      ['query A { viewer { id } } query B { viewer { id } }', /one operation/],
      ['fragment V on Viewer { id }', /one operation/],
      [`{ ${'a: viewer { id } '.repeat(51)} }`, /51 aliases/],
      [`{ viewer { id } } ${'#'.repeat(15_000)}`, /15000 bytes/]
    ] as const
    const documents = [{ text: page }, ...bad.map(([text]) => ({ text }))]
    const { trustedDocuments, problems } = await mutate(app, admin, 'registerTrustedDocuments', { documents }, fields)
    t.equal(trustedDocuments, null)
    for (const [index, [, words]] of bad.entries()) {
      const path = ['documents', String(index + 1), 'text']
      t.ok(
        problems.some(
          (one: { path: string[]; message: string }) => `${one.path}` === `${path}` && words.test(one.message)
        ),
        String(words)
      )
    }
    t.notOk(problems.some(({ path }: { path: string[] }) => path[1] === '0'))
    t.match((await rest(app, admin, 'POST', '/v1/trusted-documents', { documents })).status, 422)
    t.match(await rest(app, admin, 'POST', '/v1/trusted-documents', { documents: [] }), { status: 422 })
    const many = { documents: Array.from({ length: 101 }, () => ({ text: whoami })) }
    t.match(await rest(app, admin, 'POST', '/v1/trusted-documents', many), { body: { code: 'BATCH_TOO_LARGE' } })
    t.match((await rest(app, admin, 'GET', '/v1/trusted-documents')).body, { items: [] })
  })

  t.test('is paged in the order of registration, and gives up what is removed', async (t) => {
    const home = await campus(app)
    const admin = await home.admin()
    const texts = ['a', 'b', 'c'].map((name) => `query ${name} { viewer { id } }`)
    for (const text of texts) {
      await mutate(app, admin, 'registerTrustedDocuments', { documents: [{ text }] }, fields)
      app.clock.travel(1)
    }
    const query = '{ trustedDocuments(first: 2) { nodes { id name } totalCount pageInfo { endCursor hasNextPage } } }'
    const { data } = await graphql(app, admin, query)
    t.match(data.trustedDocuments, {
      nodes: [{ name: 'a' }, { name: 'b' }],
      totalCount: 3,
      pageInfo: { hasNextPage: true }
    })
    const next = `/v1/trusted-documents?first=2&after=${data.trustedDocuments.pageInfo.endCursor}`
    t.match((await rest(app, admin, 'GET', next)).body, { items: [{ name: 'c' }] })
    const { id } = data.trustedDocuments.nodes[1]
    const node = await graphql(app, admin, `{ node(id: "${id}") { ... on TrustedDocument { name } } }`)
    t.match(node.data, { node: { name: 'b' } })
    const url = `/v1/trusted-documents/${id}`
    t.match(await call(app, admin, { method: 'DELETE', url, key: 'k1' }), { status: 200, body: { id, name: 'b' } })
    t.match(await call(app, admin, { method: 'DELETE', url, key: 'k1' }), {
      status: 200,
      headers: { 'idempotency-replayed': 'true' }
    })
    t.match(await call(app, admin, { method: 'DELETE', url }), { status: 404 })
    const payload = await mutate(app, admin, 'removeTrustedDocument', { id }, 'trustedDocument { id }')
    t.match(payload, { trustedDocument: null, problems: [{ code: 'NOT_FOUND', path: ['id'] }] })
    t.match((await graphql(app, admin, `{ trustedDocument(id: "${id}") { name } }`)).data, { trustedDocument: null })
  })
})
