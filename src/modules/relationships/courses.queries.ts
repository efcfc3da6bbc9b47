import { toUuid } from '../../db/ids.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { columns } from './relationships.queries.ts'
import type { RelationshipRow } from './relationships.types.ts'
import type { Course, Fact } from './stages.rules.ts'

export interface Pair {
  seekerId: string
  mentorId: string
}

export type FactRow = Fact & { relationshipId: string }

/**
 * Everything that has happened between the two of each of these relationships. That they met counts from the planned
 * beginning, or from when it was told if that was earlier: what was written in between came after it. A touchpoint with
 * a contact is one with the mentor who the contact is.
 */
export const factsOf = (ids: readonly string[]): Sql => sql`
  select r.id as relationship_id, f.kind, f.at from relationships r cross join lateral (
    select 'ACCEPTED' as kind, coalesce(q.answered_at, q.updated_at) as at from meeting_requests q
      where q.tenant_id = ${tenant} and q.student_id = r.seeker_id and q.mentor_id = r.mentor_id and q.status = 'ACCEPTED'
    union all select 'MET', least(m.starts_at, m.completed_at) from meetings m
      where m.tenant_id = ${tenant} and m.student_id = r.seeker_id and m.mentor_id = r.mentor_id and m.status = 'COMPLETED'
    union all select case when t.kind in ('EMAIL', 'THANK_YOU', 'UPDATE') then 'WROTE' else 'TOUCHED' end, t.occurred_at
      from touchpoints t where t.tenant_id = ${tenant} and t.owner_id = r.seeker_id and (t.mentor_id = r.mentor_id
        or t.contact_id in (select c.id from contacts c
          where c.tenant_id = ${tenant} and c.owner_id = r.seeker_id and c.person_id = r.mentor_id))
    union all select 'PROPOSED', p.proposed_at from mentorship_proposals p
      where p.tenant_id = ${tenant} and p.relationship_id = r.id
    union all select 'AGREED', p.settled_at from mentorship_proposals p
      where p.tenant_id = ${tenant} and p.relationship_id = r.id and p.status = 'ACCEPTED'
    union all select 'ENDED', e.ended_at from relationship_endings e
      where e.tenant_id = ${tenant} and e.relationship_id = r.id) f
  where r.tenant_id = ${tenant} and r.id = any(${ids}::uuid[])`

/**
 * Makes the relationships that these pairs do not have yet, of those who have one to have: an accepted request makes it.
 * In the order of their keys, so that two workers never wait for each other. `ids` are for the new ones.
 */
export const openMissing = (pairs: readonly Pair[], ids: readonly string[], now: string): Sql => sql`
  insert into relationships (tenant_id, id, seeker_id, mentor_id, stage, stage_since, opened_at, last_contact_at,
    awake_stage, version, created_at, updated_at)
  select ${tenant}::uuid, k.id, k.seeker_id, k.mentor_id, 'CONTACT', a.at, a.at, a.at, 'CONTACT', 1,
    ${now}::timestamptz, ${now}::timestamptz
  from unnest(${ids}::uuid[], ${pairs.map(({ seekerId }) => seekerId)}::uuid[],
    ${pairs.map(({ mentorId }) => mentorId)}::uuid[]) as k (id, seeker_id, mentor_id)
  cross join lateral (select min(coalesce(q.answered_at, q.updated_at)) as at from meeting_requests q
    where q.tenant_id = ${tenant} and q.student_id = k.seeker_id and q.mentor_id = k.mentor_id and q.status = 'ACCEPTED') a
  where a.at is not null order by k.seeker_id, k.mentor_id
  on conflict (tenant_id, seeker_id, mentor_id) do nothing returning id`

const lockedBy = (condition: Sql): Sql => sql`
  select ${columns} from relationships r where r.tenant_id = ${tenant} and ${condition}
  order by r.seeker_id, r.mentor_id for update of r`

/** The relationships of these pairs, locked in the order of their keys. */
export const lockPairs = (pairs: readonly Pair[]): Sql =>
  lockedBy(sql`(r.seeker_id, r.mentor_id) in (select k.seeker_id, k.mentor_id
    from unnest(${pairs.map(({ seekerId }) => seekerId)}::uuid[], ${pairs.map(({ mentorId }) => mentorId)}::uuid[])
      as k (seeker_id, mentor_id))`)

/** Those that have to fall asleep, or to wake up because the campus has set another number of days. */
export const lockSleepers = (silentSince: string, limit: number): Sql => sql`
  select ${columns} from relationships r
  where r.tenant_id = ${tenant} and ((r.stage not in ('DORMANT', 'ENDED') and r.last_contact_at < ${silentSince})
    or (r.stage = 'DORMANT' and r.last_contact_at >= ${silentSince}))
  order by r.seeker_id, r.mentor_id limit ${limit} for update of r skip locked`

