import fastify from 'fastify'
import openapiGlue from 'fastify-openapi-glue'
import mercurius from 'mercurius'
import t from 'tap'
import { refuse } from '../../src/errors.ts'
import { deprecation, noteDeprecated } from '../../src/plugins/deprecation.ts'
import { problemErrors } from '../../src/rest/problems.ts'

const told = { deprecation: /^@1796083200$/, sunset: 'Wed, 30 Jun 2027 23:59:59 GMT' }
const isSilent = (headers: object) => !('deprecation' in headers || 'sunset' in headers)

const terms = { deprecated: true, 'x-deprecated-since': '2026-12-01', 'x-removal-date': '2027-06-30' }
const responses = { 200: { description: 'Done.' } }
const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }]
const contract = {
  openapi: '3.1.0',
  info: { title: 'Small', version: '1.0.0' },
  paths: {
    '/people/{id}': {
      get: { operationId: 'getPerson', parameters, responses, ...terms },
      delete: { operationId: 'removePerson', parameters, responses }
    }
  }
}

t.test('a deprecated operation of REST says so with every answer, refusals too, and no other does', async (t) => {
  const door = fastify()
  t.teardown(() => door.close())
  await door.register(problemErrors)
  await door.register(deprecation)
  await door.register(openapiGlue, {
    specification: contract,
    operationResolver: () => async (request: { params: unknown }) => {
      if ((request.params as { id: string }).id === 'nobody') throw refuse('NOT_FOUND')
      return {}
    }
  })
  t.match(await door.inject({ url: '/people/ada' }), { statusCode: 200, headers: told })
  t.match(await door.inject({ method: 'HEAD', url: '/people/ada' }), { statusCode: 200, headers: told })
  t.match(await door.inject({ url: '/people/nobody' }), { statusCode: 404, headers: told })
  t.ok(isSilent((await door.inject({ method: 'DELETE', url: '/people/ada' })).headers))
  t.ok(isSilent((await door.inject({ url: '/nothing' })).headers))
})

const sdl = `
  enum Sort {
    NEW
    OLD @deprecated(reason: "Slow; use NEW. Deprecated since 2026-12-01. Removed after 2027-06-30.")
  }
  type Query {
    old: Int @deprecated(reason: "Said twice; use now. Deprecated since 2026-12-01. Removed after 2027-06-30.")
    now(
      sort: Sort
      last: Int @deprecated(reason: "Slow; use sort. Deprecated since 2026-11-30. Removed after 2027-12-31.")
    ): Int
  }`

t.test(
  'a GraphQL document says so when it uses a deprecated field, argument or value, each time it is sent',
  async (t) => {
    const door = fastify()
    t.teardown(() => door.close())
    await door.register(deprecation)
    await door.register(mercurius, { schema: sdl, resolvers: { Query: { old: () => 1, now: () => 2 } }, jit: 1 })
    door.graphql.addHook('preExecution', async (schema, document, { reply }) =>
      noteDeprecated(reply.request, schema, document)
    )
    const ask = (query: string) => door.inject({ method: 'POST', url: '/graphql', payload: { query } })
    const inFragment = '{ now ...F } fragment F on Query { old }'
    for (const query of [inFragment, inFragment, inFragment, '{ now(sort: OLD) }'])
      t.match(await ask(query), { statusCode: 200, headers: told }, query)
    const earliest = { deprecation: /^@1795996800$/, sunset: told.sunset }
    t.match(await ask('{ now(last: 2) old }'), { headers: earliest }, 'of several the earliest days')
    for (const query of ['{ now }', '{ now(sort: NEW) }', '{ none }']) t.ok(isSilent((await ask(query)).headers), query)
  }
)
