import { hash } from 'node:crypto'
import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { assertMayKeepDocuments } from './documents.policy.ts'
import {
  deleteDocument,
  documentPage,
  documentRows,
  documentsByDigest,
  insertDocuments,
  textByDigest
} from './documents.queries.ts'
import { digestOf, documentProblems, documentsMax } from './documents.rules.ts'
import type { ReadsDocument, TrustedDocumentRow } from './documents.types.ts'

export type { ReadsDocument, TrustedDocumentRow } from './documents.types.ts'

export interface RegisterTrustedDocumentsInput {
  documents: readonly { text: string }[]
}

/** The SHA-256 of a document's text, in hexadecimal. */
export const digestOfText = (text: string): string => hash('sha256', text, 'hex')

/**
 * Registers documents, all or none, and gives them back in the order of the input. What is registered already stays.
 * Throws FORBIDDEN for all but admins and integrations, BATCH_TOO_LARGE, INVALID_INPUT for text that can't be run here.
 */
export const registerTrustedDocuments = (
  scope: Scope,
  { documents }: RegisterTrustedDocumentsInput,
  read: ReadsDocument
): Promise<TrustedDocumentRow[]> =>
  write(scope, async (tx) => {
    assertMayKeepDocuments(tx.actor)
    if (documents.length > documentsMax)
      throw refuse('BATCH_TOO_LARGE', { path: ['documents'], message: `At most ${documentsMax} documents a call.` })
    const found = documents.map(({ text }) => ({ text, ...read(text) }))
    refuseAll(documentProblems(found))
    const rows = found.map(({ name, text }) => ({ id: newId(), digest: digestOfText(text), name, text }))
    const digests = rows.map(({ digest }) => digest)
    const [added = [], registered = []] = await tx.batch([insertDocuments(rows, tx.now), documentsByDigest(digests)])
    const byDigest = new Map((registered as unknown as TrustedDocumentRow[]).map((row) => [row.documentId, row]))
    for (const { id } of added as unknown as { id: string }[]) {
      const { digest, name } = rows.find((row) => row.id === id) as (typeof rows)[number]
      const payload = { documentId: `sha256:${digest}` }
      const action = 'trusted_document.registered'
      tx.record({ action, subjectType: 'TrustedDocument', subjectId: id, changes: { ...payload, name }, payload })
    }
    return digests.map((digest) => byDigest.get(`sha256:${digest}`) as TrustedDocumentRow)
  })

/** Removes a document from the register, and gives it back. Throws FORBIDDEN, NOT_FOUND. */
export const removeTrustedDocument = (scope: Scope, { id }: { id: string }): Promise<TrustedDocumentRow> =>
  write(scope, async (tx) => {
    assertMayKeepDocuments(tx.actor)
    const [document] = await tx.rows<TrustedDocumentRow>(deleteDocument(id))
    if (!document) throw refuse('NOT_FOUND', { path: ['id'] })
    const payload = { documentId: document.documentId }
    const changes = { ...payload, name: document.name, text: document.text }
    const action = 'trusted_document.removed'
    tx.record({ action, subjectType: 'TrustedDocument', subjectId: document.id, changes, payload })
    return document
  })

/** One page of the register, in the order of registration. Throws FORBIDDEN, INVALID_PAGING, INVALID_CURSOR. */
export async function listTrustedDocuments(scope: Scope, args: PageArgs): Promise<Connection<TrustedDocumentRow>> {
  assertMayKeepDocuments(scope.actor)
  return documentPage(scope, args)
}

/** A registered document. Throws FORBIDDEN, NOT_FOUND. */
export async function getTrustedDocument(scope: Scope, { id }: { id: string }): Promise<TrustedDocumentRow> {
  const document = await findTrustedDocument(scope, { id })
  if (!document) throw refuse('NOT_FOUND', { path: ['id'] })
  return document
}

/** A registered document, or null. Throws FORBIDDEN. */
export async function findTrustedDocument(scope: Scope, { id }: { id: string }): Promise<TrustedDocumentRow | null> {
  assertMayKeepDocuments(scope.actor)
  return (await documentRows(scope, [id]))[0] ?? null
}

/** The registered documents with these ids in their order; null for each that is missing or not for the actor. */
export async function trustedDocumentsByIds(
  scope: Scope,
  ids: readonly string[]
): Promise<(TrustedDocumentRow | null)[]> {
  try {
    assertMayKeepDocuments(scope.actor)
  } catch {
    return ids.map(() => null)
  }
  return inOrder(ids, await documentRows(scope, ids), ({ id }) => id)
}

/** The text that the campus has registered under a document's id, for whoever asks there; null when there is none. */
export async function trustedText(scope: Scope, documentId: string): Promise<string | null> {
  const digest = digestOf(documentId)
  return digest && textByDigest(scope, digest)
}
