import type { Actor, Role } from '../actor.ts'
import type { InstitutionPolicy } from '../modules/tenants/institution-policy.ts'
import { type Sql, sql, tenant } from './sql.ts'

export interface StandingRow {
  kind: 'PERSON' | 'SERVICE'
  id: string
  affiliations: string[]
  staffRoles: string[]
  isMentor: boolean
}

/** Who signs in, and what the campus asks of every request of theirs. */
export interface SignedInRow extends StandingRow {
  isTrustedDocumentRequired: boolean
}

const personStanding = (person: Sql, on: string): Sql => sql`
  select 'PERSON' as kind, p.id,
    array(select a.kind from affiliations a where a.tenant_id = ${tenant} and a.person_id = p.id
      and (a.ended_on is null or a.ended_on > ${on}::date)) as affiliations,
    array(select r.role from staff_roles r where r.tenant_id = ${tenant} and r.person_id = p.id) as staff_roles,
    exists (select 1 from mentor_profiles m where m.tenant_id = ${tenant} and m.person_id = p.id) as is_mentor
  from persons p where p.tenant_id = ${tenant} and p.is_active and ${person}`

const serviceStanding = (account: Sql): Sql => sql`
  select 'SERVICE' as kind, s.id, '{}'::text[] as affiliations, '{}'::text[] as staff_roles, false as is_mentor
  from service_accounts s where s.tenant_id = ${tenant} and s.is_active and ${account}`

/** Who signs in with this subject, with what they are today; nobody when unknown or inactive. */
export const standingBySubject = (subject: string, today: string): Sql =>
  sql`select found.*, coalesce((i.policy -> 'api' -> 'isTrustedDocumentRequired')::boolean, false) as is_trusted_document_required
    from (${personStanding(sql`p.subject = ${subject}`, today)} union all
      ${serviceStanding(sql`s.subject = ${subject}`)}) found
    join institutions i on i.id = ${tenant}`

/** What an actor is now: every write asks again, so that a role taken away counts from the next change on. */
export function standingOf(actor: Actor, today: string): Sql | null {
  if (actor.kind === 'PERSON') return personStanding(sql`p.id = ${actor.id}`, today)
  if (actor.kind === 'SERVICE') return serviceStanding(sql`s.id = ${actor.id}`)
  return null
}

/** The actor that a standing amounts to. */
export function actorOf(row: StandingRow): Actor {
  const roles = new Set<Role>(row.staffRoles as Role[])
  if (row.kind === 'SERVICE') roles.add('INTEGRATION')
  if (row.affiliations.includes('STUDENT')) roles.add('STUDENT')
  if (row.affiliations.includes('ALUM')) roles.add('ALUM')
  if (row.isMentor) roles.add('MENTOR')
  return { kind: row.kind, id: row.id, roles }
}

export const institutionPolicy = (): Sql => sql`select policy from institutions where id = ${tenant}`

export interface PolicyRow {
  policy: InstitutionPolicy
}
