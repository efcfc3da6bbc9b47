import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type GraphQLFormattedError, getOperationAST, parse } from 'graphql'
import { refuse } from '../errors.ts'
import { bestMediaType } from '../media-type.ts'
import type { TrustedTexts } from '../modules/documents/trusted-texts.ts'
import type { GraphqlContext } from '../modules/module.ts'
import type { Left } from '../plugins/rate-limit.ts'
import { noteProblems } from '../request-notes.ts'
import { type CostOfRequest, checkVariables } from './bounds.ts'
import { formatErrors } from './errors.ts'
import { bodyBytesMax, costMax, documentTokensMax } from './limits.ts'
import { oneOperation } from './one-operation.ts'
import { checkParams, type GraphqlParams, paramsOfUrl } from './params.ts'

/** POST and GET /graphql. Everything that goes wrong is answered in GraphQL's own form. */
export function graphqlRoutes(app: FastifyInstance, texts: TrustedTexts): void {
  const answer = answering(texts)
  // Fastify reads text/plain by itself; a browser can send that across sites without asking.
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler((error, request, reply) => sendErrors([error], request, reply))
  app.addHook('onRequest', async ({ headers, routeOptions }) => {
    const isOurs = routeOptions.url === '/graphql'
    if (isOurs && bestMediaType(headers.accept, mediaTypes) === null)
      throw refuse('NOT_ACCEPTABLE', { message: `Accept ${mediaTypes[1]} or ${mediaTypes[0]}.` })
  })
  app.post('/graphql', { bodyLimit: bodyBytesMax }, (request, reply) =>
    answer(checkParams(request.body), request, reply)
  )
  app.get('/graphql', (request, reply) => answer(checkParams(paramsOfUrl(request.query)), request, reply))
}

// Mercurius would end in a fault where GET names no operation of the document. Text that can't be parsed is left to it.
function refuseAllButQueries(query: string, operationName: string | undefined): void {
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

/**
 * The text to run: what the request sends, or what the campus has registered under the id that it names.
 * Throws DOCUMENT_NOT_FOUND, DOCUMENT_NOT_TRUSTED.
 */
async function textToRun(texts: TrustedTexts, { query, documentId }: GraphqlParams, request: FastifyRequest) {
  const { scope, isTrustedDocumentRequired } = request
  const text = documentId === null ? query : await texts.textOf(scope, documentId)
  if (text === null) throw refuse('DOCUMENT_NOT_FOUND', { path: ['documentId'] })
  if (documentId === null && isTrustedDocumentRequired && !(await texts.isTrusted(scope, text)))
    throw refuse('DOCUMENT_NOT_TRUSTED', { path: ['query'] })
  return text
}

const answering =
  (texts: TrustedTexts) => async (params: GraphqlParams, request: FastifyRequest, reply: FastifyReply) => {
    const { variables, operationName } = params
    const isPlain = params.query !== null && !request.isTrustedDocumentRequired
    const query = isPlain ? (params.query as string) : await textToRun(texts, params, request)
    if (request.method === 'GET') refuseAllButQueries(query, operationName)
    const bill: { cost?: CostOfRequest; left?: Promise<Left> | Left } = {}
    const charge = (cost: CostOfRequest) => {
      bill.cost = cost
      bill.left = request.spend?.(cost.requested)
      return bill.left
    }
    checkVariables(variables ?? {})
    const context: ChargedContext = { scope: request.scope, charge }
    const text = oneOperation(query, operationName, documentTokensMax)
    const { data = null, errors: thrown } = await reply.graphql(text, context as never, variables, operationName)
    // What could not be paid is among the errors already.
    const left = bill.left instanceof Promise ? await bill.left.catch(() => null) : bill.left
    const extensions = bill.cost && { cost: costReport(bill.cost, data, left ?? null) }
    reply.header('content-type', mediaType(request))
    if (!thrown) {
      if (request.method === 'GET') request.etagText = JSON.stringify(data)
      return JSON.stringify({ data, extensions })
    }
    const { status, errors } = formatErrors(thrown, request.id, request.log)
    noteErrors(request, errors)
    // With some data the answer is a success that tells of its gaps (GraphQL over HTTP, 6.4.2).
    if (data === null) reply.code(statusFor(request, status))
    return JSON.stringify({ errors, data, extensions })
  }

/** What resolvers share, and how the operation is paid for before it runs. */
export interface ChargedContext extends GraphqlContext {
  charge?: (cost: CostOfRequest) => Promise<Left> | Left | undefined
}

const costReport = ({ requested, actual }: CostOfRequest, data: unknown, left: Left) => ({
  requested,
  actual: actual(data),
  limit: costMax,
  ...left
})

// Who asks for application/json by name knows GraphQL's answers from before they had a media type of their own: a
// mistake in a document is then an answer like any other (GraphQL over HTTP, 6.4.1).
const statusFor = ({ headers }: FastifyRequest, status: number): number =>
  status === 400 && !isGraphqlJson(headers.accept) && headers.accept?.includes('application/json') ? 200 : status

const mediaTypes = ['application/json', 'application/graphql-response+json'] as const
const graphqlJson = `${mediaTypes[1]}; charset=utf-8`

const isGraphqlJson = (accept: string | undefined) => bestMediaType(accept, mediaTypes) === mediaTypes[1]

const mediaType = ({ headers }: FastifyRequest): string =>
  isGraphqlJson(headers.accept) ? graphqlJson : 'application/json; charset=utf-8'

function noteErrors(request: FastifyRequest, errors: readonly GraphQLFormattedError[]): void {
  noteProblems(
    request,
    errors.map(({ extensions }) => ({ code: String(extensions?.code) }))
  )
}

function sendErrors(thrown: unknown[], request: FastifyRequest, reply: FastifyReply) {
  const { status, errors } = formatErrors(thrown.map(asRefusal), request.id, request.log)
  noteErrors(request, errors)
  if (status === 401) reply.header('www-authenticate', 'Bearer')
  if (status === 503) reply.header('retry-after', '2')
  const isOfDocument = errors.every(({ extensions }) => extensions?.code === 'INVALID_DOCUMENT')
  reply.code(isOfDocument ? statusFor(request, status) : status)
  return reply.header('content-type', mediaType(request)).send(JSON.stringify({ errors }))
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
