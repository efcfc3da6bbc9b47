import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { MockSessionFilter, MockSessionOrderField, MockSessionRow, PartnerLinkView } from './practice.types.ts'
import type { ListOrder } from './research.queries.ts'

const names = `id student_id kind status partner_id partner_name partner_email request_id pitch_id question_list_id
  scheduled_for held_at self_rating self_reflection feedback_rating feedback_strengths feedback_improvements feedback_at cancelled_at
  partner_link_id partner_link_sha256 partner_link_expires_at partner_link_used_at version created_at updated_at`.split(
  /\s+/
)

const questions = sql`array(select n.text from question_items n
  where n.tenant_id = ${tenant} and n.list_id = question_list_id and n.removed_at is null order by n.ordinal, n.id) as questions`

/** The columns of a session, as they are read and as RETURNING gives them, with what its questions are now. */
export const returning = sql`${raw(names.join(', '))}, ${questions}`
const from = raw('mock_sessions m')

function orderOf({ field, direction }: ListOrder<MockSessionOrderField>): Order<MockSessionRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `mockSessions.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'm.created_at' : 'm.scheduled_for'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.scheduledFor)
      },
      { expression: raw('m.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ studentId, partnerId, requestId, status, kind }: MockSessionFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`m.student_id = ${toUuid(studentId)}`)
  if (partnerId != null) conditions.push(sql`m.partner_id = ${toUuid(partnerId)}`)
  if (requestId != null) conditions.push(sql`m.request_id = ${toUuid(requestId)}`)
  if (status) conditions.push(sql`m.status = any(${status})`)
  if (kind) conditions.push(sql`m.kind = ${kind}`)
  return conditions
}

/** One page of the sessions that `visible` allows. */
export const sessionPage = (
  reader: Reader,
  visible: Sql,
  filter: MockSessionFilter,
  order: ListOrder<MockSessionOrderField>,
  args: PageArgs
): Promise<Connection<MockSessionRow>> =>
  page(reader, {
    columns: returning,
    from,
    where: [sql`m.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The sessions with these ids that `visible` allows. */
export const sessionRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<MockSessionRow[]> =>
  reader.rows(
    sql`select ${returning} from ${from} where m.tenant_id = ${tenant} and m.id = any(${ids.map(toUuid)}) and ${visible}`
  )

/** A session, locked until the change is committed, so that a link is used once. */
export const lockSession = (id: string): Sql =>
  sql`select ${returning} from ${from} where m.tenant_id = ${tenant} and m.id = ${toUuid(id)} for update`

export interface LinkKey {
  linkId: string
  sha256: string
}

/** The session of a link, locked; none when there is no such link. */
export const lockSessionOfLink = ({ linkId, sha256 }: LinkKey): Sql => sql`
  select ${returning} from ${from}
  where m.tenant_id = ${tenant} and m.partner_link_id = ${linkId} and m.partner_link_sha256 = ${sha256} for update`

/** What a partner sees by a link that is open. */
export const viewOfLink = async (reader: Reader, { linkId, sha256 }: LinkKey, now: string) =>
  (
    await reader.rows<PartnerLinkView>(sql`
      select i.name as institution_name, s.given_name as student_given_name, m.kind, m.scheduled_for, v.text as pitch, ${questions},
        m.partner_link_expires_at as expires_at
      from ${from} join institutions i on i.id = ${tenant}
      join persons s on s.tenant_id = ${tenant} and s.id = m.student_id
      left join pitches p on p.tenant_id = ${tenant} and p.id = m.pitch_id
      left join pitch_versions v on v.tenant_id = ${tenant} and v.pitch_id = p.id and v.number = p.number
      where m.tenant_id = ${tenant} and m.partner_link_id = ${linkId} and m.partner_link_sha256 = ${sha256}
        and m.partner_link_used_at is null and m.partner_link_expires_at > ${now} and m.status <> 'CANCELLED'`)
  )[0] ?? null

/** Whose a question list is. */
export const ownerOfQuestionList = (id: string): Sql => sql`
  select l.student_id from question_lists l where l.tenant_id = ${tenant} and l.id = ${toUuid(id)} for key share`

/** Somebody active of the campus whom the actor may find. */
export const findablePerson = (id: string, includeOptedOut: boolean): Sql => sql`
  select p.id from persons p where p.tenant_id = ${tenant} and p.id = ${toUuid(id)} and p.is_active
    ${includeOptedOut ? sql`` : sql`and not p.is_directory_opted_out`} for key share`
