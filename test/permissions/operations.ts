import { type GraphQLField, type GraphQLObjectType, getNamedType, isObjectType } from 'graphql'
import { readContract } from '../../src/rest/contract.ts'
import { graphql, rest } from '../support/graphql.ts'
import type { Cast } from './cast.ts'
import type { Mark } from './classify.ts'
import type { Example } from './example.ts'

/** What a door said: whether the reader may, whether it was done, and the answer of a mutation field by field. */
export interface Asked {
  mark: Mark
  isDone: boolean
  payload: Record<string, unknown> | null
}

type Field = GraphQLField<unknown, unknown>

/** Somebody may do what is refused for another reason than who they are, as for the state of the object. */
export const markOfCodes = (codes: readonly string[]): Mark =>
  codes.includes('FORBIDDEN') ? 'no' : codes.includes('NOT_FOUND') ? 'hidden' : 'yes'

/** Asks for a query or mutation at the GraphQL door. */
export async function askGraphql(
  cast: Cast,
  kind: 'query' | 'mutation',
  field: Field,
  example: Example
): Promise<Asked> {
  const given = await example.argumentsFor(cast)
  const names = field.args.filter(({ name }) => name in given)
  const declared = names.map(({ name, type }) => `$${name}: ${type}`).join(', ')
  const passed = names.map(({ name }) => `${name}: $${name}`).join(', ')
  const [around, inside] = names.length > 0 ? [`(${declared})`, `(${passed})`] : ['', '']
  const query = `${kind} ${around} { ${field.name}${inside} ${selectionOf(kind, field)} }`
  const { data, errors = [] } = await graphql(cast.app, cast.reader, query, given)
  const value = data?.[field.name] ?? null
  const problems: { code: string }[] = (kind === 'mutation' && value?.problems) || []
  const codes = [...errors.map(({ extensions }) => extensions.code), ...problems.map(({ code }) => code)]
  const isMissing = codes.length === 0 && (value === null || (Array.isArray(value) && value[0] === null))
  const mark = isMissing ? 'hidden' : markOfCodes(codes)
  return { mark, isDone: mark === 'yes' && codes.length === 0, payload: kind === 'mutation' ? value : null }
}

function selectionOf(kind: 'query' | 'mutation', { type }: Field): string {
  const named = getNamedType(type)
  if (kind === 'query' || !isObjectType(named)) return '{ __typename }'
  const fields = Object.values(named.getFields()).map(({ name }) => name)
  return `{ ${fields.map((name) => `${name} { ${name === 'problems' ? 'code' : '__typename'} }`).join(' ')} }`
}

/** A REST operation, with the query or mutation of the same verb. */
export interface RestOperation {
  operationId: string
  method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'
  path: string
  verb: string
}

const lower = (name: string) => `${name[0]?.toLowerCase()}${name.slice(1)}`

/** Every operation of the contract. */
export const restOperations: RestOperation[] = Object.entries(readContract().paths).flatMap(([path, item]) =>
  Object.entries(item)
    // Who comes by a link has no role and no relation, and sees what test/modules/preparation/partner-links says.
    .filter(([, { operationId, security }]) => operationId && !security)
    .map(([method, { operationId }]) => ({
      operationId,
      method: method.toUpperCase() as RestOperation['method'],
      path,
      verb: method === 'get' ? lower(operationId.replace(/^(get|list)/, '')) : operationId
    }))
)

const idFields = ['id', 'personId', 'meetingId', 'requestId', 'toRequestId', 'contactId', 'studentId']

/** Asks for the same at the REST door, with the id in the path and the rest of the input as the body. */
export async function askRest(cast: Cast, { method, path }: RestOperation, example: Example): Promise<Asked> {
  const given = await example.argumentsFor(cast)
  const input = (given.input ?? given) as Record<string, unknown>
  const idField = path.includes('{id}') ? idFields.find((name) => name in input) : undefined
  const { [idField ?? '']: id, code, ...body } = input
  const hasBody = method !== 'GET' && method !== 'DELETE'
  const inUrl = hasBody ? '' : new URLSearchParams(body as Record<string, string>).toString()
  const url = path.replace('{id}', String(id)).replace('{code}', String(code)) + (inUrl && `?${inUrl}`)
  const answer = await rest(
    cast.app,
    cast.reader,
    method,
    url,
    hasBody ? { ...body, ...(code !== undefined && { code }) } : undefined
  )
  if (answer.status === 400 || answer.status >= 500) throw new Error(`${method} ${url}: ${JSON.stringify(answer.body)}`)
  // A link that leads elsewhere is followed no further.
  const codes = answer.status < 400 ? [] : [answer.body.code]
  return { mark: markOfCodes(codes), isDone: codes.length === 0, payload: null }
}

/** The fields of a root type, should the schema have it. */
export const fieldsOf = (root: GraphQLObjectType | null | undefined): Field[] => Object.values(root?.getFields() ?? {})
