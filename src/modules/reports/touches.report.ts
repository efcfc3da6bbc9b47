import { type Actor, hasRole } from '../../actor.ts'
import type { Reader, Scope } from '../../db/scope.ts'
import { all, raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { refuse } from '../../errors.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { suppressed } from './small-numbers.rules.ts'

const { smallNumber } = defaultInstitutionPolicy.reports

export interface TouchesFilter {
  type?: string | null
  sentFrom?: string | null
  sentBefore?: string | null
}

interface Counted {
  /** 0, 1, 2, and 3 for three or more. */
  touches: number
  asks: number
  accepted: number
}

export interface AcceptanceByTouches {
  touches: number
  asks: number | null
  accepted: number | null
  rate: number | null
  /** Whether figures are left out because they come from too few. */
  isSuppressed: boolean
}

// Touchpoints are the student's own: that they are counted is for those who advise students, and for no machine.
function assertMaySee(actor: Actor): void {
  if (!hasRole(actor, 'COUNSELOR', 'ADMIN')) throw refuse('FORBIDDEN')
}

function conditions({ type, sentFrom, sentBefore }: TouchesFilter): Sql {
  const found = [raw('true')]
  if (type) found.push(sql`f.type = ${type}`)
  if (sentFrom) found.push(sql`f.sent_at >= ${sentFrom}`)
  if (sentBefore) found.push(sql`f.sent_at < ${sentBefore}`)
  return all(found)
}

const rowsOf = (reader: Reader, filter: TouchesFilter): Promise<(Counted & { smallNumber: number })[]> =>
  reader.rows(sql`
    with first_asks as (
      select distinct on (r.student_id, r.mentor_id) r.id, r.student_id, r.mentor_id, r.type, r.status, r.sent_at
      from meeting_requests r where r.tenant_id = ${tenant} and r.sent_at is not null
      order by r.student_id, r.mentor_id, r.sent_at, r.id
    ), touches as (
      select t.owner_id, coalesce(t.mentor_id, c.person_id) as mentor_id, t.occurred_at from touchpoints t
      left join contacts c on c.tenant_id = ${tenant} and c.owner_id = t.owner_id and c.id = t.contact_id
      where t.tenant_id = ${tenant}
    ), counted as (
      select f.id, f.status, least(count(t.owner_id), 3) as touches from first_asks f
      left join touches t on t.owner_id = f.student_id and t.mentor_id = f.mentor_id and t.occurred_at < f.sent_at
      where ${conditions(filter)} group by f.id, f.status
    )
    select n.touches, count(x.id) as asks, count(*) filter (where x.status = 'ACCEPTED') as accepted,
      (select coalesce((i.policy #>> '{reports,smallNumber}')::int, ${smallNumber}) from institutions i
        where i.id = ${tenant}) as small_number
    from unnest(array[0, 1, 2, 3]) n (touches) left join counted x on x.touches = n.touches
    group by n.touches order by n.touches`)

// Whoever reads this sees the requests and what became of them, so that the accepted and the others are known in all, as the
// asks are: no few of either is told.
function withoutSmallNumbers(rows: readonly Counted[], least: number): AcceptanceByTouches[] {
  const few = suppressed(
    rows.map(({ asks }) => asks),
    least
  )
  const fewAccepted = suppressed(
    rows.map(({ accepted }) => accepted),
    least
  )
  const fewOthers = suppressed(
    rows.map(({ asks, accepted }) => asks - accepted),
    least
  )
  return rows.map(({ touches, asks, accepted }, at) => {
    const [isWhole, isSplit] = [!few[at], !few[at] && !fewAccepted[at] && !fewOthers[at]]
    return {
      touches,
      asks: isWhole ? asks : null,
      accepted: isSplit ? accepted : null,
      rate: isSplit && asks > 0 ? accepted / asks : null,
      isSuppressed: !isSplit
    }
  })
}

/**
 * How often students were in touch with a mentor before they first asked, directly or by the contact that the mentor is,
 * and how many of the asks were accepted (S#23): whether jump-starting pays. Figures that come from fewer than the campus's
 * smallNumber are left out, so that nobody's touchpoints are read from them. One statement.
 * Throws FORBIDDEN for all but counselors and admins.
 */
export async function getTouchesBeforeFirstAsk(
  scope: Scope,
  { filter }: { filter?: TouchesFilter | null }
): Promise<{ rows: AcceptanceByTouches[] }> {
  assertMaySee(scope.actor)
  const rows = await rowsOf(scope, filter ?? {})
  return { rows: withoutSmallNumbers(rows, rows[0]?.smallNumber ?? smallNumber) }
}
