import type { GraphqlContext, Module } from '../module.ts'
import { type FunnelFilter, getFunnel } from './funnel.report.ts'
import { getTouchesBeforeFirstAsk, type TouchesFilter } from './touches.report.ts'

export const reports: Module = {
  resolvers: {
    Query: {
      funnel: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) => getFunnel(scope, args),
      touchesBeforeFirstAsk: (_: unknown, args: { filter?: TouchesFilter | null }, { scope }: GraphqlContext) =>
        getTouchesBeforeFirstAsk(scope, args)
    }
  },
  routes: {
    getFunnel: async ({ scope, query }) => getFunnel(scope, { filter: query as FunnelFilter }),
    getTouchesBeforeFirstAsk: async ({ scope, query }) =>
      getTouchesBeforeFirstAsk(scope, { filter: query as TouchesFilter })
  }
}
