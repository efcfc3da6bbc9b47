import type { InjectOptions, LightMyRequestResponse } from 'fastify'
import { readContract } from '../../src/rest/contract.ts'
import { seedTaxonomy } from '../modules/people/taxonomy-seed.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'

/** What a door answered: its status, every code in the answer, and the REST operation that was asked, if there is one. */
export interface Refused {
  door: 'REST' | 'GraphQL'
  operation: string
  status: number
  codes: string[]
  /** Whether the codes stand in the payload of a mutation, which is an answer and no error. */
  isPayload: boolean
}

/** A campus to go wrong at, and how its people ask. */
export async function provokeGround(t: Parameters<typeof testApp>[0]) {
  const app = await testApp(t)
  const home = await campus(app)
  await seedTaxonomy(home)
  const [student, mentor, admin] = [await home.student(), await home.mentor(), await home.admin()]
  return { t, app, home, student, mentor, admin }
}

export type Ground = Awaited<ReturnType<typeof provokeGround>>

interface Route {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
}

const routes = new Map(
  Object.entries(readContract().paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId }]): [string, Route] => [
      operationId,
      { method: method.toUpperCase() as Route['method'], path }
    ])
  )
)

/** Sends one request, by somebody or by nobody. */
export async function ask(app: TestApp, who: Someone | null, sent: InjectOptions): Promise<Refused> {
  const headers = { ...(who && { authorization: `Bearer ${who.token}` }), ...sent.headers }
  return refusedBy(await app.inject({ ...sent, headers }), sent)
}

function refusedBy(answer: LightMyRequestResponse, { method = 'GET', url }: InjectOptions): Refused {
  const [path = ''] = String(url).split('?')
  const body = answer.json()
  const door = path === '/graphql' ? 'GraphQL' : 'REST'
  const isPayload = 'data' in body && !('errors' in body)
  return { door, operation: operationOf(method, path), status: answer.statusCode, codes: codesIn(body), isPayload }
}

function operationOf(method: string, path: string): string {
  const found = [...routes].find(
    ([, route]) => route.method === method && new RegExp(`^${route.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path)
  )
  return found?.[0] ?? 'none'
}

/** Every `code` in an answer, however deep: problems, their list, errors and payloads. */
export function codesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, part]) =>
    name === 'code' && typeof part === 'string' ? [part] : codesIn(part)
  )
}

type Input = Record<string, unknown>
type Headers = Record<string, string>

export function changeByRest(app: TestApp, who: Someone, verb: string, input: Input, headers: Headers = {}) {
  const { method, path } = routes.get(verb) as Route
  // The first of these is the one that the path is about.
  const name = ['id', 'meetingId', 'requestId', 'toRequestId'].find((each) => each in input) ?? 'id'
  const { [name]: id, ...payload } = input
  return ask(app, who, { method, url: path.replace('{id}', String(id)), headers, payload })
}

export function changeByGraphql(app: TestApp, who: Someone, verb: string, input: Input, headers: Headers = {}) {
  const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input!`
  const query = `mutation ($input: ${type}) { ${verb}(input: $input) { problems { code } } }`
  return ask(app, who, { method: 'POST', url: '/graphql', headers, payload: { query, variables: { input } } })
}

/** Makes the same change at both doors, which are to refuse it alike. */
export const change = async (...args: Parameters<typeof changeByRest>): Promise<Refused[]> => [
  await changeByRest(...args),
  await changeByGraphql(...args)
]

/** Sends a GraphQL document. */
export const query = (app: TestApp, who: Someone | null, text: unknown, more: object = {}): Promise<Refused> =>
  ask(app, who, { method: 'POST', url: '/graphql', payload: { query: text, ...more } })
