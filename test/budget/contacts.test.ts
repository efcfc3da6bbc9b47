import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { contactRow, milestoneRow, touchpointRow } from '../permissions/filled-contacts.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** A student with so many contacts, each a mentor with a milestone, introduced by the one before, and a touchpoint. */
async function listOf(app: TestApp, count: number) {
  const home = await campus(app)
  const student = await home.student()
  let introducedById: string | null = null
  for (let n = 0; n < count; n++) {
    const [id, mentor]: [string, { id: string }] = [newId(), await home.mentor()]
    await home.run(
      contactRow({ id, ownerId: student.id, personId: mentor.id, introducedById }),
      touchpointRow({ id: newId(), ownerId: student.id, contactId: id }),
      milestoneRow({ id: newId(), mentorId: mentor.id })
    )
    introducedById = id
  }
  return { home, student, last: introducedById as unknown as string, counselor: await home.counselor() }
}

const queries: Record<string, { query: string; statements: number; roundTrips: number }> = {
  'the list': { query: '{ contacts(first: 50) { nodes { name email kind } } }', statements: 1, roundTrips: 1 },
  'the list with all about each': {
    query:
      '{ contacts(first: 50) { totalCount nodes { person { name } introducedBy { name } occupation { title } touchpoints { kind } } } }',
    statements: 6,
    roundTrips: 3
  },
  touchpoints: {
    query: '{ touchpoints(first: 50) { nodes { kind contact { name } mentor { name } } } }',
    statements: 3,
    roundTrips: 3
  },
  milestones: { query: '{ milestones(first: 50) { nodes { title mentor { name } } } }', statements: 2, roundTrips: 3 },
  'mentors with their milestones': {
    query: '{ mentors(first: 50) { nodes { mentorProfile { milestones { title } } } } }',
    statements: 2,
    roundTrips: 3
  }
}

t.test('what contacts cost is the same with 5 and with 50', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await listOf(app, 5), await listOf(app, 50)]
  const entering = /^(begin|commit|select set_config)/
  const cost = async (ask: () => Promise<{ status: number }>) => {
    await ask()
    await app.settled()
    app.forget()
    const { status } = await ask()
    await app.settled()
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { status, statements, roundTrips: app.roundTrips.length }
  }
  const tripsOf = async (change: () => Promise<{ problems: object[] }>) => {
    await app.settled()
    app.forget()
    t.same((await change()).problems, [])
    await app.settled()
    return app.roundTrips.length
  }

  for (const [name, { query, statements, roundTrips }] of Object.entries(queries)) {
    t.test(name, async (t) => {
      const atFew = await cost(() => graphql(app, few.student, query))
      t.same(atFew, { status: 200, statements, roundTrips })
      t.same(await cost(() => graphql(app, many.student, query)), atFew)
    })
  }

  t.test('counts of a page of people, and the report, are one statement', async (t) => {
    const people = '{ people(first: 50) { nodes { contactCounts { existing } } } }'
    const report = '{ touchesBeforeFirstAsk { rows { rate } } }'
    for (const { counselor } of [few, many]) {
      t.same(await cost(() => graphql(app, counselor, people)), { status: 200, statements: 2, roundTrips: 3 })
      t.same(await cost(() => graphql(app, counselor, report)), { status: 200, statements: 1, roundTrips: 1 })
    }
  })

  for (const path of ['contacts', 'touchpoints', 'milestones']) {
    t.test(`REST: a page of ${path} is one statement in one round trip, in every form`, async (t) => {
      for (const { student } of [few, many])
        t.same(await cost(() => rest(app, student, 'GET', `/v1/${path}?first=50`)), {
          status: 200,
          statements: 1,
          roundTrips: 1
        })
      const headers = { authorization: `Bearer ${many.student.token}`, accept: 'text/vcard' }
      const vCards = async () => ({ status: (await app.inject({ url: '/v1/contacts?first=50', headers })).statusCode })
      t.same(await cost(vCards), { status: 200, statements: 1, roundTrips: 1 })
    })
  }

  t.test('a change is at most three round trips, a file of 500 contacts too', async (t) => {
    const sam = { givenName: 'Sam', kind: 'TARGET', source: 'FRIEND' }
    const file = (title: string) =>
      `name,email,title,occupation\n${Array.from({ length: 500 }, (_, n) => `Ada ${n},a${n}@lab.example,${title},15-1252.00\n`).join('')}`
    for (const { student, home, last } of [few, many]) {
      const all = async (verb: string, input: object) => tripsOf(() => mutate(app, student, verb, input, ''))
      const mentor = await home.mentor()
      t.equal(await all('createContact', { ...sam, introducedById: last, personId: mentor.id }), 2)
      t.equal(await all('createContact', { ...sam, occupation: '15-1252.00' }), 3)
      t.equal(await all('updateContact', { id: last, title: 'Chief', occupation: '15-1252.00' }), 3)
      t.equal(await all('logTouchpoint', { contactId: last, kind: 'EMAIL' }), 2)
      t.equal(await all('importContacts', { format: 'CSV', content: file('Analyst') }), 3)
      t.equal(await all('importContacts', { format: 'CSV', content: file('Engineer') }), 3)
      t.equal(await all('removeContact', { id: last }), 3)
      const [counted] = await home.run(sql`select count(*)::int as count from contacts c where c.tenant_id = ${tenant}
        and c.title = 'Engineer' and c.version = 2`)
      t.match(counted, { count: 500 })
    }
  })
})
