import type { PageArgs } from '../db/page.ts'

interface ListArgs<Filter, Field> extends PageArgs {
  filter: Filter
  orderBy?: { field: Field; direction: 'ASC' | 'DESC' }
}

interface ListQuery<Field> extends PageArgs {
  orderBy?: Field
  direction?: 'ASC' | 'DESC'
  totalCount?: boolean
}

/**
 * A list's query parameters in the shape that service verbs take: paging, order, and everything else as the filter.
 */
export function pageArgs<Filter, Field extends string>(
  query: unknown,
  direction: 'ASC' | 'DESC'
): ListArgs<Filter, Field> {
  const { first, after, last, before, orderBy, direction: given, totalCount: _, ...filter } = query as ListQuery<Field>
  const order = orderBy && { orderBy: { field: orderBy, direction: given ?? direction } }
  return { first, after, last, before, filter: filter as Filter, ...order }
}
