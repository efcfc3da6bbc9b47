import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ListOffersArgs, OfferFilter, OfferRow } from './landings.types.ts'

const names =
  `id student_id kind stage stage_since organization destination title occupation_code industry_code received_on
  decided_on note attributed_at version created_at updated_at`.split(/\s+/)

/** The columns of an OfferRow, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `o.${name}`).join(', '))
const from = raw('offers o')

function orderOf({ field, direction }: NonNullable<ListOffersArgs['orderBy']>): Order<OfferRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `offers.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'o.created_at' : 'o.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('o.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf(filter: OfferFilter): Sql[] {
  const conditions: Sql[] = []
  const { studentId, kind, stage, isAttributed, createdFrom, createdBefore } = filter
  if (studentId != null) conditions.push(sql`o.student_id = ${toUuid(studentId)}`)
  if (kind) conditions.push(sql`o.kind = ${kind}`)
  if (stage) conditions.push(sql`o.stage = any(${stage}::text[])`)
  if (isAttributed != null) conditions.push(raw(`o.attributed_at is ${isAttributed ? 'not null' : 'null'}`))
  if (createdFrom) conditions.push(sql`o.created_at >= ${createdFrom}`)
  if (createdBefore) conditions.push(sql`o.created_at < ${createdBefore}`)
  return conditions
}

/** One page of the offers that `visible` allows. */
export const offerPage = (
  reader: Reader,
  visible: Sql,
  filter: OfferFilter,
  order: NonNullable<ListOffersArgs['orderBy']>,
  args: PageArgs
): Promise<Connection<OfferRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`o.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The offers with these ids that `visible` allows. */
export const offerRows = (reader: Reader, visible: Sql, ids: readonly (string | null)[]): Promise<OfferRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where o.tenant_id = ${tenant} and o.id = any(${ids.map((id) => toUuid(id ?? ''))}) and ${visible}`)

/** An offer that `visible` allows, locked, so that it makes one move at a time. */
export const lockOffer = (id: string, visible: Sql): Sql =>
  sql`select ${columns} from ${from} where o.tenant_id = ${tenant} and o.id = ${toUuid(id)} and ${visible} for update of o`

/** The offer that a landing is to come of: nobody deletes it or moves it on meanwhile. */
export const holdOffer = (id: string | null | undefined, visible: Sql): Sql =>
  sql`select ${columns} from ${from} where o.tenant_id = ${tenant} and o.id = ${toUuid(id ?? '')} and ${visible} for share of o`

/** Whether landings come of an offer; after its lock. */
export const landingsOfOffer = (id: string): Sql =>
  sql`select l.id from landings l where l.tenant_id = ${tenant} and l.offer_id = ${toUuid(id)} limit 1`

export const deleteOffer = (id: string): Sql =>
  sql`delete from offers o where o.tenant_id = ${tenant} and o.id = ${id} returning ${columns}`
