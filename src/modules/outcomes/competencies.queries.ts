import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'

export interface DeltaRow {
  studentId: string
  competency: string
  count: number
  before: number | null
  after: number | null
}

/**
 * For a person whom `visible` allows (as `p`), each of these competencies: how often they rated it, before the first time
 * and after the latest. No rows where there is no such person.
 */
export const deltaRows = (
  reader: Reader,
  studentId: string,
  competencies: readonly string[],
  visible: Sql
): Promise<DeltaRow[]> =>
  reader.rows(sql`
    with ratings as (
      select c.competency, c.before, c.after, o.logged_at, o.id from outcomes o
      cross join lateral jsonb_to_recordset(o.competencies) as c (competency text, before int, after int)
      where o.tenant_id = ${tenant} and o.student_id = ${toUuid(studentId)}
    )
    select p.id as student_id, n.competency, count(q.id) as count,
      (array_agg(q.before order by q.logged_at, q.id))[1] as before,
      (array_agg(q.after order by q.logged_at desc, q.id desc))[1] as after
    from persons p
    cross join unnest(${competencies}::text[]) with ordinality as n (competency, place)
    left join ratings q on q.competency = n.competency
    where p.tenant_id = ${tenant} and p.id = ${toUuid(studentId)} and ${visible}
    group by p.id, n.competency, n.place order by n.place`)
