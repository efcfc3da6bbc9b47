import {
  type ExecutionArgs,
  type GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  NoSchemaIntrospectionCustomRule,
  parse,
  specifiedRules,
  validate
} from 'graphql'
import { refuse } from '../../errors.ts'
import { checkVariables, costWithin } from '../bounds.ts'
import { documentTokensMax } from '../limits.ts'
import { oneOperation } from '../one-operation.ts'
import { checkParams, type GraphqlParams } from '../params.ts'

/** The mistakes that validation has found in a document. */
export class InvalidDocument extends Error {
  readonly errors: readonly GraphQLError[]

  constructor(errors: readonly GraphQLError[]) {
    super('The document does not fit the schema.')
    this.errors = errors
  }
}

/** A subscription that may be followed, and what it costs at most. */
export interface Prepared {
  args: ExecutionArgs
  points: number
}

/** The parameters of a subscription, which comes with its text. Throws OPERATION_NOT_ALLOWED, QUERY_TOO_COMPLEX. */
export function subscriptionParams(input: unknown): GraphqlParams & { query: string } {
  const params = checkParams(input)
  if (params.query === null)
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'A subscription is sent with its text.', path: ['documentId'] })
  return params as GraphqlParams & { query: string }
}

/**
 * What a subscription executes, checked as a query over HTTP is: size, tokens, syntax, rules, bounds, cost.
 * Throws InvalidDocument, GraphQLError, INVALID_DOCUMENT, OPERATION_NOT_ALLOWED and QUERY_TOO_COMPLEX.
 */
export function prepare(
  schema: GraphQLSchema,
  isIntrospectionOn: boolean,
  { query, operationName, variables }: GraphqlParams & { query: string }
): Prepared {
  checkVariables(variables ?? {})
  const document = parse(oneOperation(query, operationName, documentTokensMax), { maxTokens: documentTokensMax })
  const rules = isIntrospectionOn ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const errors = validate(schema, document, rules, { hideSuggestions: true } as never)
  if (errors.length > 0) throw new InvalidDocument(errors)
  const operation = getOperationAST(document, operationName)
  if (!operation) throw refuse('INVALID_DOCUMENT', { message: 'Name one operation of the document.' })
  if (operation.operation !== 'subscription')
    throw refuse('OPERATION_NOT_ALLOWED', { message: 'Send queries and mutations to POST /graphql.' })
  const { requested } = costWithin(schema, document, variables)
  return { args: { schema, document, operationName, variableValues: variables }, points: requested }
}
