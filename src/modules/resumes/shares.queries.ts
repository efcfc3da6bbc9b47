import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { OrderBy, ShareFilter, ShareRow, ShareStatus } from './resumes.types.ts'

// In the one form that instants have here: JSON would write a zone of its own.
const versionJson = raw(`json_build_object('id', v.id, 'number', v.number, 'label', v.label, 'url', v.url,
  'fileName', v.file_name, 'sha256', v.sha256, 'note', v.note,
  'createdAt', to_char(v.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))`)

const columns = sql`s.id, s.request_id, s.resume_id, ${versionJson} as resume_version, s.student_id, s.mentor_id,
  s.expires_at, s.revoked_at, s.version, s.created_at, s.updated_at,
  (select max(o.opened_at) from resume_openings o where o.tenant_id = ${tenant} and o.share_id = s.id) as opened_at,
  (select count(*) from resume_openings o where o.tenant_id = ${tenant} and o.share_id = s.id) as opening_count`
const from = sql`resume_shares s join resume_versions v on v.tenant_id = ${tenant} and v.id = s.resume_version_id`

export type ShareOrderField = 'CREATED_AT' | 'EXPIRES_AT'

function orderOf({ field, direction }: OrderBy<ShareOrderField>): Order<ShareRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `resumeShares.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 's.created_at' : 's.expires_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.expiresAt)
      },
      { expression: raw('s.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

// The same as statusOf says of a row.
function inStatus(status: ShareStatus, now: string): Sql {
  const isRevoked = raw('s.revoked_at is not null and s.revoked_at < s.expires_at')
  if (status === 'REVOKED') return isRevoked
  return sql`not (${isRevoked}) and s.expires_at ${raw(status === 'EXPIRED' ? '<=' : '>')} ${now}`
}

function conditionsOf({ studentId, mentorId, requestId, resumeId, status }: ShareFilter, now: string): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`s.student_id = ${toUuid(studentId)}`)
  if (mentorId != null) conditions.push(sql`s.mentor_id = ${toUuid(mentorId)}`)
  if (requestId != null) conditions.push(sql`s.request_id = ${toUuid(requestId)}`)
  if (resumeId != null) conditions.push(sql`s.resume_id = ${toUuid(resumeId)}`)
  if (status) conditions.push(inStatus(status, now))
  return conditions
}

/** One page of the shares that `visible` allows. */
export const sharePage = (
  reader: Reader,
  visible: Sql,
  { filter, now }: { filter: ShareFilter; now: string },
  order: OrderBy<ShareOrderField>,
  args: PageArgs
): Promise<Connection<ShareRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`s.tenant_id = ${tenant}`, visible, ...conditionsOf(filter, now)],
    order: orderOf(order),
    args
  })

/** The shares with these ids that `visible` allows. */
export const shareRows = (visible: Sql, ids: readonly string[]): Sql => sql`
  select ${columns} from ${from} where s.tenant_id = ${tenant} and s.id = any(${ids.map(toUuid)}) and ${visible}`

/** The shares in force with these requests that `visible` allows: one to a request. */
export const sharesInForce = (reader: Reader, visible: Sql, requestIds: readonly string[], now: string) =>
  reader.rows<ShareRow>(sql`select ${columns} from ${from}
    where s.tenant_id = ${tenant} and s.request_id = any(${requestIds}) and s.revoked_at is null and s.expires_at > ${now}
      and ${visible}`)

/** The last shares of each of these resumes, latest first. */
export const lastShares = (reader: Reader, resumeIds: readonly string[], count: number): Promise<ShareRow[]> =>
  reader.rows(sql`select l.* from unnest(${resumeIds}::uuid[]) as w (id) cross join lateral (
      select ${columns} from ${from} where s.tenant_id = ${tenant} and s.resume_id = w.id
      order by s.created_at desc, s.id desc limit ${count}) l`)

/** A share that `visible` allows, locked: what was revoked meanwhile is not visible any more, and not found. */
export const lockShare = (id: string, visible: Sql): Sql => sql`${shareRows(visible, [id])} for update of s`

/** What a request shows now, locked, to be replaced. */
export const lockShareOfRequest = (requestId: string): Sql => sql`
  select s.id, s.request_id, s.student_id, s.mentor_id, s.version from resume_shares s
  where s.tenant_id = ${tenant} and s.request_id = ${toUuid(requestId)} and s.revoked_at is null for update`

/** What is in force of a resume, locked in one order, to be ended. */
export const lockSharesOfResume = (resumeId: string, now: string): Sql => sql`
  select s.id, s.request_id, s.student_id, s.mentor_id, s.version from resume_shares s
  where s.tenant_id = ${tenant} and s.resume_id = ${toUuid(resumeId)} and s.revoked_at is null and s.expires_at > ${now}
  order by s.id for update`

/** A request, locked, so that it gets one share at a time, with how its meeting stands. */
export const lockAskedRequest = (id: string): Sql => sql`
  select r.id, r.student_id, r.mentor_id, r.status, r.sent_at, (select n.status from meetings n
    where n.tenant_id = ${tenant} and n.request_id = r.id) as meeting_status from meeting_requests r
  where r.tenant_id = ${tenant} and r.id = ${toUuid(id)} for no key update`

/** A version with its resume, which is held as it is until the change is committed. */
export const holdVersion = (id: string): Sql => sql`
  select x.id as resume_id, x.student_id, x.archived_at, ${versionJson} as resume_version
  from resume_versions v join resumes x on x.tenant_id = ${tenant} and x.id = v.resume_id
  where v.tenant_id = ${tenant} and v.id = ${toUuid(id)} for share of x`

/** Ends shares. */
export const revokeRows = (ids: readonly string[], now: string): Sql => sql`
  update resume_shares set revoked_at = ${now}, updated_at = ${now}, version = version + 1
  where tenant_id = ${tenant} and id = any(${ids}) returning id, revoked_at, updated_at, version`
