import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import type { WarmthFacts } from './warmth.rules.ts'

type WarmthRow = WarmthFacts & { key: string }

// Whoever they are, the mentor's part is looked at by the person and the rest by the contact.
const warmthRows = (reader: Reader, owner: string, keys: Sql): Promise<WarmthRow[]> =>
  reader.rows(sql`
    select k.key, greatest(
        (select max(t.occurred_at) from touchpoints t
          where t.tenant_id = ${tenant} and t.owner_id = ${owner} and t.contact_id = k.contact_id),
        (select max(t.occurred_at) from touchpoints t
          where t.tenant_id = ${tenant} and t.owner_id = ${owner} and t.mentor_id = k.person_id), m.at) as last_touch_at,
      m.meetings, (select count(*) from referrals f where f.tenant_id = ${tenant} and f.student_id = ${owner}
          and f.referred_by_id = k.person_id) as referrals,
      (select count(*) from contacts i where i.tenant_id = ${tenant} and i.owner_id = ${owner}
          and i.introduced_by_id = k.contact_id) as introductions
    from (${keys}) k
    cross join lateral (select max(least(m.starts_at, m.completed_at)) as at, count(*) as meetings from meetings m
      where m.tenant_id = ${tenant} and m.student_id = ${owner} and m.mentor_id = k.person_id and m.status = 'COMPLETED') m`)

/** What makes these contacts of an owner warm. */
export const warmthOfContactRows = (reader: Reader, owner: string, ids: readonly string[]): Promise<WarmthRow[]> =>
  warmthRows(
    reader,
    owner,
    sql`select c.id as key, c.id as contact_id, c.person_id from contacts c
      where c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.id = any(${ids.map(toUuid)}::uuid[])`
  )

/** What makes the mentors of these relationships of a seeker warm. */
export const warmthOfRelationshipRows = (reader: Reader, owner: string, ids: readonly string[]): Promise<WarmthRow[]> =>
  warmthRows(
    reader,
    owner,
    sql`select r.id as key, c.id as contact_id, r.mentor_id as person_id from relationships r
      left join contacts c on c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.person_id = r.mentor_id
      where r.tenant_id = ${tenant} and r.seeker_id = ${owner} and r.id = any(${ids.map(toUuid)}::uuid[])`
  )
