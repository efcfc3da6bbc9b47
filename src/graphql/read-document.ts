import {
  buildSchema,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate
} from 'graphql'
import { Refusal } from '../errors.ts'
import { costWithin } from './bounds.ts'
import { documentBytesMax, documentTokensMax } from './limits.ts'
import { schemaTexts } from './schema.ts'

let schema: GraphQLSchema | null = null

const operationsIn = ({ definitions }: DocumentNode) =>
  definitions.filter((one): one is OperationDefinitionNode => one.kind === Kind.OPERATION_DEFINITION)

/**
 * The name of a document's one operation, and what keeps it from being run here, whatever the variables: mistakes in the
 * text, against the schema, and bounds that it is over.
 */
export function readDocument(text: string): { name: string | null; mistakes: readonly string[] } {
  const no = (...mistakes: string[]) => ({ name: null, mistakes })
  if (Buffer.byteLength(text) > documentBytesMax) return no(`The document has more than ${documentBytesMax} bytes.`)
  try {
    const document = parse(text, { maxTokens: documentTokensMax })
    const [operation, ...others] = operationsIn(document)
    if (!operation || others.length > 0) return no('The document has to have one operation.')
    schema ??= buildSchema(schemaTexts().join('\n'))
    const mistakes = validate(schema, document, undefined, { hideSuggestions: true } as never)
    if (mistakes.length > 0) return no(...mistakes.map(({ message }) => message))
    costWithin(schema, document, {})
    return { name: operation.name?.value ?? null, mistakes: [] }
  } catch (error) {
    return no(error instanceof Refusal ? error.message : (error as Error).message)
  }
}
