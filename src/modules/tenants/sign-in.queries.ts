import type { Role } from '../../actor.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'

/** Somebody who can sign in. */
export interface SignInRow {
  id: string
  subject: string
}

type PersonRole = Exclude<Role, 'INTEGRATION'>

const affiliated = (kind: string, on: string): Sql => sql`exists (
  select 1 from affiliations a where a.tenant_id = ${tenant} and a.person_id = p.id and a.kind = ${kind}
    and (a.ended_on is null or a.ended_on > ${on}::date))`

const employedAs = (role: string): Sql =>
  sql`exists (select 1 from staff_roles r where r.tenant_id = ${tenant} and r.person_id = p.id and r.role = ${role})`

const conditions: Record<PersonRole, (on: string) => Sql> = {
  STUDENT: (on) => affiliated('STUDENT', on),
  ALUM: (on) => affiliated('ALUM', on),
  // A paused mentor would be a poor first guest: nobody can ask them for anything.
  MENTOR: () => sql`exists (
    select 1 from mentor_profiles m where m.tenant_id = ${tenant} and m.person_id = p.id and not m.is_paused)`,
  COUNSELOR: () => employedAs('COUNSELOR'),
  ADMIN: () => employedAs('ADMIN')
}

const person = (condition: Sql): Sql => sql`
  select p.id, p.subject from persons p
  where p.tenant_id = ${tenant} and p.is_active and p.subject is not null and ${condition}
  order by (select count(*) from staff_roles r where r.tenant_id = ${tenant} and r.person_id = p.id),
    p.external_id nulls last, p.id
  limit 1`

const machine = sql`
  select s.id, s.subject from service_accounts s
  where s.tenant_id = ${tenant} and s.is_active order by s.subject limit 1`

/** The first by external id who has the role on this day and can sign in; of two, the one with fewer staff roles. */
export const signInByRole = (role: Role, on: string): Sql =>
  role === 'INTEGRATION' ? machine : person(conditions[role](on))

/** The active person or machine with this id; with a role, only if they have it on this day. */
export function signInById(id: string, role: Role | null, on: string): Sql {
  if (role === 'INTEGRATION')
    return sql`
    select s.id, s.subject from service_accounts s where s.tenant_id = ${tenant} and s.is_active and s.id = ${id}`
  const hasRole = role === null ? raw('true') : conditions[role](on)
  return person(sql`p.id = ${id} and ${hasRole}`)
}
