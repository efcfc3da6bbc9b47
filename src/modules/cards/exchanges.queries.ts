import { toUuid } from '../../db/ids.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { Side } from './cards.policy.ts'
import type { ExchangeRow } from './cards.types.ts'

const names = `id meeting_id student_id mentor_id student_consented_at mentor_consented_at version created_at updated_at`

/** The columns of an exchange, as RETURNING gives them and as they are read from `e`. */
export const returning = raw(names.replaceAll(' ', ', '))
const columns = raw(
  names
    .split(' ')
    .map((name) => `e.${name}`)
    .join(', ')
)

/** The exchanges with these ids, or of these meetings, that `visible` allows. */
export const exchangeRowsBy = (
  reader: Reader,
  visible: Sql,
  column: 'id' | 'meeting_id',
  ids: readonly string[]
): Promise<ExchangeRow[]> =>
  reader.rows(sql`select ${columns} from card_exchanges e
    where e.tenant_id = ${tenant} and e.${raw(column)} = any(${ids.map(toUuid)}::uuid[]) and ${visible}`)

/** A meeting, locked, so that its two people agree one by one. */
export const lockMetAt = (meetingId: string): Sql => sql`
  select m.id, m.student_id, m.mentor_id, m.status, m.starts_at from meetings m
  where m.tenant_id = ${tenant} and m.id = ${toUuid(meetingId)} for no key update`

/** The exchange of a meeting. A statement of its own after the lock, to see what the other one committed. */
export const exchangeAt = (meetingId: string): Sql =>
  sql`select ${columns} from card_exchanges e where e.tenant_id = ${tenant} and e.meeting_id = ${toUuid(meetingId)}`

/** All exchanges of a meeting's two people, whichever of them was the mentor, locked in one order. */
export const lockExchangesOfPair = (meetingId: string): Sql => sql`
  select ${columns} from card_exchanges e join meetings m on m.tenant_id = ${tenant} and m.id = ${toUuid(meetingId)}
  where e.tenant_id = ${tenant} and ((e.student_id = m.student_id and e.mentor_id = m.mentor_id)
    or (e.student_id = m.mentor_id and e.mentor_id = m.student_id))
  order by e.id for update of e`

/** Takes back what somebody has agreed to at the one end or the other of these exchanges. */
export const withdrawRows = (ids: Record<Side, readonly string[]>, now: string): Sql => sql`
  update card_exchanges set version = version + 1, updated_at = ${now},
    student_consented_at = case when id = any(${ids.studentConsentedAt}::uuid[]) then null else student_consented_at end,
    mentor_consented_at = case when id = any(${ids.mentorConsentedAt}::uuid[]) then null else mentor_consented_at end
  where tenant_id = ${tenant} and id = any(${[...ids.studentConsentedAt, ...ids.mentorConsentedAt]}::uuid[])
  returning ${returning}`
