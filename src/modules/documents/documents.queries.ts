import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { TrustedDocumentRow } from './documents.types.ts'

const columns = raw("d.id, 'sha256:' || d.sha256 as document_id, d.name, d.text, d.created_at")
const from = raw('trusted_documents d')

const asRegistered: Order<TrustedDocumentRow> = {
  name: 'trustedDocuments',
  direction: 'ASC',
  keys: [
    { expression: raw('d.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('d.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
}

/** One page of the register. */
export const documentPage = (reader: Reader, args: PageArgs): Promise<Connection<TrustedDocumentRow>> =>
  page(reader, { columns, from, where: [sql`d.tenant_id = ${tenant}`], order: asRegistered, args })

export const documentRows = (reader: Reader, ids: readonly string[]): Promise<TrustedDocumentRow[]> =>
  reader.rows(sql`select ${columns} from ${from} where d.tenant_id = ${tenant} and d.id = any(${ids.map(toUuid)})`)

/** The text with this digest, if it is registered. */
export const textByDigest = async (reader: Reader, digest: string): Promise<string | null> => {
  const found = sql`select d.text from ${from} where d.tenant_id = ${tenant} and d.sha256 = ${digest}`
  return (await reader.rows<{ text: string }>(found))[0]?.text ?? null
}

export interface NewDocument {
  id: string
  digest: string
  name: string | null
  text: string
}

/** Registers what is not there yet, and gives the ids of what it added. */
export const insertDocuments = (documents: readonly NewDocument[], now: string): Sql => sql`
  insert into trusted_documents (tenant_id, id, sha256, name, text, created_at)
  select ${tenant}::uuid, n.id, n.sha256, n.name, n.text, ${now}::timestamptz
  from unnest(${documents.map(({ id }) => id)}::uuid[], ${documents.map(({ digest }) => digest)}::text[],
    ${documents.map(({ name }) => name)}::text[], ${documents.map(({ text }) => text)}::text[]) as n (id, sha256, name, text)
  on conflict (tenant_id, sha256) do nothing returning id`

export const documentsByDigest = (digests: readonly string[]): Sql =>
  sql`select ${columns} from ${from} where d.tenant_id = ${tenant} and d.sha256 = any(${digests})`

export const deleteDocument = (id: string): Sql =>
  sql`delete from trusted_documents d where d.tenant_id = ${tenant} and d.id = ${toUuid(id)} returning ${columns}`
