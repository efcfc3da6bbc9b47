import { refuse } from '../errors.ts'
import { isUuid } from './ids.ts'
import type { Reader } from './scope.ts'
import { all, join, raw, type Sql, sql } from './sql.ts'

/** Every list has this hard maximum; the SDL's and OpenAPI's words name the same number. */
export const pageSizeMax = 100
const pageSizeDefault = 20

export interface PageArgs {
  first?: number | null
  after?: string | null
  last?: number | null
  before?: string | null
}

/** One key of an order. `type` casts a cursor's value; `valueOf` reads it from a row for the next cursor. */
export interface OrderKey<Row> {
  expression: Sql
  type: 'text' | 'timestamptz' | 'uuid' | 'float8' | 'int4'
  valueOf(row: Row): string | number
}

/** A total order: its last key must be unique. All keys run in the same direction, so that one index serves it. */
export interface Order<Row> {
  /** Names the list and order; a cursor of another name is refused. */
  name: string
  direction: 'ASC' | 'DESC'
  keys: readonly OrderKey<Row>[]
}

export interface PageInfo {
  hasNextPage: boolean
  hasPreviousPage: boolean
  startCursor: string | null
  endCursor: string | null
}

/** Relay's connection. Cursors and the count are made only when asked for: both doors take what they need. */
export interface Connection<Row> {
  nodes: Row[]
  edges(): { cursor: string; node: Row }[]
  pageInfo(): PageInfo
  totalCount(): Promise<number>
}

export interface PageQuery<Row> {
  columns: Sql
  from: Sql
  where: readonly Sql[]
  order: Order<Row>
  args: PageArgs
}

/**
 * One keyset page: a single statement whose cost grows with the page, not with what lies before it.
 * Throws INVALID_PAGING and INVALID_CURSOR.
 */
export async function page<Row>(reader: Reader, query: PageQuery<Row>): Promise<Connection<Row>> {
  const { args, order } = query
  const size = pageSize(args)
  const isBackward = args.last != null
  const cursor = isBackward ? args.before : args.after
  const isAscending = (order.direction === 'ASC') !== isBackward
  const conditions = cursor == null ? query.where : [...query.where, beyond(order, cursor, isAscending)]
  const found = await reader.rows<Row>(sql`select ${query.columns} from ${query.from} where ${all(conditions)}
    order by ${sorting(order, isAscending)} limit ${size + 1}`)
  const hasMore = found.length > size
  const nodes = hasMore ? found.slice(0, size) : found
  if (isBackward) nodes.reverse()
  return connectionOf(reader, query, nodes, hasMore, isBackward)
}

export function connectionOf<Row>(
  reader: Reader,
  query: PageQuery<Row>,
  nodes: Row[],
  hasMore: boolean,
  isBackward: boolean,
  count: () => Promise<number> = () => countOf(reader, query)
): Connection<Row> {
  const { args, order } = query
  const cursorAt = (index: number) => (nodes.length > 0 ? cursorOf(order, nodes.at(index) as Row) : null)
  return {
    nodes,
    edges: () => nodes.map((node) => ({ cursor: cursorOf(order, node), node })),
    pageInfo: () => ({
      hasNextPage: isBackward ? args.before != null : hasMore,
      hasPreviousPage: isBackward ? hasMore : args.after != null,
      startCursor: cursorAt(0),
      endCursor: cursorAt(-1)
    }),
    totalCount: count
  }
}

async function countOf<Row>(reader: Reader, { from, where }: PageQuery<Row>): Promise<number> {
  const counted = await reader.rows<{ count: number }>(sql`select count(*) from ${from} where ${all(where)}`)
  return counted[0]?.count ?? 0
}

export function pageSize(args: PageArgs): number {
  const isBackward = args.last != null || args.before != null
  if (isBackward && (args.first != null || args.after != null)) throw refuse('INVALID_PAGING', { path: ['last'] })
  const name = isBackward ? 'last' : 'first'
  const size = args[name] ?? pageSizeDefault
  if (!Number.isInteger(size) || size < 1 || size > pageSizeMax || (isBackward && args.last == null)) {
    throw refuse('INVALID_PAGING', { path: [name] })
  }
  return size
}

export const sorting = <Row>(order: Order<Row>, isAscending: boolean): Sql =>
  join(
    order.keys.map((key) => sql`${key.expression} ${raw(isAscending ? 'asc' : 'desc')}`),
    ', '
  )

// A row comparison, not "a > x or (a = x and …)": only the former is one range of an index.
export function beyond<Row>(order: Order<Row>, cursor: string, isAscending: boolean): Sql {
  const values = cursorValues(order, cursor)
  const left = join(
    order.keys.map((key) => key.expression),
    ', '
  )
  const right = join(
    order.keys.map((key, index) => sql`${values[index]}::${raw(key.type)}`),
    ', '
  )
  return sql`(${left}) ${raw(isAscending ? '>' : '<')} (${right})`
}

const orderName = <Row>(order: Order<Row>): string => `${order.name}:${order.direction}`

function cursorOf<Row>(order: Order<Row>, row: Row): string {
  const values = order.keys.map((key) => key.valueOf(row))
  return Buffer.from(JSON.stringify([orderName(order), ...values])).toString('base64url')
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/
const isValid: Record<OrderKey<unknown>['type'], (value: unknown) => boolean> = {
  text: (value) => typeof value === 'string' && !value.includes('\0') && value.isWellFormed(),
  timestamptz: (value) => typeof value === 'string' && instantPattern.test(value) && !Number.isNaN(Date.parse(value)),
  uuid: isUuid,
  float8: (value) => typeof value === 'number' && Number.isFinite(value),
  int4: (value) => Number.isInteger(value) && Math.abs(value as number) < 2 ** 31
}

function cursorValues<Row>(order: Order<Row>, cursor: string): unknown[] {
  const parsed = parseCursor(cursor)
  const values = Array.isArray(parsed) && parsed[0] === orderName(order) ? parsed.slice(1) : []
  const isOurs = values.length === order.keys.length && order.keys.every((key, i) => isValid[key.type](values[i]))
  if (!isOurs) throw refuse('INVALID_CURSOR', { path: ['after'] })
  return values
}

function parseCursor(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString())
  } catch {
    return null
  }
}
