import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Direction } from './contacts.types.ts'
import type { MilestoneFilter, MilestoneRow } from './milestones.types.ts'

const names = 'id mentor_id title occurred_on url created_at'.split(' ')

/** The columns of a milestone, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `n.${name}`).join(', '))
const from = sql`milestones n join persons p on p.tenant_id = ${tenant} and p.id = n.mentor_id`

const seen = (visible: Sql): Sql => sql`n.tenant_id = ${tenant} and ${visible}`

const orderOf = (direction: Direction): Order<MilestoneRow> => ({
  name: 'milestones.OCCURRED_ON',
  direction,
  keys: [
    { expression: raw('n.occurred_on'), type: 'date', valueOf: (row) => row.occurredOn },
    { expression: raw('n.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ mentorId, occurredFrom, occurredBefore }: MilestoneFilter): Sql[] {
  const conditions: Sql[] = []
  if (mentorId != null) conditions.push(sql`n.mentor_id = ${toUuid(mentorId)}`)
  if (occurredFrom) conditions.push(sql`n.occurred_on >= ${occurredFrom}::date`)
  if (occurredBefore) conditions.push(sql`n.occurred_on < ${occurredBefore}::date`)
  return conditions
}

/** One page of the milestones of mentors whom `visible` allows as `persons p`. */
export const milestonePage = (
  reader: Reader,
  visible: Sql,
  filter: MilestoneFilter,
  direction: Direction,
  args: PageArgs
): Promise<Connection<MilestoneRow>> =>
  page(reader, {
    columns,
    from,
    where: [seen(visible), ...conditionsOf(filter)],
    order: orderOf(direction),
    args
  })

/** Those of these milestones whose mentors `visible` allows. */
export const milestoneRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<MilestoneRow[]> =>
  reader.rows(sql`select ${columns} from ${from} where ${seen(visible)} and n.id = any(${ids.map(toUuid)})`)

/** The latest milestones of each of these mentors, whoever sees them. */
export const latestOf = (reader: Reader, mentorIds: readonly string[], limit: number): Promise<MilestoneRow[]> =>
  reader.rows(sql`select n.* from unnest(${mentorIds}::uuid[]) k (id) cross join lateral (
      select ${columns} from milestones n where n.tenant_id = ${tenant} and n.mentor_id = k.id
      order by n.occurred_on desc, n.id desc limit ${limit}) n
    order by n.occurred_on desc, n.id desc`)

/** The profile of a mentor who tells something, locked, so that the bound of their milestones holds. */
export const lockTeller = (id: string | null): Sql =>
  sql`select m.person_id from mentor_profiles m where m.tenant_id = ${tenant} and m.person_id = ${id} for no key update`

/** How many milestones a mentor has; after the lock. */
export const countOf = (mentorId: string | null): Sql =>
  sql`select count(*) from milestones n where n.tenant_id = ${tenant} and n.mentor_id = ${mentorId}`

/** A milestone that `visible` allows, locked. */
export const lockMilestone = (visible: Sql, id: string): Sql =>
  sql`select ${columns} from ${from} where ${seen(visible)} and n.id = ${toUuid(id)} for update of n`

export const deleteMilestone = (id: string): Sql =>
  sql`delete from milestones n where n.tenant_id = ${tenant} and n.id = ${id} returning ${columns}`
