import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { OrderBy, ResumeFilter, ResumeRow, VersionRow } from './resumes.types.ts'

const names = 'id student_id title version_count archived_at version created_at updated_at'.split(' ')

/** The columns of a resume, as RETURNING gives them and as they are read from `x`. */
export const returning = raw(names.join(', '))
const columns = raw(names.map((name) => `x.${name}`).join(', '))
const from = raw('resumes x')

export type ResumeOrderField = 'CREATED_AT' | 'UPDATED_AT'

function orderOf({ field, direction }: OrderBy<ResumeOrderField>): Order<ResumeRow> {
  const isCreated = field === 'CREATED_AT'
  return {
    name: `resumes.${field}`,
    direction,
    keys: [
      {
        expression: raw(isCreated ? 'x.created_at' : 'x.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isCreated ? row.createdAt : row.updatedAt)
      },
      { expression: raw('x.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf({ studentId, isArchived }: ResumeFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`x.student_id = ${toUuid(studentId)}`)
  if (isArchived != null) conditions.push(isArchived ? sql`x.archived_at is not null` : sql`x.archived_at is null`)
  return conditions
}

/** One page of the resumes that `visible` allows. */
export const resumePage = (
  reader: Reader,
  visible: Sql,
  filter: ResumeFilter,
  order: OrderBy<ResumeOrderField>,
  args: PageArgs
): Promise<Connection<ResumeRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`x.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The resumes with these ids that `visible` allows. */
export const resumeRows = (reader: Reader, visible: Sql, ids: readonly (string | null)[]): Promise<ResumeRow[]> =>
  reader.rows(sql`select ${columns} from ${from}
    where x.tenant_id = ${tenant} and x.id = any(${ids.map((id) => toUuid(id ?? ''))}) and ${visible}`)

/** A resume, locked, so that two new versions of it get two numbers, and nothing is shared of what is put away. */
export const lockResume = (id: string, visible: Sql): Sql =>
  sql`select ${columns} from ${from} where x.tenant_id = ${tenant} and x.id = ${toUuid(id)} and ${visible} for update`

/** The versions of each of these resumes, latest first. */
export const versionRows = (
  reader: Reader,
  resumeIds: readonly string[]
): Promise<(VersionRow & { resumeId: string })[]> =>
  reader.rows(sql`select v.resume_id, v.id, v.number, v.label, v.url, v.file_name, v.sha256, v.note, v.created_at
    from resume_versions v where v.tenant_id = ${tenant} and v.resume_id = any(${resumeIds}) order by v.resume_id, v.number desc`)

/** The versions with these ids of the resumes that `visible` allows. */
export const versionRowsByIds = (reader: Reader, visible: Sql, ids: readonly string[]): Promise<VersionRow[]> =>
  reader.rows(sql`select v.id, v.number, v.label, v.url, v.file_name, v.sha256, v.note, v.created_at
    from resume_versions v join ${from} on x.tenant_id = ${tenant} and x.id = v.resume_id
    where v.tenant_id = ${tenant} and v.id = any(${ids.map(toUuid)}) and ${visible}`)
