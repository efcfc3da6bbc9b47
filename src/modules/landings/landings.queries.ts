import { toUuid } from '../../db/ids.ts'
import { type Connection, type Order, type PageArgs, page } from '../../db/page.ts'
import type { Reader } from '../../db/scope.ts'
import { raw, type Sql, sql, tenant } from '../../db/sql.ts'
import type { LandingFilter, LandingRow, ListLandingsArgs } from './landings.types.ts'

const names =
  `id student_id class_year category employment_type organization destination title occupation_code industry_code
  program_code starts_on city region country salary_amount salary_currency salary_period source precedence offer_id
  recorded_by_id attributed_at withdrawn_at withdraw_reason version recorded_at updated_at`.split(/\s+/)

/**
 * Whether a landing is the one that is believed of its student and class year: none that holds is of a lower precedence
 * number, or of the same and later. Told from the rows as they are, so that nothing has to be kept in step.
 */
export const isCurrent = (landing: 'l' | 'landings'): Sql => sql`(${raw(landing)}.withdrawn_at is null and not exists (
  select 1 from landings b where b.tenant_id = ${tenant} and b.student_id = ${raw(landing)}.student_id and b.withdrawn_at is null and b.id <> ${raw(landing)}.id
    and b.class_year is not distinct from ${raw(landing)}.class_year
    and (b.precedence, ${raw(landing)}.recorded_at, ${raw(landing)}.id) < (${raw(landing)}.precedence, b.recorded_at, b.id)))`

const own = names.filter((name) => name !== 'offer_id')

// Which offer a landing comes of is told to whoever may see that offer.
const columnsOf = (landing: 'l' | 'landings', offers: Sql): Sql =>
  sql`${raw(own.map((name) => `${landing}.${name}`).join(', '))}, ${isCurrent(landing)} as is_current,
    (select o.id from offers o where o.tenant_id = ${tenant} and o.id = ${raw(landing)}.offer_id and ${offers}) as offer_id`

/** The columns of a LandingRow for somebody who may see these offers `o`, as RETURNING gives them. */
export const returning = (offers: Sql): Sql => columnsOf('landings', offers)
const from = raw('landings l')

/** What somebody may see: landings `l`, and of the offers that they come of, `o`. */
export interface Visible {
  landings: Sql
  offers: Sql
}

function orderOf({ field, direction }: NonNullable<ListLandingsArgs['orderBy']>): Order<LandingRow> {
  const isRecorded = field === 'RECORDED_AT'
  return {
    name: `landings.${field}`,
    direction,
    keys: [
      {
        expression: raw(isRecorded ? 'l.recorded_at' : 'l.updated_at'),
        type: 'timestamptz',
        valueOf: (row) => (isRecorded ? row.recordedAt : row.updatedAt)
      },
      { expression: raw('l.id'), type: 'uuid', valueOf: (row) => row.id }
    ]
  }
}

function conditionsOf(filter: LandingFilter): Sql[] {
  const conditions: Sql[] = []
  const { studentId, classYear, category, source, recordedFrom, recordedBefore } = filter
  if (studentId != null) conditions.push(sql`l.student_id = ${toUuid(studentId)}`)
  if (classYear != null) conditions.push(sql`l.class_year = ${classYear}`)
  if (category) conditions.push(sql`l.category = any(${category}::text[])`)
  if (source) conditions.push(sql`l.source = any(${source}::text[])`)
  if (filter.isCurrent != null) conditions.push(filter.isCurrent ? isCurrent('l') : sql`not ${isCurrent('l')}`)
  if (filter.isWithdrawn != null) conditions.push(raw(`l.withdrawn_at is ${filter.isWithdrawn ? 'not null' : 'null'}`))
  if (recordedFrom) conditions.push(sql`l.recorded_at >= ${recordedFrom}`)
  if (recordedBefore) conditions.push(sql`l.recorded_at < ${recordedBefore}`)
  return conditions
}

/** One page of the landings that `visible` allows. */
export const landingPage = (
  reader: Reader,
  visible: Visible,
  filter: LandingFilter,
  order: NonNullable<ListLandingsArgs['orderBy']>,
  args: PageArgs
): Promise<Connection<LandingRow>> =>
  page(reader, {
    columns: columnsOf('l', visible.offers),
    from,
    where: [sql`l.tenant_id = ${tenant}`, visible.landings, ...conditionsOf(filter)],
    order: orderOf(order),
    args
  })

/** The landings with these ids that `visible` allows, by a statement of its own. */
export const landingsWith = ({ landings, offers }: Visible, ids: readonly (string | null)[]): Sql =>
  sql`select ${columnsOf('l', offers)} from ${from}
    where l.tenant_id = ${tenant} and l.id = any(${ids.map((id) => toUuid(id ?? ''))}) and ${landings}`

/** A landing that `visible` allows, locked; with the offer that it comes of, whoever may see that. */
export const lockLanding = (id: string, visible: Sql): Sql => sql`select ${columnsOf('l', raw('true'))} from ${from}
  where l.tenant_id = ${tenant} and l.id = ${toUuid(id)} and ${visible} for update of l`
