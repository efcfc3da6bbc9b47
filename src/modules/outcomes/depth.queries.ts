import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { PartCounts } from './completeness.rules.ts'
import type { FeedbackRow, ResourceRow, ResumeFeedback } from './outcomes.types.ts'

const feedbackJson = raw(`json_build_object('resumeVersionId', b.resume_version_id, 'strengths', b.strengths,
  'gaps', b.gaps, 'marketability', b.marketability)`)

/** The OutcomeFacts of a meeting, or of an outcome that there is already. */
export const factsOf = (key: { meetingId: string } | { outcomeId: string }): Sql => sql`
  select r.purposes,
    array(select s.resume_version_id from resume_shares s where s.tenant_id = ${tenant} and s.request_id = r.id)
      as shared_version_ids,
    array(select e.id from resources e where e.tenant_id = ${tenant} and e.outcome_id = o.id) as resource_ids,
    array(select l.id from leads l where l.tenant_id = ${tenant} and l.outcome_id = o.id) as lead_ids,
    (select count(*) from skill_tasks k where k.tenant_id = ${tenant} and k.outcome_id = o.id) as skill_count,
    (select ${feedbackJson} from resume_feedback b where b.tenant_id = ${tenant} and b.outcome_id = o.id) as feedback
  from meetings m
  join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
  left join outcomes o on o.tenant_id = ${tenant} and o.meeting_id = m.id
  where m.tenant_id = ${tenant} and ${
    'meetingId' in key ? sql`m.id = ${toUuid(key.meetingId)}` : sql`o.id = ${toUuid(key.outcomeId)}`
  }`

type NewResource = Omit<ResourceRow, 'outcomeId' | 'studentId' | 'mentorId' | 'createdAt'>
type NewLead = { id: string; organization: string; title: string; url: string | null; closesOn: string | null }
type NewSkill = { id: string; name: string; dueOn: string | null }

interface Of {
  outcomeId: string
  studentId: string
  now: string
}

/** Each of these writes all rows of its kind in one statement. */
export const insertResources = (rows: readonly NewResource[], { outcomeId, now }: Of): Sql => sql`
  insert into resources (tenant_id, id, outcome_id, kind, title, url, note, referral_id, created_at)
  select ${tenant}::uuid, x.id, ${outcomeId}::uuid, x.kind, x.title, x.url, x.note, x."referralId", ${now}::timestamptz
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as x (id uuid, kind text, title text, url text, note text, "referralId" uuid)`

export const insertLeads = (rows: readonly NewLead[], { outcomeId, studentId, now }: Of): Sql => sql`
  insert into leads (tenant_id, id, outcome_id, student_id, organization, title, url, closes_on, created_at)
  select ${tenant}::uuid, x.id, ${outcomeId}::uuid, ${studentId}::uuid, x.organization, x.title, x.url, x."closesOn",
    ${now}::timestamptz
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
    as x (id uuid, organization text, title text, url text, "closesOn" date)`

export const insertSkillTasks = (rows: readonly NewSkill[], { outcomeId, studentId, now }: Of): Sql => sql`
  insert into skill_tasks (tenant_id, id, outcome_id, student_id, name, due_on, status, version, created_at, updated_at)
  select ${tenant}::uuid, x.id, ${outcomeId}::uuid, ${studentId}::uuid, x.name, x."dueOn", 'OPEN', 1,
    ${now}::timestamptz, ${now}::timestamptz
  from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id uuid, name text, "dueOn" date)`

export const deleteOf = (table: 'resources' | 'leads', outcomeId: string, ids: readonly string[]): Sql => sql`
  delete from ${raw(table)} where tenant_id = ${tenant} and outcome_id = ${outcomeId} and id = any(${ids.map(toUuid)})`

/** Writes feedback in place of what there was, or takes it away. */
export const saveFeedback = (outcomeId: string, feedback: FeedbackRow | null): Sql =>
  feedback === null
    ? sql`delete from resume_feedback where tenant_id = ${tenant} and outcome_id = ${outcomeId}`
    : sql`insert into resume_feedback (tenant_id, outcome_id, resume_version_id, strengths, gaps, marketability)
        values (${tenant}, ${outcomeId}, ${feedback.resumeVersionId}, ${feedback.strengths}, ${feedback.gaps},
          ${feedback.marketability})
        on conflict (tenant_id, outcome_id) do update set resume_version_id = excluded.resume_version_id,
          strengths = excluded.strengths, gaps = excluded.gaps, marketability = excluded.marketability`

/** The resources of these outcomes, in the order in which they were given. */
export const resourceRows = (reader: Reader, outcomeIds: readonly string[]): Promise<ResourceRow[]> =>
  reader.rows(sql`
    select e.id, e.outcome_id, o.student_id, e.kind, e.title, e.url, e.note, e.referral_id, f.mentor_id, e.created_at
    from resources e
    join outcomes o on o.tenant_id = ${tenant} and o.id = e.outcome_id
    left join referrals f on f.tenant_id = ${tenant} and f.id = e.referral_id
    where e.tenant_id = ${tenant} and e.outcome_id = any(${outcomeIds.map(toUuid)}) order by e.id`)

