import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql } from '../support/graphql.ts'

t.test('what one GraphQL operation may ask for', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const counselor = await home.counselor()
  for (let i = 0; i < 7; i++) await home.mentor()
  const nested = (levels: number, open: string) =>
    `{ meetings { nodes ${`{ ${open} `.repeat(levels)} { id } ${'} } '.repeat(levels)} } }`
  const bomb = `{ meetings { nodes { ...F0 } } } ${Array.from(
    { length: 30 },
    (_, n) =>
      `fragment F${n} on Meeting { id request { meeting { ...F${n + 1} } } mentor { id } r: request { meeting { ...F${n + 1} } } }`
  ).join(' ')} fragment F30 on Meeting { id }`
  const spread = `{ meetings { nodes { ...F0 } } } ${Array.from(
    { length: 30 },
    (_, n) => `fragment F${n} on Meeting { id ...F${n + 1} ... on Meeting { ...F${n + 1} } }`
  ).join(' ')} fragment F30 on Meeting { id }`
  const aliases = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: id`).join(' ')
  const roots = (count: number) => Array.from({ length: count }, (_, n) => `a${n}: viewer { id }`).join(' ')
  const skips = (count: number) => Array.from({ length: count }, () => 'id @skip(if: false)').join(' ')
  const pages = 'people(first: 100) { nodes { degrees { id program { title } } positions { occupation { title } } } }'

  const refused: [string, string, RegExp, object?][] = [
    ['depth', nested(7, 'request { meeting'), /17 levels; 15/],
    ['depth by fragments', bomb, /levels; 15/],
    ['aliases', `{ viewer { ${aliases(51)} } }`, /51 aliases; 50/],
    ['root fields', `{ ${roots(21)} }`, /21 root fields; 20/],
    ['directives', `{ viewer { ${skips(21)} } }`, /21 directives; 20/],
    ['cost', `{ a: ${pages} b: ${pages} c: ${pages} d: ${pages} e: ${pages} }`, /costs 1\d{4} points; 10000/],
    [
      'a list of variables',
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      /1001 items; 500/,
      { ids: Array(1001).fill('x') }
    ],
    ['values', 'query ($f: PersonFilter) { people(filter: $f) { totalCount } }', /21001 values; 20000/, wide(21_000)]
  ]
  for (const [what, query, message, variables] of refused) {
    t.test(`${what}: refused before any SQL, with the figure and the limit`, async (t) => {
      await graphql(app, counselor, '{ viewer { id } }')
      await app.settled()
      app.forget()
      const { status, errors, data } = await graphql(app, counselor, query, variables)
      t.match(
        { status, code: errors?.[0]?.extensions.code },
        { status: 400, code: /QUERY_TOO_COMPLEX|INVALID_DOCUMENT/ }
      )
      t.match(errors?.[0]?.message, message)
      t.notOk(data)
      t.equal(app.roundTrips.length, 0)
    })
  }

  t.test("variables with more mistakes than anybody reads are refused as the client's", async (t) => {
    const { status, errors } = await graphql(
      app,
      counselor,
      'query ($f: PersonFilter) { people(filter: $f) { totalCount } }',
      wide(90)
    )
    t.match({ status, errors }, { status: 400, errors: [{ extensions: { code: 'INVALID_DOCUMENT' } }] })
  })

  t.test('fragments that spread others many times cost no more than they bring', async (t) => {
    const { status, data } = await graphql(app, counselor, spread)
    t.same({ status, data }, { status: 200, data: { meetings: { nodes: [] } } })
  })

  t.test('an answer says what it could have cost and what it came to', async (t) => {
    const costs: [string, object | undefined, number, number][] = [
      ['{ viewer { id } }', undefined, 2, 2],
      ['{ people(first: 50) { nodes { name } } }', undefined, 51, 9],
      [
        'query ($first: Int = 50) { people(first: $first) { edges { node { name } } pageInfo { hasNextPage } } }',
        {},
        51,
        9
      ],
      ['query ($first: Int!) { people(first: $first) { nodes { name } } }', { first: 5 }, 6, 6],
      ['{ people(last: 3) { nodes { degrees { id } } } }', undefined, 1 + 3 * (1 + 5), 4],
      ['{ people { totalCount } }', undefined, 1 + 50 + 20, 51],
      ['{ people(first: 9) { ...P } } fragment P on PersonConnection { totalCount }', undefined, 1 + 50 + 9, 51],
      ['{ mentors(filter: { text: "north" }) { nodes { id } } }', undefined, 1 + 100 + 20, 101],
      ['query ($t: String) { mentors(filter: { text: $t }) { nodes { id } } }', { t: 'north' }, 1 + 100 + 20, 101],
      ['query ($f: MentorFilter) { mentors(filter: $f) { nodes { id } } }', { f: { text: 'north' } }, 121, 101],
      ['query ($f: MentorFilter) { mentors(filter: $f) { nodes { id } } }', { f: { industry: '54' } }, 21, 1],
      ['{ funnel { sent } }', undefined, 202, 202],
      ['query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: [counselor.id, 'x', 'y'] }, 4, 2]
    ]
    for (const [query, variables, requested, actual] of costs) {
      const { extensions } = (await graphql(app, counselor, query, variables)) as never as {
        extensions: { cost: object }
      }
      t.same(extensions.cost, { requested, actual, limit: 10_000 }, query)
    }
  })
})

const wide = (count: number) => ({ f: Object.fromEntries(Array.from({ length: count }, (_, n) => [`v${n}`, n])) })
