import { type GraphQLField, getNamedType } from 'graphql'
import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql } from '../support/graphql.ts'
import { marker, neighbour } from './neighbour.ts'
import { rowsOf } from './rows-there.ts'
import { holdsId, inputOf, selectionOf } from './shapes.ts'
import { triedBy } from './tried-by.ts'

type Field = GraphQLField<unknown, unknown>

function document(kind: string, field: Field, id: string, depth: number) {
  const given = field.args.filter((arg) => arg.type.toString().endsWith('!') || holdsId(arg.type))
  const variables = Object.fromEntries(given.map((arg) => [arg.name, inputOf(arg.type, id, arg.name)]))
  const declared = given.map((arg) => `$${arg.name}: ${arg.type}`).join(', ')
  const passed = given.map((arg) => `${arg.name}: $${arg.name}`).join(', ')
  const selection = selectionOf(field.type, depth)
  const query = `${kind} ${declared && `(${declared})`} { ${field.name}${passed && `(${passed})`} ${selection} }`
  return { query, variables }
}

const without = (answer: unknown, id: string) =>
  JSON.stringify(answer)
    .replaceAll(id, 'THE-ID')
    .replace(/"traceId":"[^"]+"/g, '')

t.test('from the wrong campus, every GraphQL operation', async (t) => {
  const app = await testApp(t)
  const [home, { there, ids }] = [await campus(app), await neighbour(app)]
  const actors: Record<string, Someone> = {
    student: await home.student(),
    mentor: await home.mentor(),
    counselor: await home.counselor(),
    admin: await home.admin(),
    machine: await home.machine()
  }
  const schema = app.schema()
  const queries = Object.values(schema.getQueryType()?.getFields() ?? {}) as Field[]
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {}) as Field[]
  const takesId = (field: Field) => field.args.some((arg) => holdsId(arg.type))
  const before = await rowsOf(app, there.tenantId)

  for (const [kind, fields] of [
    ['query', queries],
    ['mutation', mutations]
  ] as const) {
    for (const field of fields.filter(takesId)) {
      t.test(`${kind} ${field.name} answers a foreign id exactly as one that nothing has`, async (t) => {
        for (const [who, actor] of Object.entries(actors)) {
          const missing = newId()
          const expected = document(kind, field, missing, 1)
          const known = without(await graphql(app, actor, expected.query, expected.variables), missing)
          const told: [string, string][] = []
          for (const id of triedBy(known, ids)) {
            const { query, variables } = document(kind, field, id, 1)
            const answer = without(await graphql(app, actor, query, variables), id)
            if (answer !== known) told.push([id, answer])
          }
          t.same(told, [], `${who} is told ${known}`)
        }
      })
    }
  }

  t.test('lists, counts and look-ups hold nothing of the neighbour', async (t) => {
    for (const field of queries.filter(
      (field) => !takesId(field) || getNamedType(field.type).name.endsWith('Connection')
    )) {
      const { query, variables } = document(
        'query',
        { ...field, args: field.args.filter((arg) => arg.name !== 'filter') },
        newId(),
        3
      )
      for (const [who, actor] of Object.entries(actors)) {
        const { errors, ...answer } = await graphql(app, actor, query, variables)
        t.notMatch(JSON.stringify(answer), new RegExp([marker, ...ids].join('|')), `${field.name} for ${who}`)
        t.notOk(
          errors?.some(({ extensions }) => extensions.code === 'INTERNAL_SERVER_ERROR'),
          `${field.name} for ${who}`
        )
      }
    }
  })

  t.test('nothing of the neighbour has changed', async (t) => {
    t.equal(await rowsOf(app, there.tenantId), before)
  })
})
