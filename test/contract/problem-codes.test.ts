import t from 'tap'
import { catalogue, type ProblemCode } from '../../src/errors.ts'
import { operationsOf, readContract } from '../../src/rest/contract.ts'
import { sourceFiles } from '../house/source.ts'
import { provocations } from './provoke.ts'
import { ask, provokeGround, query, type Refused } from './provoke-doors.ts'

const codes = Object.keys(catalogue) as ProblemCode[]
const contract = readContract()
const restCodes = (contract.components.schemas?.ProblemCode as { enum: string[] }).enum
const isCode = (code: string) => Object.hasOwn(catalogue, code)

t.test('every code of the catalogue can happen, with the status that the catalogue gives it', async (t) => {
  const ground = await provokeGround(t)
  t.same(
    Object.keys(provocations).sort(),
    codes.toSorted(),
    'each code has a request that provokes it, and nothing else'
  )
  const seen: (Refused & { code: string })[] = []
  for (const code of codes) {
    t.test(code, async (t) => {
      const refused = await provocations[code](ground)
      t.ok(refused.length > 0, 'something was refused')
      for (const { door, status, codes: found, isPayload } of refused) {
        t.same([...new Set(found)], [code], `the ${door} answer has this code and no other`)
        t.equal(status, isPayload ? 200 : catalogue[code].status, `the status at ${door}`)
      }
      seen.push(...refused.map((one) => ({ ...one, code })))
    })
  }

  t.test('REST answers with the codes that its contract lists, GraphQL alone with the others', async (t) => {
    const atRest = new Set(seen.filter(({ door }) => door === 'REST').map(({ code }) => code))
    t.same(
      codes.filter((code) => atRest.has(code)),
      restCodes
    )
  })

  t.test('the contract of an operation tells of the status that it answered with', async (t) => {
    const operations = new Map(operationsOf(contract).map(({ operationId, responses }) => [operationId, responses]))
    const asked = seen.filter(({ operation }) => operations.has(operation))
    t.ok(asked.length > 25)
    for (const { operation, status, code } of asked)
      t.ok(String(status) in (operations.get(operation) as object), `${operation} ends in ${status}, as in ${code}`)
  })
})

t.test('whatever is sent, a refusal has a code of the catalogue', async (t) => {
  const { app, student } = await provokeGround(t)
  const post = (url: string, payload: string, headers: Record<string, string> = {}) =>
    ask(app, student, { method: 'POST', url, payload, headers: { 'content-type': 'application/json', ...headers } })
  const id = encodeURIComponent
  const strange = [
    query(app, student, 'subscription { viewer { id } }'),
    query(app, student, '{ viewer { id } } query B { viewer { id } }'),
    query(app, student, 'query A { viewer { id } }', { operationName: 'B' }),
    query(app, student, 'query ($a: Int!) { people(first: $a) { nodes { id } } }', { variables: { a: 'x' } }),
    query(app, student, `{ ${'a: viewer { id } '.repeat(2000)} }`),
    query(app, student, '{ node(id: "\\ud800") { id } }'),
    query(app, student, '{ mentors(filter: { text: "a\\u0000b" }) { nodes { id } } }'),
    post('/graphql', '[{"query":"{ viewer { id } }"}]'),
    post('/graphql', ''),
    post('/graphql', '{}', { 'content-type': 'multipart/form-data' }),
    post('/graphql', '{}', { 'content-length': '7' }),
    post('/v1/people', 'null'),
    post('/v1/people', '[]', { 'idempotency-key': 'a b' }),
    post('/v1/people', '"text"'),
    post('/v1/people/batch', '{"people": 7}'),
    ask(app, student, { url: '/v1/people?first=1&first=2' }),
    ask(app, student, { url: `/v1/people/${id('\u0000')}` }),
    ask(app, student, { url: '/v1/%zz' }),
    ask(app, student, { url: '/graphql?query=%7Bviewer%7Bid%7D%7D&variables=7' }),
    ask(app, student, { url: '/problems/NONE' }),
    ask(app, { ...student, token: 'a.b.c' }, { url: '/v1/viewer' })
  ]
  for (const { operation, door, codes: found, status } of await Promise.all(strange)) {
    t.ok(status >= 400 && found.length > 0, `${door} ${operation}: ${found}`)
    t.same(
      found.filter((code) => !isCode(code)),
      []
    )
  }
})

t.test('no code is written in src that the catalogue lacks', async (t) => {
  const files = sourceFiles('src').filter(({ path }) => !path.startsWith('src/catalogue/'))
  const written = files.flatMap(({ path, text }) =>
    [...text.matchAll(/(?:\b(?:refuse|problem)\(\s*|\bcode: )'([A-Z_]{4,})'/g)].map(([, code = '']) => ({ path, code }))
  )
  t.ok(new Set(written.map(({ code }) => code)).size > 30)
  t.same(
    written.filter(({ code }) => !isCode(code)),
    []
  )
})

t.test('an answer of the REST contract names codes of its own status only', async (t) => {
  const answers = Object.entries(contract.components.responses as Record<string, { description: string }>)
  const named = answers.flatMap(([name, { description }]) => {
    const uses = operationsOf(contract).flatMap(({ responses }) =>
      Object.entries(responses).filter(([, answer]) => JSON.stringify(answer).includes(`/responses/${name}"`))
    )
    const statuses = [...new Set(uses.map(([status]) => Number(status)))]
    return (description.match(/\b[A-Z]+(_[A-Z]+)+\b|\bFORBIDDEN\b|\bUNAUTHENTICATED\b/g) ?? []).map((code) => ({
      name,
      code,
      statuses
    }))
  })
  t.ok(named.length > 20)
  for (const { name, code, statuses } of named)
    t.same(statuses, [isCode(code) ? catalogue[code as ProblemCode].status : 'no such code'], `${code} in ${name}`)
})
