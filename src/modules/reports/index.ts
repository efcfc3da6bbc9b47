import type { GraphqlContext, Module } from '../module.ts'
import { type FunnelFilter, getFunnel } from './funnel.report.ts'

export const reports: Module = {
  resolvers: {
    Query: {
      funnel: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) => getFunnel(scope, args)
    }
  },
  routes: {
    getFunnel: async ({ scope, query }) => getFunnel(scope, { filter: query as FunnelFilter })
  }
}
