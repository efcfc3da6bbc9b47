import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { all, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ContractUsageFilter, ContractUsageRow, Use } from './usage.types.ts'

/** All people of a campus as one client. */
export const people = 'people'

const byCoordinate: Order<ContractUsageRow> = {
  name: 'contractUsage',
  direction: 'ASC',
  keys: [
    { expression: raw('u.coordinate'), type: 'text', valueOf: (row) => row.coordinate },
    { expression: raw('u.client'), type: 'text', valueOf: (row) => row.client }
  ]
}

function conditions({ coordinate, clientId, usedFrom }: ContractUsageFilter): Sql[] {
  const found = [sql`c.tenant_id = ${tenant}`]
  if (coordinate != null) found.push(sql`c.coordinate = ${coordinate}`)
  if (clientId != null) found.push(sql`c.client = ${toUuid(clientId).toLowerCase()}`)
  if (usedFrom != null) found.push(sql`c.used_on >= ${usedFrom}::date`)
  return found
}

/** One page of what was used by whom, over all days together. */
export function usagePage(
  reader: Reader,
  filter: ContractUsageFilter,
  args: PageArgs
): Promise<Connection<ContractUsageRow>> {
  const summed = sql`(select c.coordinate, c.client, least(sum(c.uses), 2147483647)::int as uses, max(c.used_on)::text as last_used_on
    from contract_usage c where ${all(conditions(filter))} group by c.coordinate, c.client) u
    left join service_accounts s on s.tenant_id = ${tenant} and s.id::text = u.client`
  const columns = raw('u.coordinate, u.client, s.id as client_id, s.name as client_name, u.uses, u.last_used_on')
  return page(reader, { columns, from: summed, where: [raw('true')], order: byCoordinate, args })
}

/** Adds uses to those of a day, in the order of the key, so that instances do not wait for each other in a ring. */
export const addUses = (uses: readonly Use[], usedOn: string): Sql => sql`
  insert into contract_usage as c (tenant_id, client, coordinate, used_on, uses)
  select ${tenant}::uuid, n.client, n.coordinate, ${usedOn}::date, n.uses
  from unnest(${uses.map(({ client }) => client)}::text[], ${uses.map(({ coordinate }) => coordinate)}::text[],
    ${uses.map((use) => use.uses)}::bigint[]) as n (client, coordinate, uses)
  order by n.coordinate, n.client
  on conflict (tenant_id, coordinate, client, used_on) do update set uses = c.uses + excluded.uses`

/** Removes the uses before a day, and says of each that it did. */
export const removeUsesBefore = (day: string): Sql =>
  sql`delete from contract_usage where tenant_id = ${tenant} and used_on < ${day}::date returning uses`
