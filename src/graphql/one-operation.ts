import { type DocumentNode, Kind, parse, print, separateOperations } from 'graphql'

const keptMax = 100
const kept = new Map<string, string>()

/**
 * The text of the one operation that is asked for, with its fragments. Compiled plans are kept by text: of a document with
 * a query and a mutation, the plan of one would serve a request for the other. Text with one operation, text that can't
 * be parsed and names that don't fit are given back as they are.
 */
export function oneOperation(query: string, operationName: string | undefined, maxTokens: number): string {
  // Two operations take two keywords, or a keyword beside the bare form.
  if (operationName === undefined || !mayHoldSeveral(query)) return query
  const key = `${operationName} ${query}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const text = separated(query, operationName, maxTokens)
  if (kept.size >= keptMax) kept.delete(kept.keys().next().value as string)
  kept.set(key, text)
  return text
}

const mayHoldSeveral = (query: string): boolean => (query.match(/\b(query|mutation|subscription)\b/g)?.length ?? 0) > 1

function separated(query: string, operationName: string, maxTokens: number): string {
  const document = tryParse(query, maxTokens)
  const operations = document?.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION) ?? []
  if (document === null || operations.length < 2) return query
  const found = separateOperations(document)[operationName]
  return found ? print(found) : query
}

function tryParse(query: string, maxTokens: number): DocumentNode | null {
  try {
    return parse(query, { maxTokens })
  } catch {
    return null
  }
}
