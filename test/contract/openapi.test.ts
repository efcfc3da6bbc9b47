import fastify from 'fastify'
import { type ObjectTypeExtensionNode, parse } from 'graphql'
import t from 'tap'
import { pageSizeMax } from '../../src/db/page.ts'
import { catalogue } from '../../src/errors.ts'
import { schemaTexts } from '../../src/graphql/schema.ts'
import { modules } from '../../src/modules/index.ts'
import type { Module } from '../../src/modules/module.ts'
import { batchSizeMax } from '../../src/modules/people/upsert-people.ts'
import { mediaTypesOf, type Operation, operationsOf, parameterOf, readContract } from '../../src/rest/contract.ts'
import { restDoor } from '../../src/rest/index.ts'

const contract = readContract()
const operations = operationsOf(contract)
// By a link, without a bearer token: GraphQL has no door for that.
const byLink = [
  'getPartnerLink',
  'givePartnerFeedback',
  'getAccountabilityLink',
  'agreeByAccountabilityLink',
  'leaveByAccountabilityLink',
  'checkInByAccountabilityLink',
  'reactByAccountabilityLink'
]
// A link that is followed leads elsewhere: it has no answer to choose a form of, or to keep.
const isLink = ({ responses }: Operation) => '302' in responses
const ids = operations.map(({ operationId }) => operationId)
// base.graphql declares the mutations without a field, which only the extensions of the modules make whole.
const definitions = schemaTexts().flatMap(
  (text) => parse(text.replace(/^type Mutation\s*$/m, 'type Mutation { none: Int }')).definitions
)

const fieldsOf = (type: string) =>
  definitions
    .filter((definition) => 'name' in definition && definition.name?.value === type)
    .flatMap((definition) => (definition as ObjectTypeExtensionNode).fields ?? [])
    .map(({ name }) => name.value)
    .filter((name) => name !== 'none')

t.test('every operation has a handler, and every handler an operation', async (t) => {
  const handlers = modules.flatMap(({ routes }) => Object.keys(routes ?? {}))
  t.same(ids.toSorted(), handlers.toSorted())
  t.equal(new Set(ids).size, ids.length, 'no id stands for two operations')
  const start = async (offered: readonly Module[]) => restDoor(fastify(), { modules: offered })
  await t.rejects(start(modules.slice(1)), /without a handler: getViewer/, 'start-up notices a missing handler')
  await t.rejects(start([...modules, { routes: { danceTango: async () => null } }]), /does not know: danceTango/)
  await t.rejects(start([...modules, ...modules.slice(0, 1)]), /Two modules handle/)
})

t.test('the door starts without a warning', async (t) => {
  const warnings: string[] = []
  const app = fastify({ logger: { level: 'warn', stream: { write: (line) => void warnings.push(line) } } })
  await restDoor(app, { modules })
  t.same(warnings, [])
  t.ok(operations.flatMap(mediaTypesOf).includes('text/csv'), 'though lists are CSV too')
})

t.test('every mutation has an operation of its name, and every changing operation a mutation', async (t) => {
  const changing = Object.values(contract.paths).flatMap((item) =>
    Object.entries(item).flatMap(([method, { operationId }]) =>
      /^(post|put|patch|delete)$/.test(method) ? [operationId] : []
    )
  )
  t.same(changing.filter((id) => !byLink.includes(id)).toSorted(), fieldsOf('Mutation').toSorted())
})

t.test('every query has a reading operation, and every reading operation a query', async (t) => {
  const capital = (name: string) => `${name[0]?.toUpperCase()}${name.slice(1)}`
  const plural =
    /^(people|mentors|meetingRequests|meetings|outcomes|occupations|industries|programs|trustedDocuments|contractUsage|counterProposals|researchNotes|pitches|mockSessions|guidanceItems|reviews|reviewComments|explorationPlans|counselorAssignments|counselingSessions|resumes|resumeShares|resumeOpenings|contacts|touchpoints|milestones|questions|questionLists|questionComments|notifications|notificationTexts|followUps|commitments|offers|landings|mentorInvitations|relationships|duePeople|accountabilityPairs|checkIns|leads|skillTasks)$/
  const expected = fieldsOf('Query')
    .filter((name) => name !== 'nodes')
    .map((name) => `${plural.test(name) ? 'list' : 'get'}${capital(name)}`)
  t.same(ids.filter((id) => /^(get|list)/.test(id) && !byLink.includes(id)).toSorted(), expected.toSorted())
})

