import type { Reader, Scope } from '../../db/scope.ts'
import { all, type Sql, sql, tenant } from '../../db/sql.ts'
import { assertMaySeeFigures } from './funnel.report.ts'

export interface SeekerToMentorFilter {
  invitedFrom?: string | null
  invitedBefore?: string | null
}

export interface SeekerToMentor {
  isSuppressed: boolean
  invited: number | null
  accepted: number | null
  declined: number | null
  share: number | null
}

interface Counts {
  invited: number
  accepted: number
  declined: number
  smallNumber: number
}

function invited({ invitedFrom, invitedBefore }: SeekerToMentorFilter): Sql {
  const found = [sql`n.tenant_id = ${tenant}`]
  if (invitedFrom) found.push(sql`n.created_at >= ${invitedFrom}`)
  if (invitedBefore) found.push(sql`n.created_at < ${invitedBefore}`)
  return all(found)
}

const countsOf = (reader: Reader, filter: SeekerToMentorFilter): Promise<Counts[]> =>
  reader.rows(sql`
    select count(*) as invited, count(*) filter (where n.status = 'ACCEPTED') as accepted,
      count(*) filter (where n.status = 'DECLINED') as declined,
      (select coalesce((i.policy -> 'reports' -> 'smallNumber')::int, 5) from institutions i where i.id = ${tenant})
        as small_number
    from mentor_invitations n where ${invited(filter)}`)

/**
 * How many of those who landed and were invited became mentors (S#17). Of fewer than the campus shows nothing is told. One
 * statement. Throws FORBIDDEN for all but counselors, admins and integrations.
 */
export async function getSeekerToMentorReport(
  scope: Scope,
  { filter }: { filter?: SeekerToMentorFilter | null }
): Promise<SeekerToMentor> {
  assertMaySeeFigures(scope.actor)
  const [counts] = await countsOf(scope, filter ?? {})
  const { invited: all = 0, accepted = 0, declined = 0, smallNumber = 0 } = counts ?? {}
  if (all > 0 && all < smallNumber) {
    return { isSuppressed: true, invited: null, accepted: null, declined: null, share: null }
  }
  return { isSuppressed: false, invited: all, accepted, declined, share: all === 0 ? null : accepted / all }
}
