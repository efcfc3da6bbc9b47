import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Direction } from './contacts.types.ts'
import type { TouchpointFilter, TouchpointRow } from './touchpoints.types.ts'

const names = 'id owner_id contact_id mentor_id kind occurred_at note version created_at updated_at'.split(' ')

/** The columns of a touchpoint, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `t.${name}`).join(', '))
const from = raw('touchpoints t')

const mine = (owner: string | null): Sql => sql`t.tenant_id = ${tenant} and t.owner_id = ${owner}`

const orderOf = (direction: Direction): Order<TouchpointRow> => ({
  name: 'touchpoints.OCCURRED_AT',
  direction,
  keys: [
    { expression: raw('t.occurred_at'), type: 'timestamptz', valueOf: (row) => row.occurredAt },
    { expression: raw('t.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf(owner: string | null, filter: TouchpointFilter): Sql[] {
  const conditions: Sql[] = []
  const { contactId, mentorId, kind, occurredFrom, occurredBefore } = filter
  if (contactId != null) conditions.push(sql`t.contact_id = ${toUuid(contactId)}`)
  if (mentorId != null)
    conditions.push(sql`(t.mentor_id = ${toUuid(mentorId)} or t.contact_id in (select c.id from contacts c
      where c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.person_id = ${toUuid(mentorId)}))`)
  if (kind) conditions.push(sql`t.kind = any(${kind}::text[])`)
  if (occurredFrom) conditions.push(sql`t.occurred_at >= ${occurredFrom}`)
  if (occurredBefore) conditions.push(sql`t.occurred_at < ${occurredBefore}`)
  return conditions
}

/** One page of somebody's touchpoints. */
export const touchpointPage = (
  reader: Reader,
  owner: string | null,
  filter: TouchpointFilter,
  direction: Direction,
  args: PageArgs
): Promise<Connection<TouchpointRow>> =>
  page(reader, {
    columns,
    from,
    where: [mine(owner), ...conditionsOf(owner, filter)],
    order: orderOf(direction),
    args
  })

/** Those of somebody's touchpoints that have these ids. */
export const touchpointRows = (
  reader: Reader,
  owner: string | null,
  ids: readonly string[]
): Promise<TouchpointRow[]> =>
  reader.rows(sql`select ${columns} from ${from} where ${mine(owner)} and t.id = any(${ids.map(toUuid)})`)

/** The latest touchpoints with each of somebody's contacts. */
export const latestWith = (
  reader: Reader,
  owner: string | null,
  contactIds: readonly string[],
  limit: number
): Promise<TouchpointRow[]> =>
  reader.rows(sql`select t.* from unnest(${contactIds}::uuid[]) k (id) cross join lateral (
      select ${columns} from ${from} where ${mine(owner)} and t.contact_id = k.id
      order by t.occurred_at desc, t.id desc limit ${limit}) t
    order by t.occurred_at desc, t.id desc`)

/** One of somebody's touchpoints, locked. */
export const lockTouchpoint = (owner: string | null, id: string): Sql =>
  sql`select ${columns} from ${from} where ${mine(owner)} and t.id = ${toUuid(id)} for update`

/** One of somebody's contacts, kept from being deleted meanwhile. */
export const keepContact = (owner: string | null, id: string | null | undefined): Sql =>
  sql`select c.id from contacts c where c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.id = ${toUuid(id ?? '')}
    for key share`

export const deleteTouchpoint = (owner: string, id: string): Sql =>
  sql`delete from ${from} where ${mine(owner)} and t.id = ${id} returning ${columns}`

/** Deletes what was logged with a contact, and gives the ids. */
export const deleteTouchpointsWith = (owner: string, contactId: string): Sql =>
  sql`delete from ${from} where ${mine(owner)} and t.contact_id = ${contactId} returning t.id`
