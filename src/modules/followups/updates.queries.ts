import { type Sql, sql, tenant } from '../../db/sql.ts'
import { returning } from './followups.queries.ts'

/** To whom an update is owed: a mentor of the campus, or a contact who is none. */
export interface Other {
  personId: string | null
  contactId: string | null
}

/** Somebody who begins an update, locked: two that are begun at once pass one by one. */
export const lockDebtor = (owner: string | null): Sql =>
  sql`select p.id from persons p where p.tenant_id = ${tenant} and p.id = ${owner} for no key update`

/** The update that an owner has begun and neither sent nor let go. */
export const openUpdate = (owner: string, { personId, contactId }: Other): Sql => sql`
  select ${returning} from follow_ups where tenant_id = ${tenant} and owner_id = ${owner} and kind = 'UPDATE'
    and status in ('PENDING', 'MISSED') and (person_id = ${personId} or contact_id = ${contactId})
  order by due_at, id limit 1`
