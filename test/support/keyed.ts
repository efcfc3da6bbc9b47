import { sql, tenant } from '../../src/db/sql.ts'
import type { TestApp } from './app.ts'
import type { Campus, Someone } from './campus.ts'

interface Call {
  method?: 'GET' | 'HEAD' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  url: string
  body?: object
  key?: string
  headers?: Record<string, string>
}

/** Sends a request as somebody, with an Idempotency-Key or other headers. */
export async function call(app: TestApp, who: Someone, { method = 'POST', url, body, key, headers }: Call) {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${who.token}`, ...(key !== undefined && { 'idempotency-key': key }), ...headers },
    ...(body && { payload: body })
  })
  const isJson = String(answer.headers['content-type']).includes('json')
  const read = (isJson ? answer.json() : answer.payload) as any
  return { status: answer.statusCode, headers: answer.headers, body: read, text: answer.payload }
}

/** A mutation by GraphQL with a key. */
export const keyedMutation = (app: TestApp, who: Someone, key: string, query: string, variables?: object) =>
  call(app, who, { url: '/graphql', key, body: { query, variables } })

/** How many effects of a kind there are at a campus, with their audit rows and events. */
export async function countsOf(app: TestApp, home: Campus, table: 'meeting_requests' | 'persons', action: string) {
  const from = table === 'persons' ? sql`persons p` : sql`meeting_requests p`
  const [counts] = await app.asOwner(home.tenantId, [
    sql`select (select count(*)::int from ${from} where p.tenant_id = ${tenant}) as rows,
      (select count(*)::int from audit_events a where a.tenant_id = ${tenant} and a.action = ${action}) as audited,
      (select count(*)::int from domain_events e where e.tenant_id = ${tenant} and e.type = ${action}) as told`
  ])
  return counts
}
