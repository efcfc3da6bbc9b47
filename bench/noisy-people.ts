import pg from 'pg'
import type { DevIssuer } from '../src/modules/tenants/dev-issuer.ts'
import type { Asker, Pair } from './load-people.ts'
import { readPeople } from './load-people.ts'

/** A campus with people enough to spend its whole budget: one person may spend a twentieth of it. */
export interface NoisyCampus {
  slug: string
  /** Counselors and admins, who see the whole campus. */
  staff: Asker[]
  students: Asker[]
  /** Mentors who can be found. */
  mentors: string[]
  pairs: Pair[]
}

const ttlSeconds = 6 * 3600
const studentsOfCampus = 200

/** Who asks, of each campus, read by the superuser as in fixtures.ts. */
export async function readNoisyCampuses(superuserUrl: string, issuer: DevIssuer): Promise<NoisyCampus[]> {
  const { pairs } = await readPeople(superuserUrl, issuer)
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    const asked = new Set((await client.query(everAsked)).rows.map(({ pair }) => pair))
    const { rows } = await client.query(peopleOfCampuses, [studentsOfCampus])
    return rows.map(({ slug, staff, students: found, mentors }) => {
      const asker = ({ id, subject }: { id: string; subject: string }): Asker => ({
        id,
        token: issuer.sign({ slug, subject, ttlSeconds })
      })
      const students: Asker[] = found.map(asker)
      const ours = pairs.filter(({ mentor }) => mentors.includes(mentor.id))
      return { slug, staff: staff.map(asker), students, mentors, pairs: freshPairs(ours, students, asked) }
    })
  } finally {
    await client.end()
  }
}

// Earlier runs leave requests behind, and whoever was declined may not ask the same mentor again soon.
const freshPairs = (pairs: readonly Pair[], students: readonly Asker[], asked: ReadonlySet<string>): Pair[] =>
  pairs.flatMap(({ mentor }, index) => {
    const inTurn = [...students.slice(index % students.length), ...students.slice(0, index % students.length)]
    const student = inTurn.find(({ id }) => id !== mentor.id && !asked.has(`${id} ${mentor.id}`))
    return student ? [{ student, mentor }] : []
  })

const everAsked = `select student_id || ' ' || mentor_id as pair from meeting_requests`

const peopleOfCampuses = `
  select i.slug,
    array(select json_build_object('id', p.id, 'subject', p.subject) from persons p where p.tenant_id = i.id
      and p.is_active and p.subject is not null and exists (select from staff_roles s
        where s.tenant_id = p.tenant_id and s.person_id = p.id and s.role in ('COUNSELOR', 'ADMIN'))
      order by p.external_id) as staff,
    array(select json_build_object('id', p.id, 'subject', p.subject) from persons p
      join student_profiles s on s.tenant_id = p.tenant_id and s.person_id = p.id
      where p.tenant_id = i.id and p.is_active and p.subject is not null order by p.external_id limit $1) as students,
    array(select p.id from persons p join mentor_profiles m on m.tenant_id = p.tenant_id and m.person_id = p.id
      where p.tenant_id = i.id and p.is_active and not p.is_directory_opted_out order by p.external_id) as mentors
  from institutions i order by i.slug`
