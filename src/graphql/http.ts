import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { getOperationAST, parse } from 'graphql'
import { refuse } from '../errors.ts'
import { formatErrors } from './errors.ts'
import { oneOperation } from './one-operation.ts'

/** Longer documents are refused before they are parsed: the cache of parsed documents counts entries, not bytes. */
export const documentBytesMax = 15_000
export const documentTokensMax = 1_000

interface GraphqlParams {
  query: string
  operationName?: string
  variables?: Record<string, unknown>
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The parameters of a GraphQL-over-HTTP request, checked before Mercurius sees them: it would take a number or a JSON
 * syntax tree for a document, past its own limits.
 * Throws OPERATION_NOT_ALLOWED and QUERY_TOO_COMPLEX.
 */
export function checkParams(input: unknown): GraphqlParams {
  if (!isRecord(input)) throw refuse('OPERATION_NOT_ALLOWED', { message: 'The body must be one JSON object.' })
  const { query, operationName, variables } = input
  if (typeof query !== 'string' || query.trim() === '') {
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'query must be a GraphQL document.', path: ['query'] })
  }
  if (Buffer.byteLength(query) > documentBytesMax) {
    throw refuse('QUERY_TOO_COMPLEX', {
      message: `The document has more than ${documentBytesMax} bytes.`,
      path: ['query']
    })
  }
  // A document begins with a word, a brace, a comment or a description; a JSON syntax tree begins with {" or [.
  if (/^[\s\uFEFF]*(\[|\{\s*["}])/.test(query)) {
    throw refuse('OPERATION_NOT_ALLOWED', {
      message: 'query must be GraphQL text, not a syntax tree.',
      path: ['query']
    })
  }
  if (operationName != null && typeof operationName !== 'string') {
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'operationName must be text.', path: ['operationName'] })
  }
  if (variables != null && !isRecord(variables)) {
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'variables must be an object.', path: ['variables'] })
  }
  return { query, ...(operationName && { operationName }), ...(variables && { variables }) }
}

function paramsOfUrl(query: unknown): unknown {
  const input = { ...(query as Record<string, unknown>) }
  if (typeof input.variables !== 'string') return input
  try {
    return { ...input, variables: JSON.parse(input.variables) }
  } catch {
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'variables must be JSON.', path: ['variables'] })
  }
}

/** POST and GET /graphql. Everything that goes wrong is answered in GraphQL's own form. */
export function graphqlRoutes(app: FastifyInstance): void {
  // Fastify reads text/plain by itself; a browser can send that across sites without asking.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error, request, reply) => sendErrors([error], request, reply))
  app.post('/graphql', { bodyLimit: 2 * 1024 * 1024 }, (request, reply) => answer(request.body, request, reply))
  app.get('/graphql', (request, reply) => {
    const params = checkParams(paramsOfUrl(request.query))
    refuseAllButQueries(params)
    return answer(params, request, reply)
  })
}

// Mercurius would end in a fault where GET names no operation of the document. Text that can't be parsed is left to it.
function refuseAllButQueries({ query, operationName }: GraphqlParams): void {
  const document = tryParse(query)
  if (document === null) return
  const operation = getOperationAST(document, operationName)
  if (!operation)
    throw refuse('INVALID_DOCUMENT', { message: 'Name one operation of the document.', path: ['operationName'] })
  if (operation.operation !== 'query')
    throw refuse('METHOD_NOT_ALLOWED', { message: 'GET is for queries; send changes by POST.' })
}

function tryParse(query: string) {
  try {
    return parse(query, { maxTokens: documentTokensMax })
  } catch {
    return null
  }
}

async function answer(input: unknown, request: FastifyRequest, reply: FastifyReply) {
  const { query, variables, operationName } = checkParams(input)
  const context = { scope: request.scope }
  const text = oneOperation(query, operationName, documentTokensMax)
  const result = await reply.graphql(text, context, variables, operationName)
  reply.header('content-type', mediaType(request))
  if (!result.errors) return JSON.stringify(result)
  const { status, errors } = formatErrors(result.errors, request.id, request.log)
  // With some data the answer is a success that tells of its gaps (GraphQL over HTTP, 6.4.2).
  if (result.data == null) reply.code(status)
  return JSON.stringify({ errors, data: result.data ?? null })
}

const graphqlJson = 'application/graphql-response+json; charset=utf-8'

const mediaType = (request: FastifyRequest): string =>
  request.headers.accept?.includes('application/graphql-response+json')
    ? graphqlJson
    : 'application/json; charset=utf-8'

function sendErrors(thrown: unknown[], request: FastifyRequest, reply: FastifyReply) {
  const { status, errors } = formatErrors(thrown.map(asRefusal), request.id, request.log)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 503) reply.header('retry-after', '2')
  return reply.code(status).header('content-type', mediaType(request)).send(JSON.stringify({ errors }))
}

const refusalOfStatus = {
  400: 'MALFORMED_BODY',
  405: 'METHOD_NOT_ALLOWED',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE'
} as const

/** What fastify itself refuses (a broken body, a strange media type) in the catalogue's words. */
function asRefusal(error: unknown): unknown {
  const { statusCode, errors } = error as { statusCode?: keyof typeof refusalOfStatus; errors?: unknown }
  if (errors || statusCode === undefined || !(statusCode in refusalOfStatus)) return error
  return refuse(refusalOfStatus[statusCode], { cause: error })
}
