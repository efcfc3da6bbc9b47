import pg from 'pg'
import { newId } from '../src/db/ids.ts'
import type { DevIssuer } from '../src/modules/tenants/dev-issuer.ts'

/** A campus of the load, with what the reads ask for. */
export interface Campus {
  tenantId: string
  slug: string
  /** A token of a counselor, who sees the whole campus. */
  counselor: string
  /** Ids of some students. */
  students: string[]
}

/** A draft that waits to be sent, with the token of its student. */
export interface Draft {
  tenantId: string
  id: string
  token: string
}

export interface Fixtures {
  campuses(): Promise<Campus[]>
  /** As many drafts as the mentors have places for, at most `count`, spread over the campuses. */
  prepareDrafts(count: number): Promise<Draft[]>
  /** Makes the sent ones drafts again, and takes away what sending recorded. */
  restoreDrafts(): Promise<void>
  close(): Promise<void>
}

const ttlSeconds = 6 * 3600
const studentsOfCampus = 20
const mark = 'A draft of the bench.'

/**
 * What the measured requests are about, read and prepared by the superuser: row security would make a round of each
 * campus of it.
 */
export async function openFixtures(superuserUrl: string, issuer: DevIssuer): Promise<Fixtures> {
  const client = new pg.Client({ connectionString: superuserUrl })
  client.on('error', () => {})
  await client.connect()
  // An event points at its audit row without an index, since nobody ever deletes one: checked, each would be a search
  // through all events.
  await client.query('set session_replication_role = replica')
  const sign = (slug: string, subject: string) => issuer.sign({ slug, subject, ttlSeconds })
  await client.query(withoutBounds)
  // What a run left behind that was cut short.
  await removeDrafts(client, (await client.query(leftDrafts, [mark])).rows)
  let drafts: Draft[] = []
  return {
    async campuses() {
      const { rows } = await client.query(campusesWithPeople, [studentsOfCampus])
      return rows.map((row) => ({ ...row, counselor: sign(row.slug, row.subject) }))
    },
    async prepareDrafts(count) {
      const { rows } = await client.query(freePlaces, [count])
      drafts = rows.map(({ tenantId, slug, subject }) => ({ tenantId, id: newId(), token: sign(slug, subject) }))
      const column = (name: string) => rows.map((row) => row[name])
      await client.query(insertDrafts, [...idsOf(drafts), column('studentId'), column('mentorId'), mark])
      await client.query('vacuum (analyze) meeting_requests')
      return drafts
    },
    async restoreDrafts() {
      await forgetSending(client, drafts)
      await client.query(restore, idsOf(drafts))
      await client.query('vacuum meeting_requests, audit_events, domain_events')
    },
    async close() {
      await removeDrafts(client, drafts)
      await client.end()
    }
  }
}

type Ids = Pick<Draft, 'tenantId' | 'id'>

const idsOf = (drafts: readonly Ids[]) => [drafts.map(({ tenantId }) => tenantId), drafts.map(({ id }) => id)]

async function removeDrafts(client: pg.Client, drafts: readonly Ids[]): Promise<void> {
  await forgetSending(client, drafts)
  await client.query(`delete from meeting_requests r using ${given} where ${isGiven('r', 'id')}`, idsOf(drafts))
}

async function forgetSending(client: pg.Client, drafts: readonly Ids[]): Promise<void> {
  for (const table of ['domain_events', 'audit_events']) {
    await client.query(`delete from ${table} e using ${given} where ${isGiven('e', 'subject_id')}`, idsOf(drafts))
  }
}

const given = 'unnest($1::uuid[], $2::uuid[]) as d (tenant_id, id)'
const isGiven = (table: string, column: string) => `${table}.tenant_id = d.tenant_id and ${table}.${column} = d.id`

const leftDrafts = 'select tenant_id as "tenantId", id from meeting_requests where message = $1'

const restore = `
  update meeting_requests r set status = 'DRAFT', sent_at = null, expires_at = null, version = 1
  from ${given} where ${isGiven('r', 'id')}`

/** Lets a student ask as often as a bench needs it: what keeps people from asking too much would only stop the load. */
export const withoutBounds = `update institutions set policy =
  jsonb_set(jsonb_set(policy, '{requests,cooldownDays}', '0'), '{requests,openPerStudentMax}', '100')`

const campusesWithPeople = `
  select i.id as "tenantId", i.slug,
    (select p.subject from persons p join staff_roles s on s.tenant_id = p.tenant_id and s.person_id = p.id
      where p.tenant_id = i.id and s.role = 'COUNSELOR' and p.is_active order by p.external_id limit 1) as subject,
    array(select s.person_id from student_profiles s join persons p on p.tenant_id = s.tenant_id and p.id = s.person_id
      where s.tenant_id = i.id and p.is_active order by s.person_id limit $1) as students
  from institutions i order by i.slug`

// A mentor has as many places as the capacity leaves open. The n-th place of each mentor goes to the n-th student of the
// campus who can sign in and has nothing open with that mentor; campuses take turns.
const freePlaces = `
  with busy as materialized (
    select tenant_id, mentor_id, count(*) as count from (
      select tenant_id, mentor_id from meeting_requests where status in ('DRAFT', 'SENT')
      union all select tenant_id, mentor_id from meetings where status = 'SCHEDULED') open
    group by tenant_id, mentor_id
  ), students as materialized (
    select p.tenant_id, p.id, p.subject, row_number() over (partition by p.tenant_id order by p.external_id) as n
    from persons p join affiliations a on a.tenant_id = p.tenant_id and a.person_id = p.id
    where a.kind = 'STUDENT' and a.ended_on is null and p.is_active and p.subject is not null
  ), places as materialized (
    select m.tenant_id, m.person_id as mentor_id, place.n
    from mentor_profiles m join persons p on p.tenant_id = m.tenant_id and p.id = m.person_id
    left join busy b on b.tenant_id = m.tenant_id and b.mentor_id = m.person_id
    cross join generate_series(1, m.capacity - coalesce(b.count, 0)) as place (n)
    where p.is_active and not m.is_paused
  ), pairs as materialized (
    select l.tenant_id, s.id as student_id, s.subject, l.mentor_id,
      row_number() over (partition by l.tenant_id order by l.n, l.mentor_id) as turn
    from places l join students s on s.tenant_id = l.tenant_id and s.n = l.n and s.id <> l.mentor_id
    left join meeting_requests r on r.tenant_id = l.tenant_id and r.student_id = s.id and r.mentor_id = l.mentor_id
      and r.status in ('DRAFT', 'SENT')
    where r.id is null
  )
  select p.tenant_id as "tenantId", i.slug, p.student_id as "studentId", p.subject, p.mentor_id as "mentorId"
  from pairs p join institutions i on i.id = p.tenant_id order by p.turn, i.slug limit $1`

const insertDrafts = `
  insert into meeting_requests (tenant_id, id, student_id, mentor_id, type, status, purposes, target_organization,
    topic_kind, topic, why_you, message, duration_minutes, channel, proposed_times, version, created_at, updated_at)
  select d.tenant_id, d.id, d.student_id, d.mentor_id, 'COMPANY_INSIDER', 'DRAFT', '{INSIDE_INFO}', 'Acme',
    'JOB_AT_COMPANY', 'What a week holds.', 'Your way from our campus into this work.', $5, 30, 'VIDEO', '{}', 1, now(), now()
  from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as d (tenant_id, id, student_id, mentor_id)`
