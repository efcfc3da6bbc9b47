import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'
import type { ReadDocument } from './documents.types.ts'

export const documentsMax = 100

const documentIdPattern = /^sha256:([0-9a-f]{64})$/i

/** The digest in a document's id, in lower case; null when it is not one ("Persisted Documents" of GraphQL over HTTP). */
export const digestOf = (documentId: string): string | null =>
  documentIdPattern.exec(documentId)?.[1]?.toLowerCase() ?? null

/** What is wrong with the documents, each problem with the place of its document. */
export function documentProblems(documents: readonly (ReadDocument & { text: string })[]): Problem[] {
  if (documents.length === 0)
    return [problem('INVALID_INPUT', { path: ['documents'], message: 'Give at least one document.' })]
  return documents.flatMap(({ text, mistakes }, index) => {
    const path = ['documents', index, 'text']
    // GraphQL allows a NUL in comments, Postgres nowhere; how long a document may be is among its mistakes.
    const unkeepable = textProblems(text, path, Number.POSITIVE_INFINITY)
    return [...unkeepable, ...mistakes.map((message) => problem('INVALID_INPUT', { path, message }))]
  })
}
