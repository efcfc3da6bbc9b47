import type { Answer, Asking } from './load-connection.ts'
import type { Asker } from './load-people.ts'

export type Door = 'GraphQL' | 'REST'

/** One request, with what its answer has to show to be the right one. */
export interface Task {
  kind: string
  door: Door
  isHostile: boolean
  asking: Asking
  isRight(answer: Answer, body: Body): boolean
}

/** Steps of one client, each of which sees the answer to the one before. */
export type Script = Generator<Task, void, Body>

/** JSON that came: looked into field by field, and may be anything. */
export type Body = any

/** The JSON of an answer; its text when it is none. */
export function bodyOf({ body }: Answer): Body {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

const json = { 'content-type': 'application/json' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** A POST /graphql by somebody. `viewer { id }` in the document lets the answer say who has asked. */
export function graphql(
  kind: string,
  { token }: Pick<Asker, 'token'>,
  given: { query: string; variables?: object; headers?: Record<string, string> },
  isRight: Task['isRight']
): Task {
  const { headers, ...params } = given
  const asking = { method: 'POST', path: '/graphql', headers: { ...bearer(token), ...json, ...headers } }
  return { kind, door: 'GraphQL', isHostile: false, asking: { ...asking, body: JSON.stringify(params) }, isRight }
}

/** A REST request by somebody; `to` is its method and path. */
export function rest(
  kind: string,
  { token }: Pick<Asker, 'token'>,
  given: { to: string; body?: object; headers?: Record<string, string> },
  isRight: Task['isRight']
): Task {
  const [method = '', path = ''] = given.to.split(' ')
  const { body } = given
  const headers = { ...bearer(token), ...(body && json), ...given.headers }
  const asking = { method, path, headers, ...(body && { body: JSON.stringify(body) }) }
  return { kind, door: 'REST', isHostile: false, asking, isRight }
}
