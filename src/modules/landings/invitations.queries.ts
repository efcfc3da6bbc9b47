import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { InvitationFilter, InvitationRow } from './invitations.types.ts'

const names = 'id person_id landing_id status answered_at version created_at updated_at'.split(' ')

/** The columns of an InvitationRow, as RETURNING gives them. */
export const invitationReturning = raw(names.join(', '))
const columns = raw(names.map((name) => `i.${name}`).join(', '))
const from = raw('mentor_invitations i')

const byCreation = (direction: 'ASC' | 'DESC'): Order<InvitationRow> => ({
  name: 'mentorInvitations.CREATED_AT',
  direction,
  keys: [
    { expression: raw('i.created_at'), type: 'timestamptz', valueOf: (row) => row.createdAt },
    { expression: raw('i.id'), type: 'uuid', valueOf: (row) => row.id }
  ]
})

function conditionsOf({ personId, status }: InvitationFilter): Sql[] {
  const conditions: Sql[] = []
  if (personId != null) conditions.push(sql`i.person_id = ${toUuid(personId)}`)
  if (status) conditions.push(sql`i.status = ${status}`)
  return conditions
}

/** One page of the invitations that `visible` allows. */
export const invitationPage = (
  reader: Reader,
  visible: Sql,
  filter: InvitationFilter,
  direction: 'ASC' | 'DESC',
  args: PageArgs
): Promise<Connection<InvitationRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`i.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: byCreation(direction),
    args
  })

/** The invitations with these ids that `visible` allows. */
export const invitationRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<InvitationRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where i.tenant_id = ${tenant} and i.id = any(${ids.map(toUuid)}) and ${visible}`)

/** An invitation that `visible` allows, locked, so that it is answered once. */
export const lockInvitation = (id: string, visible: Sql): Sql => sql`select ${columns} from ${from}
  where i.tenant_id = ${tenant} and i.id = ${toUuid(id)} and ${visible} for update of i`
