import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ByChange, ResearchKind, ResearchNoteFilter, ResearchNoteRow } from './preparation.types.ts'

const names = 'id student_id kind request_id occupation_code organization text sources version created_at updated_at'
const list = (prefix: string) =>
  raw(
    names
      .split(' ')
      .map((name) => `${prefix}${name}`)
      .join(', ')
  )

/** The columns of a note, as RETURNING gives them and as they are read from `n`. */
export const returning = list('')
const columns = list('n.')
const from = raw('research_notes n')

export interface ListOrder<Field> {
  field: Field
  direction: 'ASC' | 'DESC'
}

interface Changed {
  id: string
  createdAt: string
  updatedAt: string
}

/** The order of a list by when its rows, under `alias`, were made or last changed. */
export function orderByChange<Row extends Changed>(
  name: string,
  alias: string,
  { field, direction }: ListOrder<ByChange>
): Order<Row> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `${name}.${field}`,
    direction,
    keys: [
      {
        expression: raw(`${alias}.${isCreated ? 'created_at' : 'updated_at'}`),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw(`${alias}.id`), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ studentId, requestId, kind }: ResearchNoteFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`n.student_id = ${toUuid(studentId)}`)
  if (requestId != null) conditions.push(sql`n.request_id = ${toUuid(requestId)}`)
  if (kind) conditions.push(sql`n.kind = any(${kind})`)
  return conditions
}

/** One page of the notes that `visible` allows. */
export const notePage = (
  reader: Reader,
  visible: Sql,
  filter: ResearchNoteFilter,
  order: ListOrder<ByChange>,
  args: PageArgs
): Promise<Connection<ResearchNoteRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`n.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderByChange('researchNotes', 'n', order),
    args
  })

/** The notes with these ids that `visible` allows. */
export const noteRows = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<ResearchNoteRow[]> =>
  reader.rows(
    sql`select ${columns} from ${from} where n.tenant_id = ${tenant} and n.id = any(${ids.map(toUuid)}) and ${visible}`
  )

/** A note, locked until the change is committed. */
export const lockNote = (id: string): Sql =>
  sql`select ${columns} from ${from} where n.tenant_id = ${tenant} and n.id = ${toUuid(id)} for update`

export const lockNoteOfRequest = (requestId: string, kind: ResearchKind): Sql => sql`
  select ${columns} from ${from} where n.tenant_id = ${tenant} and n.request_id = ${toUuid(requestId)} and n.kind = ${kind} for update`

export const lockNoteOfOccupation = (studentId: string | null, code: string): Sql => sql`
  select ${columns} from ${from} where n.tenant_id = ${tenant} and n.student_id = ${studentId} and n.occupation_code = ${code} for update`

export const lockNoteOfOrganization = (studentId: string | null, organization: string): Sql => sql`
  select ${columns} from ${from} where n.tenant_id = ${tenant} and n.student_id = ${studentId}
    and lower(n.organization) = lower(${organization}) for update`

export const deleteNote = (id: string): Sql =>
  sql`delete from research_notes n where n.tenant_id = ${tenant} and n.id = ${id} returning ${columns}`

/** Whose a request is, locked against being taken away from them meanwhile. */
export const ownerOfRequest = (id: string): Sql =>
  sql`select r.id, r.student_id from meeting_requests r where r.tenant_id = ${tenant} and r.id = ${toUuid(id)} for key share`

/**
 * What there is of notes for requests, each with the length that the campus asks for: a request's own first, then what its
 * student keeps on its occupation and its organization, whatever they are written for (S#36).
 */
export const notesOfRequests = (
  reader: Reader,
  requestIds: readonly string[],
  minLengthDefault: number
): Promise<(ResearchNoteRow & { forRequestId: string; minLength: number })[]> =>
  reader.rows(sql`select ${columns}, r.id as for_request_id,
    coalesce((i.policy -> 'preparation' -> 'researchNoteMinLength')::int, ${minLengthDefault}::int) as min_length
  from meeting_requests r join institutions i on i.id = ${tenant} cross join lateral (
    select ${columns} from ${from} where n.tenant_id = ${tenant} and n.request_id = r.id
    union all select ${columns} from ${from} where n.tenant_id = ${tenant} and n.student_id = r.student_id
      and n.occupation_code = r.target_occupation_code
    union all select ${columns} from ${from} where n.tenant_id = ${tenant} and n.student_id = r.student_id
      and lower(n.organization) = lower(btrim(r.target_organization))) n
  where r.tenant_id = ${tenant} and r.id = any(${requestIds.map(toUuid)}) order by r.id, n.request_id is null`)

export interface ReadinessRow {
  requestId: string
  isPractised: boolean
  hasPitch: boolean
}

/**
 * Of each request whether a conversation was practised for it, be it only with its questions (S#47), and whether a pitch
 * goes with it (S#25).
 */
export const readinessRows = (reader: Reader, requestIds: readonly string[]): Promise<ReadinessRow[]> =>
  reader.rows(sql`select r.id as request_id, r.pitch_version_id is not null as has_pitch,
    exists (select 1 from mock_sessions m where m.tenant_id = ${tenant} and m.student_id = r.student_id
      and m.kind = 'INFORMATIONAL' and m.status = 'HELD'
      and (m.request_id = r.id or m.request_id is null and m.question_list_id = (select l.id from question_lists l
        where l.tenant_id = ${tenant} and l.request_id = r.id))) as is_practised
  from meeting_requests r where r.tenant_id = ${tenant} and r.id = any(${requestIds.map(toUuid)})`)
