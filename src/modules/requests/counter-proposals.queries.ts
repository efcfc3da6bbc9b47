import { toUuid } from '../../db/ids.ts'
import type { Order } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { CounterProposalRow } from './counter-proposals.types.ts'
import { columns as requestColumns } from './requests.queries.ts'

// Where a proposal stands follows from its place and its request, so nothing has to be written when it changes.
const columns = raw(`c.id, c.request_id, c.ordinal, c.proposed_by_id, c.proposed_times, c.channel, c.duration_minutes,
  c.note, c.created_at, c.accepted_at,
  case when c.accepted_at is not null then 'ACCEPTED' when c.ordinal < r.counter_count then 'SUPERSEDED'
    when r.status in ('SENT', 'NEEDS_INFO') then 'OPEN' else 'CLOSED' end as status`)

const from = sql`counter_proposals c join meeting_requests r on r.tenant_id = ${tenant} and r.id = c.request_id`

/** Oldest first: the place among the proposals of a request. */
export const byOrdinal: Order<CounterProposalRow> = {
  name: 'counterProposals',
  direction: 'ASC',
  keys: [{ expression: raw('c.ordinal'), type: 'int4', valueOf: (row) => row.ordinal }]
}

/** The counter-proposals of these requests, oldest first; each has as many as the campus's policy lets it have. */
export const rowsByRequestIds = (reader: Reader, ids: readonly string[]): Promise<CounterProposalRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where c.tenant_id = ${tenant} and c.request_id = any(${ids.map(toUuid)}) order by c.ordinal`)

/** Counter-proposals by id, of the requests (as `r`) that `visible` allows. */
export const rowsByIds = (reader: Reader, ids: readonly string[], visible: Sql): Promise<CounterProposalRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where c.tenant_id = ${tenant} and c.id = any(${ids.map(toUuid)}) and ${visible}`)

/** The latest counter-proposal of a request. A statement of its own after the request's lock, to see what others committed. */
export const latestOf = (requestId: string): Sql => sql`select ${columns} from ${from}
  where c.tenant_id = ${tenant} and c.request_id = ${toUuid(requestId)} order by c.ordinal desc limit 1`

/** The request of a counter-proposal, locked: proposals change under their request's lock and no other. */
export const lockRequestOf = (id: string): Sql => sql`
  select ${requestColumns} from meeting_requests r where r.tenant_id = ${tenant}
    and r.id = (select c.request_id from counter_proposals c where c.tenant_id = ${tenant} and c.id = ${toUuid(id)})
  for update of r`

/** One counter-proposal, read after the lock of its request. */
export const proposalRow = (id: string): Sql =>
  sql`select ${columns} from ${from} where c.tenant_id = ${tenant} and c.id = ${toUuid(id)}`

export const acceptRow = (id: string, now: string): Sql =>
  sql`update counter_proposals set accepted_at = ${now} where tenant_id = ${tenant} and id = ${id}`
