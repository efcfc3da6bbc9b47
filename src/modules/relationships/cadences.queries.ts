import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { CadenceRow, Subject, SubjectInput } from './updates.types.ts'

const names = 'id owner_id contact_id mentor_id every_days snoozed_until version created_at updated_at'.split(' ')

/** The columns of a CadenceRow, as RETURNING gives them. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `u.${name}`).join(', '))

/** Whom an owner means, kept from being deleted meanwhile; no row for what is not theirs. */
export const subjectOf = (owner: string | null, { contactId, relationshipId }: SubjectInput): Sql =>
  relationshipId == null
    ? sql`select c.id as contact_id, c.person_id as mentor_id from contacts c
      where c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.id = ${toUuid(contactId ?? '')} for key share of c`
    : sql`select c.id as contact_id, r.mentor_id from relationships r
      left join contacts c on c.tenant_id = ${tenant} and c.owner_id = ${owner} and c.person_id = r.mentor_id
      where r.tenant_id = ${tenant} and r.seeker_id = ${owner} and r.id = ${toUuid(relationshipId)} for key share of r`

/** What an owner has set for somebody, as a mentor first and as a contact then, locked. */
export const lockCadences = (owner: string | null, { contactId, mentorId }: Subject): Sql => sql`
  select ${columns} from update_cadences u
  where u.tenant_id = ${tenant} and u.owner_id = ${owner} and (u.contact_id = ${contactId} or u.mentor_id = ${mentorId})
  order by u.mentor_id nulls last for update of u`

/** Those of an owner's cadences that have these ids. */
export const cadenceRows = (reader: Reader, owner: string | null, ids: readonly string[]): Promise<CadenceRow[]> =>
  reader.rows(sql`select ${columns} from update_cadences u
    where u.tenant_id = ${tenant} and u.owner_id = ${owner} and u.id = any(${ids.map(toUuid)}::uuid[])`)

/** What an owner has set for these contacts and mentors. */
export const cadencesFor = (
  reader: Reader,
  owner: string | null,
  subjects: readonly Subject[]
): Promise<CadenceRow[]> => {
  const idsOf = (key: keyof Subject) => subjects.flatMap((subject) => subject[key] ?? [])
  return reader.rows(sql`select ${columns} from update_cadences u where u.tenant_id = ${tenant} and u.owner_id = ${owner}
    and (u.contact_id = any(${idsOf('contactId')}::uuid[]) or u.mentor_id = any(${idsOf('mentorId')}::uuid[]))`)
}
