import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import type { DuePersonRow, ListDuePeopleArgs, SubjectInput } from './updates.types.ts'

const usualDays = defaultInstitutionPolicy.relationships.updateCadenceDays

/** Whose people: an owner's, or everybody's for the work that comes round. */
export type Owned = (column: string) => Sql

export const ownedBy =
  (owner: string | null): Owned =>
  (column) =>
    sql`${raw(column)} = ${owner}`

const everybody: Owned = () => sql`true`

/**
 * Contacts in use and mentors of relationships that go on, each person once, where a contact and a mentor are the same.
 * Whoever was put away is owed nothing, nor is whose relationship has ended, whatever else there is of them.
 */
const people = (owned: Owned): Sql => sql`
  select coalesce(c.owner_id, r.seeker_id) as owner_id, c.id as contact_id, r.id as relationship_id,
    coalesce(c.person_id, r.mentor_id) as person_id, least(c.created_at, r.opened_at) as added_at, c.given_name, c.family_name
  from (select c.id, c.owner_id, c.person_id, c.created_at, c.is_archived, c.given_name, c.family_name from contacts c
    where c.tenant_id = ${tenant} and ${owned('c.owner_id')}) c
  full join (select r.id, r.seeker_id, r.mentor_id, r.opened_at, r.stage from relationships r
    where r.tenant_id = ${tenant} and ${owned('r.seeker_id')}) r on r.seeker_id = c.owner_id and r.mentor_id = c.person_id
  where c.is_archived is not true and r.stage is distinct from 'ENDED'`

const lastTouches = (owned: Owned, subject: 'contact_id' | 'mentor_id'): Sql => sql`
  select t.owner_id, t.${raw(subject)} as subject_id, max(t.occurred_at) as at from touchpoints t
  where t.tenant_id = ${tenant} and ${owned('t.owner_id')} and t.${raw(subject)} is not null group by 1, 2`

const lastMeetings = (owned: Owned): Sql => sql`
  select m.student_id as owner_id, m.mentor_id as subject_id, max(least(m.starts_at, m.completed_at)) as at from meetings m
  where m.tenant_id = ${tenant} and ${owned('m.student_id')} and m.status = 'COMPLETED' group by 1, 2`

/**
 * Everybody to whom updates are owed, with when the next one is due: so many days after the last touchpoint of any kind or
 * meeting, from the day on which they were added where there was none, and not before a snooze is over (S#68).
 */
const owed = (owned: Owned): Sql => sql`
  select coalesce(k.contact_id, k.relationship_id) as key, k.owner_id, k.contact_id, k.relationship_id, k.person_id,
    concat_ws(' ', coalesce(k.given_name, case when k.contact_id is null then p.given_name end),
      coalesce(k.family_name, case when k.contact_id is null then p.family_name end)) as name,
    greatest(tc.at, tm.at, m.at) as last_touch_at, e.every_days,
    greatest(coalesce(greatest(tc.at, tm.at, m.at), k.added_at) + e.every_days * interval '24 hours', e.snoozed_until)
      as due_at
  from (${people(owned)}) k
  left join persons p on p.tenant_id = ${tenant} and p.id = k.person_id
  left join (${lastTouches(owned, 'contact_id')}) tc on tc.owner_id = k.owner_id and tc.subject_id = k.contact_id
  left join (${lastTouches(owned, 'mentor_id')}) tm on tm.owner_id = k.owner_id and tm.subject_id = k.person_id
  left join (${lastMeetings(owned)}) m on m.owner_id = k.owner_id and m.subject_id = k.person_id
  left join update_cadences um
    on um.tenant_id = ${tenant} and um.owner_id = k.owner_id and um.mentor_id = k.person_id
  left join update_cadences uc
    on uc.tenant_id = ${tenant} and uc.owner_id = k.owner_id and uc.contact_id = k.contact_id
  cross join institutions i
  cross join lateral (select
    coalesce(case when um.id is null then uc.every_days else um.every_days end,
      (i.policy #>> '{relationships,updateCadenceDays}')::int, ${usualDays}::int) as every_days,
    case when um.id is null then uc.snoozed_until else um.snoozed_until end as snoozed_until) e
  where i.id = ${tenant}`

const orderOf = (direction: 'ASC' | 'DESC'): Order<DuePersonRow> => ({
  name: 'duePeople.DUE_AT',
  direction,
  keys: [
    { expression: raw('d.due_at'), type: 'timestamptz', valueOf: (row) => row.dueAt },
    { expression: raw('d.key'), type: 'uuid', valueOf: (row) => row.key }
  ]
})

/** One page of those to whom an owner's update is due until an instant: one statement. */
export const duePage = (
  reader: Reader,
  owner: string | null,
  until: string,
  args: ListDuePeopleArgs
): Promise<Connection<DuePersonRow>> =>
  page(reader, {
    columns: raw('d.*'),
    from: sql`(${owed(ownedBy(owner))}) d`,
    where: [sql`d.due_at <= ${until}`],
    order: orderOf(args.orderBy?.direction ?? 'ASC'),
    args
  })

/** When the update to one of an owner's people is due; no row for whoever is owed none. */
export const dueAtOf = (owner: string | null, { contactId, relationshipId }: SubjectInput): Sql => sql`
  select d.due_at from (${owed(ownedBy(owner))}) d
  where d.contact_id = ${toUuid(contactId ?? '')} or d.relationship_id = ${toUuid(relationshipId ?? '')}`

/**
 * Notes of whom owners are reminded now, and gives the owners: every due time that has come and was not told of, of so many
 * owners who have not been reminded since `quietSince`. The row of owner and subject is what several workers and
 * repetitions are safe by: it goes up only.
 */
export const noteDue = (now: string, quietSince: string, limit: number): Sql => sql`
  with due as materialized (
    select d.owner_id, coalesce(d.person_id, d.contact_id) as subject_id, max(d.due_at) as due_at from (${owed(everybody)}) d
    join persons o on o.tenant_id = ${tenant} and o.id = d.owner_id and o.is_active
    where d.due_at <= ${now}
      and not exists (select 1 from update_reminders n where n.tenant_id = ${tenant} and n.owner_id = d.owner_id
        and (n.told_at > ${quietSince} or (n.subject_id = coalesce(d.person_id, d.contact_id) and n.due_at >= d.due_at)))
    group by 1, 2)
  insert into update_reminders (tenant_id, owner_id, subject_id, due_at, told_at)
  select ${tenant}::uuid, due.owner_id, due.subject_id, due.due_at, ${now}::timestamptz from due
  where due.owner_id in (select distinct x.owner_id from due x order by 1 limit ${limit})
  order by due.owner_id, due.subject_id
  on conflict (tenant_id, owner_id, subject_id) do update set due_at = excluded.due_at, told_at = excluded.told_at
  where update_reminders.due_at < excluded.due_at
  returning owner_id`
