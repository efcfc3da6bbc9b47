import { refuse } from '../errors.ts'
import { documentBytesMax, variablesBytesMax } from './limits.ts'

/** The parameters of a GraphQL-over-HTTP request (section 5 of that specification). */
export interface GraphqlParams {
  /** The document's text, or null when the request names a registered one. */
  query: string | null
  documentId: string | null
  operationName?: string
  variables?: Record<string, unknown>
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const notAllowed = (message: string, name: string) => refuse('OPERATION_NOT_ALLOWED', { message, path: [name] })

/** What Apollo's clients call a registered document by, beside the parameter that the specification has for it. */
function idInExtensions(extensions: unknown): string | null {
  const persisted = isRecord(extensions) ? extensions.persistedQuery : undefined
  return isRecord(persisted) && typeof persisted.sha256Hash === 'string' ? `sha256:${persisted.sha256Hash}` : null
}

function checkQuery(query: unknown): string {
  if (typeof query !== 'string' || query.trim() === '') throw notAllowed('query must be a GraphQL document.', 'query')
  const bytes = Buffer.byteLength(query)
  if (bytes > documentBytesMax) {
    const message = `The document has ${bytes} bytes; ${documentBytesMax} are allowed.`
    throw refuse('QUERY_TOO_COMPLEX', { message, path: ['query'] })
  }
  // A document begins with a word, a brace, a comment or a description; a JSON syntax tree begins with {" or [.
  if (/^[\s\uFEFF]*(\[|\{\s*["}])/.test(query))
    throw notAllowed('query must be GraphQL text, not a syntax tree.', 'query')
  return query
}

/**
 * The parameters, checked before Mercurius sees them: it would take a number or a JSON syntax tree for a document, past
 * its own limits. Throws OPERATION_NOT_ALLOWED and QUERY_TOO_COMPLEX.
 */
export function checkParams(input: unknown): GraphqlParams {
  if (!isRecord(input)) throw refuse('OPERATION_NOT_ALLOWED', { message: 'The body must be one JSON object.' })
  const { query, documentId, operationName, variables, extensions } = input
  if (documentId != null && typeof documentId !== 'string') throw notAllowed('documentId must be text.', 'documentId')
  if (documentId != null && query != null) throw notAllowed('Give query or documentId, not both.', 'documentId')
  const id = query == null ? (documentId ?? idInExtensions(extensions)) : null
  const text = id == null ? checkQuery(query) : null
  if (operationName != null && typeof operationName !== 'string')
    throw notAllowed('operationName must be text.', 'operationName')
  if (variables != null && !isRecord(variables)) throw notAllowed('variables must be an object.', 'variables')
  if (extensions != null && !isRecord(extensions)) throw notAllowed('extensions must be an object.', 'extensions')
  const rest = { ...(operationName && { operationName }), ...(variables && { variables }) }
  return { query: text, documentId: id, ...rest }
}

/** The parameters in a URL's query, where objects are JSON text. Throws OPERATION_NOT_ALLOWED. */
export function paramsOfUrl(query: unknown): unknown {
  const input = { ...(query as Record<string, unknown>) }
  for (const name of ['variables', 'extensions']) {
    const value = input[name]
    if (typeof value !== 'string') continue
    if (value.length > variablesBytesMax) {
      const message = `${name} has ${value.length} characters; ${variablesBytesMax} are allowed.`
      throw refuse('QUERY_TOO_COMPLEX', { message, path: [name] })
    }
    try {
      input[name] = JSON.parse(value)
    } catch {
      throw notAllowed(`${name} must be JSON.`, name)
    }
  }
  return input
}
