import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, sql, tenant } from '../../db/sql.ts'
import { referralColumns } from './referrals.queries.ts'
import type { ReferralRow } from './requests.types.ts'

const columns = raw(
  referralColumns.chunks
    .join('')
    .split(',')
    .map((name) => `f.${name.trim()}`)
    .join(', ')
)

/** A name on the way from an outcome, with how many there are on all ways and how far the farthest is. */
export interface ReachedRow extends ReferralRow {
  root: string
  depth: number
  total: number
  deepest: number
}

/**
 * What the names passed on in each of these outcomes have led to: from a name to the draft that was made for it, and on to
 * the names passed on when it was declined, or in the outcome of its meeting, however far. Each name counts once, by its
 * nearest way, at most `most` of each outcome are given back; `seen` ends a way that would go round in a circle.
 */
export const reachRows = (reader: Reader, outcomeIds: readonly string[], most: number): Promise<ReachedRow[]> =>
  reader.rows(sql`
    with recursive reach as (
      select g.outcome_id as root, g.id, g.draft_request_id, 1 as depth, array[g.id] as seen
      from referrals g where g.tenant_id = ${tenant} and g.outcome_id = any(${outcomeIds.map(toUuid)})
      union all
      select c.root, n.id, n.draft_request_id, c.depth + 1, c.seen || n.id
      from reach c
      cross join lateral (
        select d.id, d.draft_request_id from referrals d
        where d.tenant_id = ${tenant} and d.request_id = c.draft_request_id
        union all
        select k.id, k.draft_request_id from meetings m
        join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = m.id
        join referrals k on k.tenant_id = ${tenant} and k.outcome_id = o.id
        where m.tenant_id = ${tenant} and m.request_id = c.draft_request_id
      ) n
      where n.id <> all(c.seen)
    ), nearest as (
      select root, id, min(depth) as depth from reach group by root, id
    ), placed as (
      select root, id, depth, count(*) over (partition by root) as total, max(depth) over (partition by root) as deepest,
        row_number() over (partition by root order by depth, id) as place
      from nearest
    )
    select ${columns}, x.root, x.depth, x.total, x.deepest
    from placed x join referrals f on f.tenant_id = ${tenant} and f.id = x.id
    where x.place <= ${most} order by x.root, x.depth, x.id`)
