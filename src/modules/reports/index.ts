import type { GraphqlContext, Module } from '../module.ts'
import { type FunnelFilter, getFunnel } from './funnel.report.ts'
import { getPromisesReport } from './promises.report.ts'
import { getThankYouReport } from './thank-yous.report.ts'
import { getTouchesBeforeFirstAsk, type TouchesFilter } from './touches.report.ts'

export const reports: Module = {
  resolvers: {
    Query: {
      funnel: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) => getFunnel(scope, args),
      touchesBeforeFirstAsk: (_: unknown, args: { filter?: TouchesFilter | null }, { scope }: GraphqlContext) =>
        getTouchesBeforeFirstAsk(scope, args),
      thankYouReport: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) =>
        getThankYouReport(scope, args),
      promisesReport: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) =>
        getPromisesReport(scope, args)
    }
  },
  routes: {
    getFunnel: async ({ scope, query }) => getFunnel(scope, { filter: query as FunnelFilter }),
    getTouchesBeforeFirstAsk: async ({ scope, query }) =>
      getTouchesBeforeFirstAsk(scope, { filter: query as TouchesFilter }),
    getThankYouReport: async ({ scope, query }) => getThankYouReport(scope, { filter: query as FunnelFilter }),
    getPromisesReport: async ({ scope, query }) => getPromisesReport(scope, { filter: query as FunnelFilter })
  }
}
