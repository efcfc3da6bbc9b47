import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ListOrder, PairDays, PairFilter, PairOrderField, PairRow } from './accountability.types.ts'

const names = `id status inviter_id partner_id partner_name partner_email platform platform_note inviter_time_zone
  partner_time_zone pact pact_version pact_agreed_at proposed_pact proposed_pact_version pact_proposed_by pact_proposed_at
  partner_link_id partner_link_sha256 partner_link_expires_at accepted_at ended_at version created_at updated_at`.split(
  /\s+/
)

/** The columns of a pair, as they are read and as RETURNING gives them. */
export const returning = raw(names.map((name) => `accountability_pairs.${name}`).join(', '))
const from = raw('accountability_pairs')
const ofCampus = sql`accountability_pairs.tenant_id = ${tenant}`

function orderOf({ field, direction }: ListOrder<PairOrderField>): Order<PairRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `accountabilityPairs.${field}`,
    direction,
    keys: [
      {
        expression: raw(`accountability_pairs.${isCreated ? 'created_at' : 'updated_at'}`),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('accountability_pairs.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ personId, status }: PairFilter): Sql[] {
  const conditions: Sql[] = []
  if (personId != null)
    conditions.push(
      sql`(accountability_pairs.inviter_id = ${toUuid(personId)} or accountability_pairs.partner_id = ${toUuid(personId)})`
    )
  if (status) conditions.push(sql`accountability_pairs.status = any(${status})`)
  return conditions
}

/** One page of the pairs that `visible` allows. */
export const pairPage = (
  reader: Reader,
  visible: Sql,
  filter: PairFilter,
  order: ListOrder<PairOrderField>,
  args: PageArgs
): Promise<Connection<PairRow>> =>
  page(reader, {
    columns: returning,
    from,
    where: [ofCampus, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The pairs with these ids that `visible` allows. */
export const pairRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<PairRow[]> =>
  reader.rows(
    sql`select ${returning} from ${from} where ${ofCampus} and accountability_pairs.id = any(${ids.map(toUuid)}) and ${visible}`
  )

/** A pair, locked until the change is committed, and whether `visible` allows it. */
export const lockPair = (id: string, visible: Sql): Sql => sql`
  select ${returning}, ${visible} as is_visible from ${from}
  where ${ofCampus} and accountability_pairs.id = ${toUuid(id)} for no key update`

export interface LinkKey {
  linkId: string
  sha256: string
}

const byLink = ({ linkId, sha256 }: LinkKey): Sql => sql`${ofCampus}
  and accountability_pairs.partner_link_id = ${linkId} and accountability_pairs.partner_link_sha256 = ${sha256}`

/** The pair of a link, locked; none when there is no such link. */
export const lockPairOfLink = (link: LinkKey): Sql =>
  sql`select ${returning} from ${from} where ${byLink(link)} for no key update`

/** A pair by its id, or by its link. */
export type PairKey = string | LinkKey

/** The id of a pair. */
export const idOf = (pair: PairKey): Sql =>
  typeof pair === 'string'
    ? sql`${toUuid(pair)}`
    : sql`(select accountability_pairs.id from ${from} where ${byLink(pair)})`

/** The pair of a check-in, held as it is until the change is committed. */
export const lockPairOfCheckIn = (id: string): Sql => sql`
  select ${returning} from ${from} where ${ofCampus} and accountability_pairs.id = (select c.pair_id from check_ins c
    where c.tenant_id = ${tenant} and c.id = ${toUuid(id)}) for no key update`

export interface LinkedPairRow extends PairRow {
  institutionName: string
  inviterGivenName: string
}

/** The pair of a link, with what its view names. */
export const pairOfLink = async (reader: Reader, link: LinkKey): Promise<LinkedPairRow | null> =>
  (
    await reader.rows<LinkedPairRow>(sql`
      select ${returning}, i.name as institution_name, p.given_name as inviter_given_name
      from ${from} join institutions i on i.id = ${tenant}
      join persons p on p.tenant_id = ${tenant} and p.id = accountability_pairs.inviter_id
      where ${byLink(link)}`)
  )[0] ?? null

export interface Party {
  id: string
  timeZone: string
  /** Active, and to be found by everybody. */
  isFindable: boolean
}

/** People, locked in one order, so that nobody enters two pairs at once. */
export const lockPeople = (ids: readonly (string | null | undefined)[]): Sql => sql`
  select p.id, p.time_zone, p.is_active and not p.is_directory_opted_out as is_findable
  from persons p where p.tenant_id = ${tenant} and p.id = any(${ids.map((id) => toUuid(id ?? ''))}::uuid[])
  order by p.id for no key update`

/** The same for whoever was invited to a pair. */
export const lockInvited = (pairId: string): Sql => sql`
  select p.id, p.time_zone from persons p where p.tenant_id = ${tenant} and p.id = (select k.partner_id from accountability_pairs k
    where k.tenant_id = ${tenant} and k.id = ${toUuid(pairId)}) for no key update`

export type LivePair = Pick<PairRow, 'id' | 'inviterId' | 'partnerId' | 'status'>

/** What somebody has going: pairs, and invitations of theirs and to them. */
export const livePairsOf = (personId: string | null): Sql => sql`
  select ${raw('accountability_pairs.id, inviter_id, partner_id, status')} from ${from}
  where ${ofCampus} and (inviter_id = ${personId} or partner_id = ${personId}) and status in ('INVITED', 'ACTIVE')`

const doneOn = (side: 'INVITER' | 'PARTNER'): Sql => sql`array(select c.on_date::text from check_ins c
  where c.tenant_id = ${tenant} and c.pair_id = accountability_pairs.id and c.side = ${raw(`'${side}'`)} and c.is_done
  order by c.on_date)`

/** The days of these pairs, as far as `visible` allows; those that were meant to be used since a date. */
export const daysOfPairs = (
  reader: Reader,
  visible: Sql,
  ids: readonly string[],
  since: string
): Promise<(PairDays & Pick<PairRow, 'partnerLinkId'>)[]> =>
  reader.rows(sql`
    select ${raw('accountability_pairs.id, inviter_id, partner_id, partner_link_id, inviter_time_zone, partner_time_zone')},
      ${doneOn('INVITER')} as inviter_done_on, ${doneOn('PARTNER')} as partner_done_on,
      array(select distinct c.on_date::text from check_ins c where c.tenant_id = ${tenant}
        and c.pair_id = accountability_pairs.id and c.kind = 'INTENTION' and c.on_date >= ${since}::date) as intended_on
    from ${from} where ${ofCampus} and accountability_pairs.id = any(${ids.map(toUuid)}) and ${visible}`)
