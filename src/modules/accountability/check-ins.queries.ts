import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { CheckInFilter, CheckInRow } from './check-ins.types.ts'
import { idOf, type PairKey } from './pairs.queries.ts'

const names =
  `id pair_id side kind on_date text is_done is_automatic linked_type linked_id missed_at missed_pact reaction
  reaction_text reacted_at version created_at updated_at`.split(/\s+/)

/** The columns of a check-in, as RETURNING gives them: who said it is known from the pair. */
export const returning = raw(names.map((name) => `check_ins.${name}`).join(', '))

const personId = raw(`case check_ins.side when 'INVITER' then accountability_pairs.inviter_id
  else accountability_pairs.partner_id end as person_id`)
const columns = sql`${returning}, ${personId}`
const from = sql`check_ins join accountability_pairs
  on accountability_pairs.tenant_id = ${tenant} and accountability_pairs.id = check_ins.pair_id`
const ofCampus = sql`check_ins.tenant_id = ${tenant}`

const orderOf = (direction: 'ASC' | 'DESC'): Order<CheckInRow> => ({
  name: 'checkIns.CREATED_AT',
  direction,
  keys: [
    { expression: raw('check_ins.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('check_ins.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ pairId, side, kind, from, until, isMissed }: CheckInFilter): Sql[] {
  const conditions: Sql[] = []
  if (pairId != null) conditions.push(sql`check_ins.pair_id = ${toUuid(pairId)}`)
  if (side != null) conditions.push(sql`check_ins.side = ${side}`)
  if (kind != null) conditions.push(sql`check_ins.kind = ${kind}`)
  if (from != null) conditions.push(sql`check_ins.on_date >= ${from}::date`)
  if (until != null) conditions.push(sql`check_ins.on_date <= ${until}::date`)
  if (isMissed != null) conditions.push(raw(`check_ins.missed_at is ${isMissed ? 'not null' : 'null'}`))
  if (isMissed != null) conditions.push(raw("check_ins.kind = 'INTENTION'"))
  return conditions
}

/** One page of the check-ins that `visible` allows. */
export const checkInPage = (
  reader: Reader,
  visible: Sql,
  filter: CheckInFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<CheckInRow>> =>
  page(reader, {
    columns,
    from,
    where: [ofCampus, visible, ...conditionsOf(filter)],
    order: orderOf(direction),
    args
  })

/** The check-ins with these ids that `visible` allows. */
export const checkInRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<CheckInRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where ${ofCampus} and check_ins.id = any(${ids.map(toUuid)}) and ${visible}`
  )

/** The latest check-ins of a pair, of both. */
export const latestCheckIns = (reader: Reader, pair: PairKey, limit: number): Promise<CheckInRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where ${ofCampus} and check_ins.pair_id = ${idOf(pair)} order by check_ins.created_at desc, check_ins.id desc limit ${limit}`)

/** A check-in, locked until the change is committed. */
export const lockCheckIn = (id: string): Sql => sql`
  select ${columns} from ${from} where ${ofCampus} and check_ins.id = ${toUuid(id)} for update of check_ins`

/** What the two of a pair have said since an instant. */
export const saidLately = (pair: PairKey, since: string): Sql => sql`
  select c.side, c.on_date, c.kind from check_ins c
  where c.tenant_id = ${tenant} and c.pair_id = ${idOf(pair)} and c.created_at >= ${since}`