/** Pairs with an accepted request and no relationship: from before there were any, or from a copy of other tables. */
export const pairsWithout = (limit: number): Sql => sql`
  select distinct q.student_id as seeker_id, q.mentor_id from meeting_requests q
  where q.tenant_id = ${tenant} and q.status = 'ACCEPTED' and q.student_id <> q.mentor_id
    and not exists (select 1 from relationships r
      where r.tenant_id = ${tenant} and r.seeker_id = q.student_id and r.mentor_id = q.mentor_id)
  order by 1, 2 limit ${limit}`

/**
 * The pairs whom touchpoints of these owners may concern: by the mentor, by the contact who is one, and where the contact
 * has been deleted by every relationship of the owner.
 */
export const pairsTouched = (
  touches: readonly { ownerId: string; contactId: string | null; mentorId: string | null }[]
): Sql => sql`
  select distinct r.seeker_id, r.mentor_id
  from unnest(${touches.map(({ ownerId }) => ownerId)}::uuid[], ${touches.map(({ contactId }) => contactId)}::uuid[],
    ${touches.map(({ mentorId }) => mentorId)}::uuid[]) as k (owner_id, contact_id, mentor_id)
  left join contacts c on c.tenant_id = ${tenant} and c.owner_id = k.owner_id and c.id = k.contact_id
  join relationships r on r.tenant_id = ${tenant} and r.seeker_id = k.owner_id
    and (r.mentor_id = k.mentor_id or r.mentor_id = c.person_id or (k.mentor_id is null and c.id is null))`

/** A relationship with what its facts amount to now. */
export interface Settled {
  row: RelationshipRow
  course: Course
}

/** Writes the stages of these relationships, as far as they differ, and takes away those that facts no longer bear. */
export function saveStages(settled: readonly Settled[]): Sql[] {
  const rows = settled.flatMap(({ row: { id }, course: { steps } }) =>
    steps.map(({ stage, cause, since }, index) => ({
      ...{ relationship_id: id, place: index + 1, stage, cause, since },
      until: steps[index + 1]?.since ?? null
    }))
  )
  const lengths = settled.map(({ course: { steps } }) => steps.length)
  const ids = settled.map(({ row: { id } }) => id)
  return [
    sql`insert into relationship_stages (tenant_id, relationship_id, place, stage, cause, since, until)
      select ${tenant}::uuid, s.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (relationship_id uuid,
        place integer, stage text, cause text, since timestamptz, until timestamptz)
      on conflict (tenant_id, relationship_id, place) do update set stage = excluded.stage, cause = excluded.cause,
        since = excluded.since, until = excluded.until
      where (relationship_stages.stage, relationship_stages.cause, relationship_stages.since, relationship_stages.until)
        is distinct from (excluded.stage, excluded.cause, excluded.since, excluded.until)`,
    sql`delete from relationship_stages s using unnest(${ids}::uuid[], ${lengths}::int[]) as k (id, length)
      where s.tenant_id = ${tenant} and s.relationship_id = k.id and s.place > k.length`
  ]
}

/** Writes where these relationships stand. Only another stage is a change of the object; what is kept for later is none. */
export function saveStandings(settled: readonly Settled[], now: string): Sql {
  const rows = settled.map(({ row, course: { steps, lastContactAt, awakeStage } }) => ({
    ...{ id: row.id, stage: steps.at(-1)?.stage, stage_since: steps.at(-1)?.since, opened_at: steps[0]?.since },
    ...{ last_contact_at: lastContactAt, awake_stage: awakeStage }
  }))
  const isMoved = raw('(relationships.stage <> s.stage or relationships.stage_since <> s.stage_since)')
  return sql`
    update relationships set stage = s.stage, stage_since = s.stage_since, opened_at = s.opened_at,
      last_contact_at = s.last_contact_at, awake_stage = s.awake_stage,
      version = relationships.version + case when ${isMoved} then 1 else 0 end,
      updated_at = case when ${isMoved} then ${now}::timestamptz else relationships.updated_at end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s (id uuid, stage text, stage_since timestamptz,
      opened_at timestamptz, last_contact_at timestamptz, awake_stage text)
    where relationships.tenant_id = ${tenant} and relationships.id = s.id`
}

/** Lets the proposals lapse that nobody can answer any more. */
export const lapseProposals = (ids: readonly string[], now: string): Sql => sql`
  update mentorship_proposals set status = 'LAPSED', settled_at = ${now}
  where tenant_id = ${tenant} and status = 'OPEN' and relationship_id = any(${ids.map(toUuid)}::uuid[])`
