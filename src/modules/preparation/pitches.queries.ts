import { toUuid } from '../../db/ids.ts'
import { type Connection, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { ByChange, PitchFilter, PitchRow, PitchVersionRow } from './preparation.types.ts'
import { type ListOrder, orderByChange } from './research.queries.ts'

// As many as anybody looks back at; a request has the text that it names, however old.
const remembered = raw('20')

const columns = sql`p.id, p.student_id, p.title, p.number, v.text, p.archived_at, p.version, p.created_at, p.updated_at,
  array(select m.held_at from mock_sessions m where m.tenant_id = ${tenant} and m.pitch_id = p.id and m.held_at is not null
    order by m.held_at desc limit ${remembered}) as practised_at`
const from = sql`pitches p join pitch_versions v on v.tenant_id = ${tenant} and v.pitch_id = p.id and v.number = p.number`
const versionColumns = raw('v.id, v.pitch_id, v.number, v.text, v.created_at')

function conditionsOf({ studentId, isArchived }: PitchFilter): Sql[] {
  const conditions: Sql[] = []
  if (studentId != null) conditions.push(sql`p.student_id = ${toUuid(studentId)}`)
  if (isArchived != null) conditions.push(isArchived ? sql`p.archived_at is not null` : sql`p.archived_at is null`)
  return conditions
}

/** One page of the pitches that `visible` allows, each with its present text. */
export const pitchPage = (
  reader: Reader,
  visible: Sql,
  filter: PitchFilter,
  order: ListOrder<ByChange>,
  args: PageArgs
): Promise<Connection<PitchRow>> =>
  page(reader, {
    columns,
    from,
    where: [sql`p.tenant_id = ${tenant}`, visible, ...conditionsOf(filter)],
    order: orderByChange('pitches', 'p', order),
    args
  })

/** The pitches with these ids that `visible` allows. */
export const pitchRows = (visible: Sql, ids: readonly (string | null)[]): Sql => sql`
  select ${columns} from ${from}
  where p.tenant_id = ${tenant} and p.id = any(${ids.map((id) => toUuid(id ?? ''))}) and ${visible}`

// Without its text: a lock that was waited for is joined with what the other tables had before, and finds no such text.
const onlyPitch = (id: string) => sql`select p.id, p.student_id, p.title, p.number, p.archived_at, p.version
  from pitches p where p.tenant_id = ${tenant} and p.id = ${toUuid(id)}`

/** A pitch, locked, so that two new texts of it get two numbers. */
export const lockPitch = (id: string): Sql => sql`${onlyPitch(id)} for update`

/** A pitch, held as it is until the change is committed. */
export const holdPitch = (id: string): Sql => sql`${onlyPitch(id)} for share`

/** The present text of a pitch. A statement of its own after the lock, to see what earlier holders committed. */
export const presentText = (id: string): Sql =>
  sql`select v.id from ${from} where p.tenant_id = ${tenant} and p.id = ${toUuid(id)}`

export const versionRows = (reader: Reader, ids: readonly (string | null)[]): Promise<PitchVersionRow[]> =>
  reader.rows(sql`select ${versionColumns} from pitch_versions v
    where v.tenant_id = ${tenant} and v.id = any(${ids.map((id) => toUuid(id ?? ''))})`)

/** The last texts of each pitch, latest first: numbers have no gaps, so they are counted back from the present one. */
export const lastVersions = (reader: Reader, pitchIds: readonly string[]): Promise<PitchVersionRow[]> =>
  reader.rows(sql`select ${versionColumns} from pitches p
    join pitch_versions v on v.tenant_id = ${tenant} and v.pitch_id = p.id and v.number > p.number - ${remembered}
    where p.tenant_id = ${tenant} and p.id = any(${pitchIds}) order by v.pitch_id, v.number desc`)
