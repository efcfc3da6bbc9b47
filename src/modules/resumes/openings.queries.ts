import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { OpeningFilter, OpeningRow } from './resumes.types.ts'

const byTime = (direction: 'ASC' | 'DESC'): Order<OpeningRow> => ({
  name: 'resumeOpenings.OPENED_AT',
  direction,
  keys: [
    { expression: raw('o.opened_at'), type: 'timestamptz', valueOf: (row) => row.openedAt },
    { expression: raw('o.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ studentId, shareId, openedFrom, openedBefore }: OpeningFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`o.student_id = ${toUuid(studentId)}`)
  if (shareId != null) conditions.push(sql`o.share_id = ${toUuid(shareId)}`)
  if (openedFrom) conditions.push(sql`o.opened_at >= ${openedFrom}`)
  if (openedBefore) conditions.push(sql`o.opened_at < ${openedBefore}`)
  return conditions
}

/** One page of the openings that `visible` allows. */
export const openingPage = (
  reader: Reader,
  visible: Sql,
  filter: OpeningFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<OpeningRow>> =>
  page(reader, {
    columns: raw('o.id, o.share_id, o.opened_by_id, o.opened_at'),
    from: raw('resume_openings o'),
    where: [sql`o.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: byTime(direction),
    args
  })
