import { buildSchema } from 'graphql'
import t from 'tap'
import { termsOfMark, termsOfReason } from '../../src/plugins/deprecation.ts'
import { namedBreaks, unnamed } from './released-changelog.ts'
import { promisedSchema } from './released-promises.ts'
import { schemaDifferences } from './released-sdl.ts'

const released = `
  directive @once(a: Int) repeatable on FIELD | QUERY
  scalar Day
  interface Node { id: ID! }
  enum Kind { OLD NEW }
  type Meeting implements Node { id: ID! startsAt: String! kind(of: Kind = NEW): Kind note(a: Int): String }
  union Found = Meeting | Person
  type Person implements Node { id: ID! }
  input Ask { id: ID! day: Day }
  type Query { meeting(ask: Ask): Meeting found: Found node: Node }
  type Mutation { ask: Told }
  type Subscription { told: Told }
  type Told { ok: Boolean! }`
const today = '2026-11-25'

/** The coordinates of what breaks when a text of the released schema is replaced. */
function broken(from: string, to: string, sdl = released): string[] {
  const now = sdl.replace(from, to)
  if (now === sdl) throw new Error(`not in the schema: ${from}`)
  return schemaDifferences(promisedSchema(sdl, today), buildSchema(now)).map(({ coordinate }) => coordinate)
}

t.test('every way to break a schema has the coordinate of where it broke', async (t) => {
  const ways: [string, string, string[]][] = [
    ['startsAt: String!', '', ['Meeting.startsAt']],
    ['startsAt: String!', 'startsAt: String', ['Meeting.startsAt']],
    ['OLD NEW', 'NEW', ['Kind.OLD']],
    ['note(a: Int)', 'note', ['Meeting.note(a:)']],
    ['note(a: Int)', 'note(a: String)', ['Meeting.note(a:)']],
    ['note(a: Int)', 'note(a: Int, b: Int!)', ['Meeting.note(b:)']],
    ['id: ID! day: Day', 'id: ID!', ['Ask.day']],
    [' | Person\n  type Person implements Node { id: ID! }', '', ['Person', 'Found.Person']],
    ['day: Day', 'day: Day!', ['Ask.day']],
    ['day: Day', 'day: Day more: Int!', ['Ask.more']],
    ['Meeting | Person', 'Meeting', ['Found.Person']],
    ['Person implements Node', 'Person', ['Person']],
    ['type Subscription { told: Told }', '', ['Subscription']],
    ['{ told: Told }', '{ said: Told }', ['Subscription.told']],
    ['scalar Day', 'enum Day { MON }', ['Day']],
    ['directive @once(a: Int) repeatable on FIELD | QUERY', '', ['@once']],
    ['once(a: Int)', 'once', ['@once']],
    ['once(a: Int)', 'once(a: Int b: Int!)', ['@once(b:)']],
    [' repeatable', '', ['@once']],
    ['FIELD | QUERY', 'FIELD', ['@once']]
  ]
  for (const [from, to, coordinates] of ways)
    t.same(broken(from, to).toSorted(), coordinates.toSorted(), `${from} becomes ${to}`)
})

t.test('what only adds breaks nobody', async (t) => {
  t.same(broken('OLD NEW', 'OLD NEW NEWER'), [])
  t.same(broken('day: Day', 'day: Day more: Int'), [])
  t.same(broken('type Query {', 'type Query { more: Int'), [])
})

t.test('a deprecated element may go when its last day is over, with the types that only it led to', async (t) => {
  const terms = 'Deprecated since 2026-01-01. Removed after'
  const until = (day: string) => `@deprecated(reason: "Said twice; use node. ${terms} ${day}.")`
  const over = released.replace('Ask): Meeting', `Ask): Meeting ${until('2026-11-24')}`)
  t.same(broken(`meeting(ask: Ask): Meeting ${until('2026-11-24')}`, '', over), [])
  const withItsInput = `input Ask { id: ID! day: Day }\n  type Query { meeting(ask: Ask): Meeting ${until('2026-11-24')}`
  t.same(broken(withItsInput, 'type Query {', over), [])
  t.same(broken('input Ask { id: ID! day: Day }', 'input Ask { id: ID! }', over), [], 'nobody has to send it')
  const last = released.replace('Ask): Meeting', `Ask): Meeting ${until(today)}`)
  t.same(broken(`meeting(ask: Ask): Meeting ${until(today)}`, '', last), ['Query.meeting'], 'not on that day')
  const value = released.replace('OLD NEW', `OLD ${until('2026-11-24')} NEW`)
  t.same(broken(`OLD ${until('2026-11-24')}`, '', value), [])
  const vague = released.replace('Ask): Meeting', 'Ask): Meeting @deprecated(reason: "Soon gone.")')
  t.same(broken('meeting(ask: Ask): Meeting @deprecated(reason: "Soon gone.")', '', vague), ['Query.meeting'])
})

t.test('a difference passes when the changelog names it under Breaking of what is not released yet', async (t) => {
  const differences = [{ coordinate: 'Meeting.startsAt', words: 'Meeting.startsAt was removed.' }]
  const told = (log: string) => unnamed(differences, namedBreaks(log)).length === 0
  t.ok(told('# Changes\n\n## Unreleased\n\n### Breaking\n- `Meeting.startsAt` is gone: ask for slots.\n\n### REST\n'))
  for (const log of [
    '',
    '## Unreleased\n\n### GraphQL\n- `Meeting.startsAt`',
    '## Unreleased\n\n### Breaking\n- `Meeting`\n\n### REST\n- `Meeting.startsAt`',
    '## Unreleased\n\n## 1.0.0\n\n### Breaking\n- `Meeting.startsAt`'
  ])
    t.notOk(told(log), log)
  t.match(unnamed(differences, new Set()), [/^Meeting.startsAt was removed\. .* name `Meeting.startsAt` under/])
})

t.test('terms name two days of the calendar, in their order', async (t) => {
  const reason = (since: string, until: string) => `Why; use x. Deprecated since ${since}. Removed after ${until}.`
  const good = { since: '2026-12-01', removedAfter: '2027-06-30' }
  t.same(termsOfReason(reason('2026-12-01', '2027-06-30')), good)
  t.same(termsOfMark({ deprecated: true, 'x-deprecated-since': '2026-12-01', 'x-removal-date': '2027-06-30' }), good)
  for (const [since, until] of [
    ['2026-12-01', '2027-02-30'],
    ['2027-06-30', '2026-12-01'],
    ['soon', 'later']
  ] as const) {
    t.equal(termsOfReason(reason(since, until)), null)
    t.equal(termsOfMark({ 'x-deprecated-since': since, 'x-removal-date': until }), null)
  }
  t.equal(termsOfReason('No longer supported'), null)
})
