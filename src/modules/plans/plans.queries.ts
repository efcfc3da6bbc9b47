import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import type { PlanFilter, PlanOrderField, PlanRow } from './plans.types.ts'

const names = ['id', 'student_id', 'status', 'goal', 'archived_at', 'version', 'created_at', 'updated_at']

const instant = (column: string): Sql => raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`)

// Targets are few, so a plan brings its own along: a page of plans is one statement with all that it aims at.
const targets = (planId: string): Sql => sql`
  (select coalesce(json_agg(json_build_object('id', t.id, 'occupationCode', t.occupation_code, 'rank', t.rank,
      'reason', t.reason, 'addedAt', ${instant('t.added_at')}, 'droppedAt', null, 'dropReason', null) order by t.rank), '[]')
    from target_occupations t
    where t.tenant_id = ${tenant} and t.plan_id = ${raw(planId)} and t.dropped_at is null) as target_occupations`

const targetsMax = sql`coalesce((select (i.policy #>> '{plans,targetOccupationsMax}')::int from institutions i
  where i.id = ${tenant}), ${raw(String(defaultInstitutionPolicy.plans.targetOccupationsMax))}) as targets_max`

/** The columns of a PlanRow, as RETURNING gives them and as they are read from `e`. */
export const returning = sql`${raw(names.join(', '))}, ${targets('exploration_plans.id')}, ${targetsMax}`
const columns = sql`${raw(names.map((name) => `e.${name}`).join(', '))}, ${targets('e.id')}, ${targetsMax}`
const from = raw('exploration_plans e')

function orderOf(field: PlanOrderField, direction: 'ASC' | 'DESC'): Order<PlanRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `explorationPlans.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'e.created_at' : 'e.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('e.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function filterConditions({ status, studentId, counselorId, occupation }: PlanFilter): Sql[] {
  const conditions: Sql[] = []
  if (status) conditions.push(sql`e.status = any(${status})`)
  if (studentId != null) conditions.push(sql`e.student_id = ${toUuid(studentId)}`)
  if (counselorId != null)
    conditions.push(sql`e.student_id in (select a.student_id from counselor_assignments a
      where a.tenant_id = ${tenant} and a.counselor_id = ${toUuid(counselorId)} and a.until is null)`)
  if (occupation != null)
    conditions.push(sql`e.id in (select o.plan_id from target_occupations o
      where o.tenant_id = ${tenant} and o.occupation_code = ${occupation} and o.dropped_at is null)`)
  return conditions
}

/** One page of the plans that `visible` allows. */
export const planPage = (
  reader: Reader,
  visible: Sql,
  filter: PlanFilter,
  order: { field: PlanOrderField; direction: 'ASC' | 'DESC' },
  args: PageArgs
): Promise<Connection<PlanRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`e.tenant_id = ${tenant}`, visible, ...filterConditions(filter)],
    order: orderOf(order.field, order.direction),
    args
  })

export const planRowsByIds = (reader: Reader, ids: readonly (string | null)[]): Promise<PlanRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where e.tenant_id = ${tenant} and e.id = any(${ids.map((id) => toUuid(id ?? ''))})`
  )

export const activePlanRowsOf = (reader: Reader, visible: Sql, studentIds: readonly string[]): Promise<PlanRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where e.tenant_id = ${tenant} and e.student_id = any(${studentIds.map(toUuid)}) and e.status = 'ACTIVE' and ${visible}`)

export const planById = (id: string): Sql =>
  sql`select ${columns} from ${from} where e.tenant_id = ${tenant} and e.id = ${toUuid(id)}`

/**
 * A plan, locked until the change is committed, so that its limit holds however many changes come at once. It is read by a
 * statement of its own after the lock, which sees the targets that earlier holders committed.
 */
export const lockPlan = (id: string): Sql[] => [
  sql`select e.id from ${from} where e.tenant_id = ${tenant} and e.id = ${toUuid(id)} for update`,
  planById(id)
]
