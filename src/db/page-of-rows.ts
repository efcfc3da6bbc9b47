import { type Connection, connectionOf, cursorValues, type Order, type PageArgs, pageSize } from './page.ts'

/**
 * A page of rows that are read already, in ascending order of one key: for lists so short that all of several parents are
 * read at once. Its cursors are those of a page by statement.
 * Throws INVALID_PAGING and INVALID_CURSOR.
 */
export function pageOfRows<Row>(rows: readonly Row[], order: Order<Row>, args: PageArgs): Connection<Row> {
  const size = pageSize(args)
  const isBackward = args.last != null
  const cursor = isBackward ? args.before : args.after
  const [key] = order.keys
  const at = cursor == null ? undefined : (cursorValues(order, cursor)[0] as number | string)
  const isBeyond = (row: Row) => {
    const value = key?.valueOf(row) as number | string
    return at === undefined || (isBackward ? value < at : value > at)
  }
  const beyond = rows.filter(isBeyond)
  const nodes = isBackward ? beyond.slice(-size) : beyond.slice(0, size)
  return connectionOf(order, args, nodes, beyond.length > size, async () => rows.length)
}
