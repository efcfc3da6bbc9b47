import { toUuid } from '../../db/ids.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import { returning } from './check-ins.queries.ts'
import type { DueIntention, SmallStep, SmallStepType, TouchedIntention } from './check-ins.types.ts'

/** Everything that an intention can be about (S#81): its table, and the column that says whose a row of it is. */
const steps: Record<SmallStepType, { table: string; owner: string }> = {
  RESEARCH_NOTE: { table: 'research_notes', owner: 'student_id' },
  MEETING_REQUEST: { table: 'meeting_requests', owner: 'student_id' },
  PITCH: { table: 'pitches', owner: 'student_id' },
  QUESTION_LIST: { table: 'question_lists', owner: 'student_id' },
  MOCK_SESSION: { table: 'mock_sessions', owner: 'student_id' },
  CONTACT: { table: 'contacts', owner: 'owner_id' },
  EXPLORATION_PLAN: { table: 'exploration_plans', owner: 'student_id' },
  RESUME: { table: 'resumes', owner: 'student_id' }
}

/** Whose the object of an intention is; nobody's when there is none. */
export function ownerOfStep(step: SmallStep | null | undefined): Sql {
  const { table, owner } = steps[step?.type ?? 'PITCH']
  return sql`select s.${raw(owner)} as owner_id from ${raw(table)} s
    where s.tenant_id = ${tenant} and s.id = ${toUuid(step?.id ?? '')} for key share`
}

const person = raw("case c.side when 'INVITER' then p.inviter_id else p.partner_id end")

/**
 * Intentions whose object its person has changed since, within the day; those that another worker holds are passed over.
 * They are found from the intention's side: an event that commits late is found the next time, however small its id.
 */
export const lockTouchedIntentions = (limit: number): Sql => sql`
  select c.id, c.pair_id, c.side, c.on_date, c.day_ends_at, c.linked_type, c.linked_id, p.inviter_id, p.partner_id
  from check_ins c join accountability_pairs p on p.tenant_id = ${tenant} and p.id = c.pair_id and p.status = 'ACTIVE'
  where c.tenant_id = ${tenant} and c.kind = 'INTENTION' and c.settled_at is null and c.linked_id is not null
    and not exists (select 1 from check_ins d where d.tenant_id = ${tenant} and d.pair_id = c.pair_id and d.side = c.side
      and d.on_date = c.on_date and d.kind = 'COMPLETION')
    and exists (select 1 from domain_events e
      join audit_events u on u.tenant_id = ${tenant} and u.id = e.audit_event_id and u.actor_id = ${person}
      where e.tenant_id = ${tenant} and e.subject_id = c.linked_id
        and e.occurred_at > c.created_at and e.occurred_at < c.day_ends_at)
  order by c.id limit ${limit} for update of c skip locked`

type Completion = TouchedIntention & { completionId: string }
const valuesOf = <Row, Key extends keyof Row>(rows: readonly Row[], key: Key) => rows.map((row) => row[key])

/** Writes the completions of these intentions that are not there yet, and gives those that are new. */
export const insertCompletions = (rows: readonly Completion[], now: string): Sql => sql`
  insert into check_ins (tenant_id, id, pair_id, side, on_date, kind, is_done, is_automatic, linked_type, linked_id,
    day_ends_at, version, created_at, updated_at)
  select ${tenant}::uuid, w.id, w.pair_id, w.side, w.on_date, 'COMPLETION', true, true, w.linked_type, w.linked_id,
    w.day_ends_at, 1, ${now}::timestamptz, ${now}::timestamptz
  from unnest(${valuesOf(rows, 'completionId')}::uuid[], ${valuesOf(rows, 'pairId')}::uuid[],
    ${valuesOf(rows, 'side')}::text[], ${valuesOf(rows, 'onDate')}::date[], ${valuesOf(rows, 'linkedType')}::text[],
    ${valuesOf(rows, 'linkedId')}::uuid[], ${valuesOf(rows, 'dayEndsAt')}::timestamptz[])
    as w (id, pair_id, side, on_date, linked_type, linked_id, day_ends_at)
  on conflict (tenant_id, pair_id, side, on_date, kind) do nothing returning ${returning}`

/** Intentions whose day has been over for as long as the campus waits, `usual` minutes where it has not said. */
export const lockDueIntentions = (usual: number, now: string, limit: number): Sql => sql`
  select c.id, c.pair_id, c.side, c.on_date, p.inviter_id, p.partner_id, p.status, p.pact, p.pact_version,
    exists (select 1 from check_ins d where d.tenant_id = ${tenant} and d.pair_id = c.pair_id and d.side = c.side
      and d.on_date = c.on_date and d.is_done) as is_done
  from institutions i
  join check_ins c on c.tenant_id = ${tenant} and c.kind = 'INTENTION' and c.settled_at is null and c.day_ends_at <= ${now}
    and c.day_ends_at + coalesce((i.policy #>> '{accountability,graceMinutes}')::int, ${usual}::int) * interval '1 minute' <= ${now}
  join accountability_pairs p on p.tenant_id = ${tenant} and p.id = c.pair_id
  where i.id = ${tenant} order by c.day_ends_at, c.id limit ${limit} for update of c skip locked`

/** Notes that the days of these intentions have been looked at. */
export const settle = (rows: readonly DueIntention[], now: string): Sql => sql`
  update check_ins set settled_at = ${now} where tenant_id = ${tenant} and id = any(${valuesOf(rows, 'id')})`

/** Notes of these intentions that they were missed, with the pact as it is now. */
export const miss = (rows: readonly DueIntention[], now: string): Sql => sql`
  update check_ins set missed_at = ${now}, missed_pact = w.pact, updated_at = ${now}, version = version + 1
  from unnest(${valuesOf(rows, 'id')}::uuid[], ${valuesOf(rows, 'pact')}::text[]) as w (id, pact)
  where check_ins.tenant_id = ${tenant} and check_ins.id = w.id`
