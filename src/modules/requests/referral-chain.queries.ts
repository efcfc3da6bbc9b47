import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { referralColumns } from './referrals.queries.ts'
import type { ReferralRow } from './requests.types.ts'

const linksMax = 20
const columns = raw(
  referralColumns.chunks
    .join('')
    .split(',')
    .map((name) => `f.${name.trim()}`)
    .join(', ')
)

/**
 * The way back from each of these requests by the names passed on, the nearest first: from a draft to the referral that it
 * was made for, and on to the request in whose answer, or whose conversation's outcome, that was given. It ends where a
 * request is not `visible` (as `r`), after 20 links, or where it would go round in a circle.
 */
export const chainRows = (
  reader: Reader,
  ids: readonly string[],
  visible: Sql
): Promise<(ReferralRow & { root: string })[]> =>
  reader.rows(sql`
    with recursive chain as (
      select g.id as root, g.id as led_to, null::uuid as referral_id, 0 as depth, array[g.id] as seen
      from unnest(${ids.map(toUuid)}::uuid[]) as g (id)
      union all
      select c.root, w.request_id, f.id, c.depth + 1, c.seen || w.request_id
      from chain c
      join meeting_requests r on r.tenant_id = ${tenant} and r.id = c.led_to and ${visible}
      join referrals f on f.tenant_id = ${tenant} and f.draft_request_id = c.led_to
      cross join lateral (select coalesce(f.request_id, (select n.request_id from outcomes o
        join meetings n on n.tenant_id = ${tenant} and n.id = o.meeting_id
        where o.tenant_id = ${tenant} and o.id = f.outcome_id)) as request_id) w
      where c.depth < ${linksMax} and w.request_id <> all(c.seen)
    )
    select ${columns}, c.root from chain c join referrals f on f.tenant_id = ${tenant} and f.id = c.referral_id
    order by c.root, c.depth`)
