import pg from 'pg'
import type { DevIssuer } from '../src/modules/tenants/dev-issuer.ts'
import { withoutBounds } from './fixtures.ts'

/** Somebody with a token, whose id answers name where they say who has asked. */
export interface Asker {
  id: string
  token: string
}

export interface LoadCampus {
  slug: string
  counselor: Asker
  /** A token of the campus that ran out an hour ago. */
  expired: string
  students: string[]
}

/** A student, and a mentor with a free place: nobody else asks this mentor while the pair is at work. */
export interface Pair {
  student: Asker
  mentor: Asker
}

export interface LoadPeople {
  campuses: LoadCampus[]
  pairs: Pair[]
  /** The slug of the campus of every mentor and every meeting that was there at the start. */
  campusOf: Map<string, string>
}

const ttlSeconds = 6 * 3600
const studentsOfCampus = 20

/** Who asks during the load and what they ask for, read by the superuser as in fixtures.ts. */
export async function readPeople(superuserUrl: string, issuer: DevIssuer): Promise<LoadPeople> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const campuses = (await client.query(campusesWithPeople, [studentsOfCampus])).rows
    await client.query(withoutBounds)
    const pairs = (await client.query(freePairs)).rows
    const asker = (slug: string, id: string, subject: string, seconds = ttlSeconds): Asker => ({
      id,
      token: issuer.sign({ slug, subject, ttlSeconds: seconds })
    })
    return {
      campuses: campuses.map(({ slug, id, subject, students }) => ({
        slug,
        counselor: asker(slug, id, subject),
        expired: asker(slug, id, subject, -3600).token,
        students
      })),
      pairs: pairs.map(({ slug, studentId, studentSubject, mentorId, mentorSubject }) => ({
        student: asker(slug, studentId, studentSubject),
        mentor: asker(slug, mentorId, mentorSubject)
      })),
      campusOf: new Map(campuses.flatMap(({ slug, listed }) => listed.map((id: string) => [id, slug])))
    }
  } finally {
    await client.end()
  }
}

const campusesWithPeople = `
  select i.slug, c.id, c.subject,
    array(select s.person_id from student_profiles s join persons p on p.tenant_id = s.tenant_id and p.id = s.person_id
      where s.tenant_id = i.id and p.is_active order by s.person_id limit $1) as students,
    array(select person_id from mentor_profiles where tenant_id = i.id
      union all select id from meetings where tenant_id = i.id) as listed
  from institutions i cross join lateral (
    select p.id, p.subject from persons p join staff_roles s on s.tenant_id = p.tenant_id and s.person_id = p.id
    where p.tenant_id = i.id and s.role = 'COUNSELOR' and p.is_active order by p.external_id limit 1) c
  order by i.slug`

// The n-th mentor of a campus who has a place left goes with its n-th student, unless those two have something open.
const freePairs = `
  with busy as materialized (
    select tenant_id, mentor_id, count(*) as count from (
      select tenant_id, mentor_id from meeting_requests where status in ('DRAFT', 'SENT')
      union all select tenant_id, mentor_id from meetings where status = 'SCHEDULED') open
    group by tenant_id, mentor_id
  ), students as materialized (
    select p.tenant_id, p.id, p.subject, row_number() over (partition by p.tenant_id order by p.external_id) as n
    from persons p join affiliations a on a.tenant_id = p.tenant_id and a.person_id = p.id
    where a.kind = 'STUDENT' and a.ended_on is null and p.is_active and p.subject is not null
  ), mentors as materialized (
    select p.tenant_id, p.id, p.subject, row_number() over (partition by p.tenant_id order by p.external_id) as n
    from mentor_profiles m join persons p on p.tenant_id = m.tenant_id and p.id = m.person_id
    left join busy b on b.tenant_id = m.tenant_id and b.mentor_id = m.person_id
    where p.is_active and not p.is_directory_opted_out and p.subject is not null and not m.is_paused and m.capacity > coalesce(b.count, 0)
  )
  select i.slug, s.id as "studentId", s.subject as "studentSubject", m.id as "mentorId", m.subject as "mentorSubject"
  from mentors m join students s on s.tenant_id = m.tenant_id and s.n = m.n and s.id <> m.id
  join institutions i on i.id = m.tenant_id
  where not exists (select from meeting_requests r where r.tenant_id = m.tenant_id and r.student_id = s.id
    and r.mentor_id = m.id and r.status in ('DRAFT', 'SENT'))
  order by m.n, i.slug`
