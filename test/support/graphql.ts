import type { TestApp } from './app.ts'
import type { Someone } from './campus.ts'

type Json = any

export interface GraphqlAnswer {
  status: number
  data: Json
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string } & Record<string, Json> }[]
}

/** Sends a GraphQL request through the door as somebody. */
export async function graphql(
  app: TestApp,
  who: Someone | null,
  query: string,
  variables?: object
): Promise<GraphqlAnswer> {
  const headers = who ? { authorization: `Bearer ${who.token}` } : {}
  const answer = await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query, variables } })
  return { status: answer.statusCode, ...answer.json() }
}

/** The same for one mutation with an `input`: gives its payload, and throws when the answer has errors. */
export async function mutate(app: TestApp, who: Someone, name: string, input: object, fields: string): Promise<Json> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`
  const selection = `${fields} problems { code message path allowed currentVersion remedy }`
  const answer = await graphql(app, who, `mutation ($input: ${type}) { ${name}(input: $input) { ${selection} } }`, {
    input
  })
  if (answer.errors) throw new Error(JSON.stringify(answer.errors))
  return answer.data[name]
}

/** Sends a REST request through the door as somebody. */
export async function rest(
  app: TestApp,
  who: Someone | null,
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  url: string,
  body?: object
) {
  const headers = who ? { authorization: `Bearer ${who.token}` } : {}
  const answer = await app.inject({ method, url, headers, ...(body && { payload: body }) })
  const isJson = String(answer.headers['content-type']).includes('json')
  return { status: answer.statusCode, headers: answer.headers, body: (isJson ? answer.json() : answer.payload) as Json }
}
