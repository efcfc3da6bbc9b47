import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { readContract } from '../../src/rest/contract.ts'
import { testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import { marker, neighbour } from './neighbour.ts'
import { triedBy } from './tried-by.ts'

const contract = readContract()
type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

const operations = Object.entries(contract.paths as Record<string, any>).flatMap(([path, item]) =>
  Object.entries(item)
    .filter(([method]) => /^(get|post|patch|put|delete)$/.test(method))
    .map(([method, operation]: [string, any]) => ({ path, method: method.toUpperCase() as Method, operation }))
)

/** The contract's own example of a body, which is one that would do. */
function exampleOf(operation: {
  requestBody?: { content: Record<string, { example?: object; examples?: Record<string, { value: object }> }> }
}) {
  const content = operation.requestBody?.content['application/json']
  return (
    content?.example ?? Object.values(content?.examples ?? {})[0]?.value ?? (operation.requestBody ? {} : undefined)
  )
}

const withId = (body: object | undefined, id: string): object | undefined =>
  body &&
  JSON.parse(
    JSON.stringify(body).replace(
      /("(?:mentorId|studentId|personId|pairId|subjectId|contactId|relationshipId|fromRequestId|questionId|itemId|followUpOfId|meetingId|id)":)"[^"]*"/g,
      `$1"${id}"`
    )
  )

const without = (answer: { status: number; body: unknown }, id: string) =>
  JSON.stringify([answer.status, answer.body])
    .replaceAll(id, 'THE-ID')
    .replace(/"(instance|traceId)":"[^"]*"/g, '')

const takesId = ({ path, operation }: (typeof operations)[number]) =>
  path.includes('{id}') ||
  /"(mentorId|studentId|personId|pairId|subjectId|contactId)":/.test(JSON.stringify(exampleOf(operation) ?? {}))

t.test('from the wrong campus, every REST operation', async (t) => {
  const app = await testApp(t)
  const [home, { ids }] = [await campus(app), await neighbour(app)]
  const actors: Record<string, Someone> = {
    student: await home.student(),
    mentor: await home.mentor(),
    counselor: await home.counselor(),
    admin: await home.admin(),
    machine: await home.machine()
  }
  const ask = (actor: Someone, { path, method, operation }: (typeof operations)[number], id: string) =>
    rest(app, actor, method, path.replace(/\{[^}]+\}/g, id), withId(exampleOf(operation), id))

  for (const operation of operations.filter(takesId)) {
    t.test(`${operation.operation.operationId} answers a foreign id exactly as one that nothing has`, async (t) => {
      for (const [who, actor] of Object.entries(actors)) {
        const missing = newId()
        const known = without(await ask(actor, operation, missing), missing)
        // What creates something has a new id and time in its answer each time; those are compared by their status.
        const isCreating = /^(create|upsert)/.test(operation.operation.operationId)
        const told: unknown[] = []
        for (const id of triedBy(known, ids)) {
          const answer = await ask(actor, operation, id)
          const isKnown = isCreating ? known.startsWith(`[${answer.status},`) : without(answer, id) === known
          if (!isKnown) told.push([id, answer])
        }
        t.same(told, [], `${who} is told ${known}`)
      }
    })
  }

  t.test('lists hold nothing of the neighbour, by JSON and by CSV', async (t) => {
    for (const { path, operation } of operations.filter(
      ({ path, method }) => method === 'GET' && !path.includes('{')
    )) {
      for (const [who, actor] of Object.entries(actors)) {
        const url = `${path}${operation.operationId.startsWith('list') ? '?first=100' : ''}`
        for (const accept of ['application/json', 'text/csv']) {
          const headers = { authorization: `Bearer ${actor.token}`, accept }
          const { payload, statusCode } = await app.inject({ method: 'GET', url, headers })
          t.notMatch(payload, new RegExp([marker, ...ids].join('|')), `${url} for ${who}`)
          t.ok(statusCode < 500, `${url} for ${who}`)
        }
      }
    }
  })
})
