import type { FastifyBaseLogger } from 'fastify'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { catalogue, type Problem, Refusal } from '../errors.ts'

interface Formatted {
  status: number
  errors: GraphQLFormattedError[]
}

/** The causes of an error, innermost last: Mercurius and graphql-js wrap what resolvers throw, sometimes twice. */
function causes(error: unknown): unknown[] {
  const chain: unknown[] = []
  for (let at = error; at && chain.length < 8; at = (at as { originalError?: unknown }).originalError) chain.push(at)
  return chain
}

function ofProblem(problem: Problem, at: GraphQLError | null): GraphQLFormattedError {
  const { code, message, path, ...rest } = problem
  const extensions = { code, remedy: catalogue[code].remedy, ...(path.length > 0 && { inputPath: path }), ...rest }
  return { message, ...(at?.locations && { locations: at.locations }), ...(at?.path && { path: at.path }), extensions }
}

/**
 * The errors of an answer: catalogued refusals with their code, mistakes in the document in graphql-js's words, and
 * everything else masked, with the trace id under which the log has the cause.
 */
export function formatErrors(thrown: readonly unknown[], traceId: string, log: FastifyBaseLogger): Formatted {
  const formatted = thrown.flatMap((error) => formatError(error, traceId, log))
  return { status: formatted[0]?.status ?? 500, errors: formatted.map(({ error }) => error) }
}

function formatError(error: unknown, traceId: string, log: FastifyBaseLogger) {
  const chain = causes(error)
  const at = error instanceof GraphQLError ? error : null
  const refusal = chain.find((cause) => cause instanceof Refusal)
  if (refusal) return refusal.problems.map((problem) => ({ status: refusal.status, error: ofProblem(problem, at) }))
  const documentErrors = chain.flatMap((cause) => (cause as { errors?: unknown[] }).errors ?? [])
  const mistakes = documentErrors.length > 0 ? documentErrors : [chain.at(-1)]
  // What was found in checking a document is the client's, whatever it was made from; elsewhere a cause is ours.
  const isClients = (mistake: unknown) =>
    mistake instanceof GraphQLError && (documentErrors.length > 0 || !mistake.originalError)
  if (mistakes.every(isClients)) {
    return (mistakes as GraphQLError[]).map((mistake) => ({ status: 400, error: ofDocument(mistake) }))
  }
  log.error({ err: chain.at(-1), traceId }, 'A resolver failed')
  const masked = ofProblem(
    { code: 'INTERNAL_SERVER_ERROR', message: catalogue.INTERNAL_SERVER_ERROR.title, path: [] },
    at
  )
  return [{ status: 500, error: { ...masked, extensions: { ...masked.extensions, traceId } } }]
}

function ofDocument(mistake: GraphQLError): GraphQLFormattedError {
  const { message, locations, path } = mistake.toJSON()
  return { message, ...(locations && { locations }), ...(path && { path }), extensions: { code: 'INVALID_DOCUMENT' } }
}