t.test('every reference leads somewhere', async (t) => {
  const references = [...JSON.stringify(contract).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)]
  t.ok(references.length > 100)
  t.same(
    references.filter(([, kind, name]) => !contract.components[kind as string]?.[name as string]).map(([all]) => all),
    []
  )
})

t.test('every operation tells the problems that it can end in', async (t) => {
  for (const operation of operations) {
    const { operationId, responses, requestBody, parameters } = operation
    const statuses = Object.keys(responses)
    const withToken = byLink.includes(operationId) ? [] : ['401', ...(requestBody ? ['403'] : [])]
    const always = [...withToken, ...(isLink(operation) ? [] : ['406']), '500', '503']
    const withBody = requestBody ? ['400', '413', '415', '422'] : []
    const withParameters = parameters ? ['422'] : []
    const missing = [...always, ...withBody, ...withParameters].filter((status) => !statuses.includes(status))
    t.same(missing, [], operationId)
  }
})

t.test('the statuses of the problem answers are those of the catalogue', async (t) => {
  type Example = { code: keyof typeof catalogue; status: number; title: string; remedy: string }
  const answers = Object.entries(
    contract.components.responses as Record<string, { content: Record<string, { example: Example }> }>
  )
  for (const [name, { content }] of answers.filter(([name]) => name !== 'NotModified')) {
    const { code, status, title, remedy } = (content['application/problem+json'] as { example: Example }).example
    t.match({ status, title, remedy }, catalogue[code], name)
    const used = operations.flatMap(({ responses }) =>
      Object.entries(responses).filter(([, answer]) => JSON.stringify(answer).includes(`/${name}"`))
    )
    t.same([...new Set(used.map(([at]) => Number(at)))], [status], name)
  }
})

t.test('every change takes an Idempotency-Key, every versioned one If-Match, every read If-None-Match', async (t) => {
  const { schemas } = contract.components as Record<string, Record<string, { properties?: object }>>
  const methods = Object.values(contract.paths).flatMap((item) => Object.entries(item))
  for (const [method, operation] of methods.filter(([, one]) => one.operationId && !isLink(one))) {
    const { operationId, parameters = [], responses } = operation
    const headers = parameters.map((one) => parameterOf(contract, one)).filter((one) => one.in === 'header')
    const input = /schemas\/(\w+Input)/.exec(JSON.stringify(operation.requestBody ?? {}))?.[1] ?? ''
    const isVersioned = 'expectedVersion' in (schemas?.[input]?.properties ?? {})
    const expected = method === 'get' ? ['If-None-Match'] : ['Idempotency-Key', ...(isVersioned ? ['If-Match'] : [])]
    t.same(
      headers.map(({ name }) => name),
      expected,
      operationId
    )
    t.same(
      ['304', '412'].filter((status) => status in responses),
      method === 'get' ? ['304'] : isVersioned ? ['412'] : []
    )
    t.equal(
      JSON.stringify(responses).includes('headers/ETag'),
      method === 'get' || !/^(upsert|import|register|remove|givePartner)/.test(operationId)
    )
  }
})

t.test('limits are the numbers that the code has', async (t) => {
  const { parameters, schemas } = contract.components as Record<string, Record<string, Record<string, never>>>
  t.match(parameters?.First, { schema: { minimum: 1, maximum: pageSizeMax } })
  t.match(parameters?.Last, { schema: { minimum: 1, maximum: pageSizeMax } })
  t.match(schemas?.UpsertPeopleInput, { properties: { people: { maxItems: batchSizeMax } } })
})

t.test('every operation is in a group, has words and an example of its answer', async (t) => {
  for (const operation of operations as (Operation & { tags: string[]; summary: string })[]) {
    t.match(operation, { tags: [String], summary: /\w+/ }, operation.operationId)
    t.match(JSON.stringify(operation.responses), /"example":/, operation.operationId)
  }
})
