import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { LeadFilter, LeadRow } from './outcomes.types.ts'

const columns = raw('l.id, l.outcome_id, l.student_id, l.organization, l.title, l.url, l.closes_on, l.created_at')
const from = raw('leads l')

const byCreation = (direction: 'ASC' | 'DESC'): Order<LeadRow> => ({
  name: 'leads.CREATED_AT',
  direction,
  keys: [
    { expression: raw('l.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('l.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ studentId, isOpen }: LeadFilter, today: string): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`l.student_id = ${toUuid(studentId)}`)
  if (isOpen === true) conditions.push(sql`(l.closes_on is null or l.closes_on >= ${today})`)
  if (isOpen === false) conditions.push(sql`l.closes_on < ${today}`)
  return conditions
}

/** One page of the leads that `visible` allows, open or not as of a day. */
export const leadPage = (
  reader: Reader,
  visible: Sql,
  { filter, today, direction }: { filter: LeadFilter; today: string; direction: 'ASC' | 'DESC' },
  args: PageArgs
): Promise<Connection<LeadRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`l.tenant_id = ${tenant}`, visible, ...conditionsOf(filter, today)],
    order: byCreation(direction),
    args
  })

/** The leads with these ids, or of these outcomes, that `visible` allows, in the order in which they were given. */
export const leadRowsBy = (
  reader: Reader,
  visible: Sql,
  column: 'id' | 'outcome_id',
  ids: readonly string[]
): Promise<LeadRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where l.tenant_id = ${tenant} and l.${raw(column)} = any(${ids.map(toUuid)}) and ${visible} order by l.id`)
