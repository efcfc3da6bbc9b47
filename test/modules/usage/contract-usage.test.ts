import t from 'tap'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { forgetUses } from '../../../src/modules/usage/usage.jobs.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'

const query = `query ($filter: ContractUsageFilter) { contractUsage(first: 100, filter: $filter) {
  nodes { coordinate clientId clientName uses lastUsedOn } totalCount } }`

t.test('what clients use of the contract', async (t) => {
  const app = await testApp(t)
  const usedAt = async (who: Someone, filter: object = {}) => {
    await app.fastify.contractUsage.flush()
    return (await graphql(app, who, query, { filter })).data.contractUsage.nodes
  }

  t.test('is told by field, argument and operation, for each machine, and for people together', async (t) => {
    const [home, other] = [await campus(app), await campus(app)]
    const [portal, student, another] = [await home.machine(), await home.student(), await home.student()]
    for (const who of [portal, portal, student, another])
      await graphql(app, who, '{ ...Q } fragment Q on Query { people(first: 1) { nodes { email __typename } } }')
    await rest(app, portal, 'GET', `/v1/people/${student.id}`)
    await graphql(app, await other.student(), '{ institution { slug } }')
    const admin = await home.admin()
    const lastUsedOn = app.clock.now().slice(0, 10)
    const machine = { clientId: portal.id, clientName: 'Portal', lastUsedOn }
    const people = { clientId: null, clientName: null, lastUsedOn }
    t.same(await usedAt(admin, { coordinate: 'Person.email' }), [
      { coordinate: 'Person.email', uses: 2, ...machine },
      { coordinate: 'Person.email', uses: 2, ...people }
    ])
    t.same(await usedAt(admin, { clientId: portal.id }), [
      { coordinate: 'GET /v1/people/{id}', uses: 1, ...machine },
      ...['Person.email', 'PersonConnection.nodes', 'Query.people', 'Query.people(first:)'].map((coordinate) => ({
        coordinate,
        uses: 2,
        ...machine
      }))
    ])
    t.same(await usedAt(admin, { coordinate: 'Institution.slug' }), [], 'of the own campus only')
  })

  t.test('adds up over days, and is told from a day on', async (t) => {
    const home = await campus(app)
    const [portal, admin] = [await home.machine(), await home.admin()]
    const coordinate = 'GET /v1/viewer'
    for (const days of [0, 1, 1]) {
      app.clock.travel(days * 24 * 60)
      await rest(app, portal, 'GET', '/v1/viewer')
      await app.fastify.contractUsage.flush()
    }
    const usedFrom = app.clock.now().slice(0, 10)
    t.match(await usedAt(admin, { coordinate }), [{ uses: 3, lastUsedOn: usedFrom }])
    t.match(await usedAt(admin, { coordinate, usedFrom }), [{ uses: 1, lastUsedOn: usedFrom }])
  })

  t.test('is for admins and integrations, paged, at both doors', async (t) => {
    const home = await campus(app)
    for (const who of [await home.student(), await home.mentor(), await home.counselor()]) {
      t.match((await graphql(app, who, query)).errors, [{ extensions: { code: 'FORBIDDEN' } }])
      t.match(await rest(app, who, 'GET', '/v1/reports/contract-usage'), { status: 403 })
    }
    const portal = await home.machine()
    await app.fastify.contractUsage.flush()
    const first = await rest(app, portal, 'GET', '/v1/reports/contract-usage?first=2&totalCount=true')
    t.equal(first.status, 200)
    t.equal(first.body.items.length, 2)
    const after = first.body.pageInfo.endCursor
    const { body } = await rest(app, portal, 'GET', `/v1/reports/contract-usage?after=${after}&first=100`)
    t.equal(body.items.length + 2, first.body.totalCount)
    const keys = [...first.body.items, ...body.items].map(({ coordinate, clientId }) => `${coordinate} ${clientId}`)
    t.equal(new Set(keys).size, keys.length)
  })

  t.test('refuses what is no text, at both doors', async (t) => {
    const portal = await (await campus(app)).machine()
    for (const coordinate of ['a\0', '\ud800', 'x'.repeat(301)]) {
      const { errors } = await graphql(app, portal, query, { filter: { coordinate } })
      t.match(errors, [{ extensions: { code: 'INVALID_INPUT', inputPath: ['filter', 'coordinate'] } }])
    }
    const url = '/v1/reports/contract-usage?coordinate='
    for (const text of ['%00', 'x'.repeat(301)]) t.equal((await rest(app, portal, 'GET', url + text)).status, 422)
  })

  t.test('costs a request no statement, and one statement a campus when it is written', async (t) => {
    const home = await campus(app)
    const portal = await home.machine()
    await app.fastify.contractUsage.flush()
    app.forget()
    await rest(app, portal, 'GET', '/v1/viewer')
    await graphql(app, portal, '{ viewer { id roles } institution { slug name } }')
    const written = () => app.roundTrips.flat().filter(({ text }) => text.includes('contract_usage')).length
    t.equal(written(), 0)
    await app.fastify.contractUsage.flush()
    t.equal(written(), 1)
  })

  t.test('is forgotten after 90 days', async (t) => {
    const home = await campus(app)
    const portal = await home.machine()
    const coordinate = 'GET /v1/viewer'
    await rest(app, portal, 'GET', '/v1/viewer')
    await app.fastify.contractUsage.flush()
    const forget = () => forgetUses.run(() => campusScopes(app.database, app.clock))
    app.clock.travel(90 * 24 * 60)
    await forget()
    const admin = { ...portal, token: home.tokenOf(portal.id) }
    t.equal((await usedAt(admin, { coordinate })).length, 1)
    app.clock.travel(24 * 60)
    await forget()
    t.same(await usedAt({ ...portal, token: home.tokenOf(portal.id) }, { coordinate }), [])
  })
})
