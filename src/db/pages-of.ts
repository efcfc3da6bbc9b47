import { toUuid } from './ids.ts'
import { beyond, type Connection, connectionOf, type PageQuery, pageSize, sorting } from './page.ts'
import type { Reader } from './scope.ts'
import { all, raw, type Sql, sql } from './sql.ts'

interface PagesQuery<Row> extends PageQuery<Row> {
  /** The column that names the parent. */
  parent: Sql
}

/**
 * The same keyset page of the children of each parent, in the order of the parents: one statement, however many they are;
 * and one more for all counts, when any is asked for. Throws INVALID_PAGING and INVALID_CURSOR.
 */
export async function pagesOf<Row>(
  reader: Reader,
  query: PagesQuery<Row>,
  parentIds: readonly string[]
): Promise<Connection<Row>[]> {
  const { args, order, parent } = query
  const ids = parentIds.map((id) => toUuid(id).toLowerCase())
  const distinct = [...new Set(ids)]
  const size = pageSize(args)
  const isBackward = args.last != null
  const cursor = isBackward ? args.before : args.after
  const isAscending = (order.direction === 'ASC') !== isBackward
  const ofParent = [...query.where, sql`${parent} = parents.id`]
  const conditions = cursor == null ? ofParent : [...ofParent, beyond(order, cursor, isAscending)]
  const sorted = sorting(order, isAscending)
  const rows = await reader.rows<Row & { parentId: string }>(sql`
    select parents.id as parent_id, child.* from unnest(${distinct}::uuid[]) parents (id) cross join lateral (
      select ${query.columns}, row_number() over (order by ${sorted}) as place from ${query.from}
      where ${all(conditions)} order by ${sorted} limit ${size + 1}) child
    order by parents.id, child.place`)
  const found = Map.groupBy(rows, ({ parentId }) => parentId)
  const counts = countsOnce(reader, query, distinct)
  return ids.map((id) => {
    const own = found.get(id) ?? []
    const nodes = own.slice(0, size)
    if (isBackward) nodes.reverse()
    return connectionOf(reader, query, nodes, own.length > size, isBackward, async () => (await counts()).get(id) ?? 0)
  })
}

/** The counts of all parents, read when the first of them is asked for. */
function countsOnce<Row>(reader: Reader, query: PagesQuery<Row>, ids: readonly string[]) {
  let counts: Promise<Map<string, number>> | null = null
  const count = async () => {
    const rows = await reader.rows<{
      parentId: string
      count: number
    }>(sql`select ${query.parent} as parent_id, count(*) as count
      from ${query.from} where ${all([...query.where, sql`${query.parent} = any(${ids}::uuid[])`])} group by ${raw('1')}`)
    return new Map(rows.map((row) => [row.parentId, row.count]))
  }
  return () => {
    counts ??= count()
    return counts
  }
}
