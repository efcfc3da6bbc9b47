import type { Reader } from '../../db/scope.ts'
import { join, raw, type Sql, sql, tenant } from '../../db/sql.ts'

export type NodeType =
  | 'Institution'
  | 'Person'
  | 'MeetingRequest'
  | 'Meeting'
  | 'Outcome'
  | 'TrustedDocument'
  | 'Notification'

const tables: [NodeType, string][] = [
  ['Person', 'persons'],
  ['MeetingRequest', 'meeting_requests'],
  ['Meeting', 'meetings'],
  ['Outcome', 'outcomes'],
  ['TrustedDocument', 'trusted_documents'],
  ['Notification', 'notifications']
]

/** Which of these ids are what. Ids are unique across types, so one statement over the primary keys tells. */
export function typesOf(reader: Reader, ids: readonly string[]): Promise<{ type: NodeType; id: string }[]> {
  const parts: Sql[] = tables.map(
    ([type, table]) =>
      sql`select ${raw(`'${type}'`)} as type, id from ${raw(table)} where tenant_id = ${tenant} and id = any(${ids})`
  )
  parts.push(sql`select 'Institution' as type, id from institutions where id = ${tenant} and id = any(${ids})`)
  return reader.rows(join(parts, ' union all '))
}
