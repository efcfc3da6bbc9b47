import type { FastifyReply, FastifyRequest } from 'fastify'
import type { FieldColumns, Wanted } from '../db/asked-columns.ts'
import type { Connection as Page } from '../db/page.ts'
import type { Scope } from '../db/scope.ts'
import type { Delivery, Feed } from '../live/feed.ts'

export type { Wanted }

/** A page of a list, whatever it is of. */
export type Connection = Page<unknown>

/** What the resolvers and loaders of a request share. */
export interface GraphqlContext {
  scope: Scope
}

/** One parent and the field's arguments, as Mercurius hands them to a loader. */
export interface LoaderQuery<Parent, Params = Record<string, never>> {
  obj: Parent
  params: Params
}

/** A batched field: all parents of a level in, one value each out, in order. */
export type Loader<Parent, Params = Record<string, never>> = (
  queries: LoaderQuery<Parent, Params>[],
  context: GraphqlContext
) => Promise<unknown[]>

/** A REST operation, bound by its operationId. */
export type RouteHandler = (request: FastifyRequest & { scope: Scope }, reply: FastifyReply) => Promise<unknown>

/** A subscription's source of deliveries. */
export type Follow = (root: unknown, args: any, context: { feed: Feed }) => Promise<AsyncIterable<Delivery>>

export type JoinedFields = Readonly<Record<string, FieldColumns | 'all'>>

/** What a module offers to the doors. */
export interface Module {
  resolvers?: Record<string, Record<string, unknown>>
  loaders?: Record<string, Record<string, Loader<any, any>>>
  routes?: Record<string, RouteHandler>
  /** What can be followed: from what a subscription stands on, and its arguments, to what there is to tell. */
  subscriptions?: Record<string, Follow>
  /**
   * By query: the batched fields that its own statement brings along, so that they cost none, as long as nothing is asked
   * of them but these fields ('all' of them: whatever is asked).
   */
  joined?: Record<string, JoinedFields>
}
