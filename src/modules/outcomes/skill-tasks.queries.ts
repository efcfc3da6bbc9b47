import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { SkillTaskFilter, SkillTaskRow } from './skill-tasks.types.ts'

const names = 'id outcome_id student_id name due_on status closed_at version created_at updated_at'.split(' ')

/** The columns of a SkillTaskRow, as RETURNING gives them and as they are read from `k`. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `k.${name}`).join(', '))
const from = raw('skill_tasks k')

const byCreation = (direction: 'ASC' | 'DESC'): Order<SkillTaskRow> => ({
  name: 'skillTasks.CREATED_AT',
  direction,
  keys: [
    { expression: raw('k.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('k.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ studentId, status, dueBefore }: SkillTaskFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`k.student_id = ${toUuid(studentId)}`)
  if (status) conditions.push(sql`k.status = any(${status})`)
  if (dueBefore) conditions.push(sql`k.due_on < ${dueBefore}`)
  return conditions
}

/** One page of the tasks that `visible` allows. */
export const skillTaskPage = (
  reader: Reader,
  visible: Sql,
  filter: SkillTaskFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<SkillTaskRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`k.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: byCreation(direction),
    args
  })

/** The tasks with these ids, or of these outcomes, that `visible` allows, in the order in which they were given. */
export const skillTaskRowsBy = (
  reader: Reader,
  visible: Sql,
  column: 'id' | 'outcome_id',
  ids: readonly string[]
): Promise<SkillTaskRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where k.tenant_id = ${tenant} and k.${raw(column)} = any(${ids.map(toUuid)}) and ${visible} order by k.id`)

/** A task, locked, so that it is not both acquired and let go. */
export const lockSkillTask = (id: string, visible: Sql): Sql =>
  sql`select ${columns} from ${from} where k.tenant_id = ${tenant} and k.id = ${toUuid(id)} and ${visible} for update of k`
