import pg from 'pg'
import type { DevIssuer } from '../src/modules/tenants/dev-issuer.ts'
import type { Asker } from './load-people.ts'

export interface YearPeople {
  tenantId: string
  students: Asker[]
  mentors: Asker[]
}

// Longer than the year that is lived through, counted from the real day on which it begins.
const ttlSeconds = 500 * 24 * 3600

/** Empties the campus of all that people did, and gives those who can sign in. */
export async function beginYear(superuserUrl: string, issuer: DevIssuer): Promise<YearPeople> {
  const client = new pg.Client({ connectionString: superuserUrl })
  await client.connect()
  try {
    // Everything that hangs on a request, a meeting or an event goes with it.
    await client.query('truncate meeting_requests, audit_events, domain_events, event_outbox cascade')
    await client.query('update mentor_profiles set is_paused = false')
    const [institution] = (await client.query('select id, slug from institutions')).rows
    const people = async (statement: string): Promise<Asker[]> =>
      (await client.query(statement)).rows.map(({ id, subject }) => ({
        id,
        token: issuer.sign({ slug: institution.slug, subject, ttlSeconds })
      }))
    const [students, mentors] = [await people(studentsWho), await people(mentorsWho)]
    return { tenantId: institution.id, students, mentors }
  } finally {
    await client.end()
  }
}

const studentsWho = `
  select p.id, p.subject from persons p join affiliations a on a.tenant_id = p.tenant_id and a.person_id = p.id
  where a.kind = 'STUDENT' and a.ended_on is null and p.is_active and p.subject is not null order by p.external_id`

const mentorsWho = `
  select p.id, p.subject from persons p join mentor_profiles m on m.tenant_id = p.tenant_id and m.person_id = p.id
  where p.is_active and p.subject is not null and not p.is_directory_opted_out order by p.external_id`
