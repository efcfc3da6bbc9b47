import type { GraphqlContext, Loader, LoaderQuery } from '../modules/module.ts'
import { traced } from '../tracing/trace.ts'

interface Batch {
  queries: LoaderQuery<unknown, unknown>[]
  rows: Promise<unknown[]>
}

type Resolver = (obj: never, params: unknown, context: GraphqlContext) => unknown

/**
 * A resolver that hands all parents of a level to a loader at once. Mercurius' own loaders print each parent, a whole row,
 * as a key to tell it from its siblings, with their cache on or off: in a profile, that was much of a page of mentors.
 * `atHand` is asked first for what the parent's own statement has brought along; what it leaves undefined is loaded.
 */
function batched(name: string, loader: Loader<unknown, unknown>, atHand: Resolver | undefined): Resolver {
  const open = new WeakMap<GraphqlContext, Batch>()
  return (obj, params, context) => {
    const found = atHand?.(obj, params, context)
    // Given back as it is: a promise for each row would cost more than the rest of the row.
    if (found !== undefined) return found
    const batch = open.get(context) ?? begin(name, loader, open, context)
    const index = batch.queries.push({ obj, params }) - 1
    return batch.rows.then((rows) => rows[index])
  }
}

function begin(
  name: string,
  loader: Loader<unknown, unknown>,
  open: WeakMap<GraphqlContext, Batch>,
  context: GraphqlContext
): Batch {
  const queries: Batch['queries'] = []
  const rows = new Promise<void>((resolve) => process.nextTick(resolve)).then(() => {
    // After every microtask of this turn, so that all parents have spoken; whoever comes later begins another batch.
    open.delete(context)
    const size = () => ({ 'graphql.field': name, 'halfhour.parents': queries.length })
    return traced(context.scope.trace, name, size, () => loader(queries, context))
  })
  const batch = { queries, rows }
  open.set(context, batch)
  return batch
}

type Fields<Field> = Record<string, Record<string, Field>>

/** The loaders of all types as resolvers; one that stands beside a loader answers what it can without. */
export const batchedFields = (loaders: Fields<unknown>, resolvers: Fields<unknown>): Fields<unknown> => {
  const ofType = (type: string, fields: Record<string, unknown>) =>
    Object.entries(fields).map(([name, loader]) => [
      name,
      batched(`${type}.${name}`, loader as never, resolvers[type]?.[name] as never)
    ])
  return Object.fromEntries(
    Object.entries(loaders).map(([type, fields]) => [type, Object.fromEntries(ofType(type, fields))])
  )
}