/** The feedback in these outcomes, which `visible` allows. */
export const feedbackRows = (reader: Reader, outcomeIds: readonly string[], visible: Sql): Promise<ResumeFeedback[]> =>
  reader.rows(sql`select b.outcome_id, b.resume_version_id, b.strengths, b.gaps, b.marketability from resume_feedback b
    join outcomes o on o.tenant_id = ${tenant} and o.id = b.outcome_id
    where b.tenant_id = ${tenant} and b.outcome_id = any(${outcomeIds.map(toUuid)}) and ${visible}`)

/** The latest feedback on each of these versions, as far as `visible` allows. */
export const feedbackRowsOfVersions = (
  reader: Reader,
  versionIds: readonly string[],
  visible: Sql,
  most: number
): Promise<ResumeFeedback[]> =>
  reader.rows(sql`select y.outcome_id, y.resume_version_id, y.strengths, y.gaps, y.marketability from (
      select b.outcome_id, b.resume_version_id, b.strengths, b.gaps, b.marketability, o.logged_at,
        row_number() over (partition by b.resume_version_id order by o.logged_at desc, o.id desc) as place
      from resume_feedback b join outcomes o on o.tenant_id = ${tenant} and o.id = b.outcome_id
      where b.tenant_id = ${tenant} and b.resume_version_id = any(${versionIds.map(toUuid)}) and ${visible}
    ) y where y.place <= ${most} order by y.resume_version_id, y.place`)

/** The PartCounts of these outcomes. */
export const partCounts = (reader: Reader, outcomeIds: readonly string[]): Promise<(PartCounts & { id: string })[]> =>
  reader.rows(sql`
    select o.id, cardinality(r.purposes) as purpose_count,
      (select count(*) from referrals f where f.tenant_id = ${tenant} and f.outcome_id = o.id) as referral_count,
      (select count(*) from resources e where e.tenant_id = ${tenant} and e.outcome_id = o.id) as resource_count,
      (select count(*) from skill_tasks k where k.tenant_id = ${tenant} and k.outcome_id = o.id) as skill_count,
      exists (select 1 from resume_shares s where s.tenant_id = ${tenant} and s.request_id = r.id) as has_shown,
      exists (select 1 from resume_feedback b where b.tenant_id = ${tenant} and b.outcome_id = o.id) as has_feedback
    from outcomes o
    join meetings m on m.tenant_id = ${tenant} and m.id = o.meeting_id
    join meeting_requests r on r.tenant_id = ${tenant} and r.id = m.request_id
    where o.tenant_id = ${tenant} and o.id = any(${outcomeIds.map(toUuid)})`)

/** How many names were passed on in each of these outcomes, and how many the campus aims at. */
export const goalRows = (
  reader: Reader,
  outcomeIds: readonly string[]
): Promise<{ id: string; goal: number; count: number }[]> =>
  reader.rows(sql`
    select o.id, (select count(*) from referrals f where f.tenant_id = ${tenant} and f.outcome_id = o.id) as count,
      (select coalesce((i.policy -> 'outcomes' -> 'referralGoal')::int, 2) from institutions i where i.id = ${tenant}) as goal
    from outcomes o where o.tenant_id = ${tenant} and o.id = any(${outcomeIds.map(toUuid)})`)

/**
 * How many people the student has come to know of by each of these outcomes: names passed on, and contacts made since the
 * conversation, and before the next one of the two, of the mentor or introduced by them. Somebody who is both is one, known
 * by the person or else by the name.
 */
export const networkRows = (reader: Reader, outcomeIds: readonly string[]): Promise<{ id: string; added: number }[]> =>
  reader.rows(sql`
    select o.id, count(w.who) as added from outcomes o
    join meetings m on m.tenant_id = ${tenant} and m.id = o.meeting_id
    left join lateral (
      select coalesce(f.mentor_id::text, lower(trim(f.external_name))) as who from referrals f
      where f.tenant_id = ${tenant} and f.outcome_id = o.id
      union
      select coalesce(c.person_id::text, lower(trim(concat_ws(' ', c.given_name, c.family_name)))) from contacts c
      left join contacts v on v.tenant_id = ${tenant} and v.owner_id = c.owner_id and v.id = c.introduced_by_id
      where c.tenant_id = ${tenant} and c.owner_id = o.student_id
        and c.created_at >= least(m.starts_at, m.completed_at) and m.mentor_id in (c.person_id, v.person_id)
        and not exists (select 1 from meetings y where y.tenant_id = ${tenant} and y.student_id = m.student_id
          and y.mentor_id = m.mentor_id and y.status = 'COMPLETED' and (y.starts_at, y.id) > (m.starts_at, m.id)
          and y.starts_at <= c.created_at)
    ) w on true
    where o.tenant_id = ${tenant} and o.id = any(${outcomeIds.map(toUuid)}) group by o.id`)
