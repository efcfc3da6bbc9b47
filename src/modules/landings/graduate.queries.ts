import { toUuid } from '../../db/ids.ts'
import { type Sql, sql, tenant } from '../../db/sql.ts'
import type { DegreeLevel } from './landings.rules.ts'
import type { LandingSource } from './landings.types.ts'

/** Of whom a landing tells, as far as it matters for what comes of it. */
export interface Graduate {
  id: string
  isActive: boolean
  /** A student or alum, of today or of once. */
  isSeeker: boolean
  isMentor: boolean
  isInvited: boolean
}

/** A landing of the graduate that was recorded before. */
export interface EarlierLanding {
  id: string
  classYear: number | null
  source: LandingSource
  destination: string
  isWithdrawn: boolean
}

/** Somebody who helped: a person of the campus, or a contact of the student's own. */
export interface Helper {
  personId: string | null
  contactId: string | null
}

export type Degree = DegreeLevel

/** By whom a landing tells: an id from outside, or that of the student of a landing. */
export const studentOf = (landingId: string): Sql =>
  sql`(select x.student_id from landings x where x.tenant_id = ${tenant} and x.id = ${toUuid(landingId)})`
export const studentWith = (id: string | null): Sql => sql`${toUuid(id ?? '')}::uuid`

/** A person, with an account or without, locked: of two that record the same landing in the same instant the second sees the first. */
export const lockGraduate = (student: Sql): Sql => sql`
  select p.id, p.is_active,
    exists (select 1 from affiliations f where f.tenant_id = ${tenant} and f.person_id = p.id
      and f.kind in ('STUDENT', 'ALUM')) as is_seeker,
    exists (select 1 from mentor_profiles m where m.tenant_id = ${tenant} and m.person_id = p.id) as is_mentor,
    exists (select 1 from mentor_invitations i where i.tenant_id = ${tenant} and i.person_id = p.id) as is_invited
  from persons p where p.tenant_id = ${tenant} and p.id = ${student}
  for no key update of p`

export const degreesOf = (student: Sql): Sql =>
  sql`select d.class_year, d.level from degrees d where d.tenant_id = ${tenant} and d.person_id = ${student}`

/** What has been recorded of the graduate, withdrawn or not; after their lock. */
export const earlierLandings = (student: Sql): Sql => sql`
  select l.id, l.class_year, l.source, l.destination, l.withdrawn_at is not null as is_withdrawn
  from landings l where l.tenant_id = ${tenant} and l.student_id = ${student}`

/**
 * Everybody who helped a student (S#70), each once: the mentors of their completed meetings, who passed on a name to
 * them, and with whom they noted an introduction or a meeting, as mentor or as contact.
 */
export const helpersOf = (student: Sql): Sql => sql`
  select m.mentor_id as person_id, null::uuid as contact_id from meetings m
    where m.tenant_id = ${tenant} and m.student_id = ${student} and m.status = 'COMPLETED'
  union select r.referred_by_id, null from referrals r where r.tenant_id = ${tenant} and r.student_id = ${student}
  union select coalesce(t.mentor_id, c.person_id), case when c.person_id is null then c.id end from touchpoints t
    left join contacts c on c.tenant_id = ${tenant} and c.owner_id = ${student} and c.id = t.contact_id
    where t.tenant_id = ${tenant} and t.owner_id = ${student} and t.kind in ('INTRO', 'MEETING')
      and c.is_archived is not true`
