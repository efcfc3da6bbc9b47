import type { GraphqlContext, Module } from '../module.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { getCompetencyReport } from './competency.report.ts'
import { getConversionReport } from './conversion.report.ts'
import { getFitReport } from './fit.report.ts'
import { type FunnelFilter, getFunnel } from './funnel.report.ts'
import type { OutcomeReportFilter } from './outcome-filter.ts'
import { getPromisesReport } from './promises.report.ts'
import { getReferralReport } from './referral.report.ts'
import { getSeekerToMentorReport, type SeekerToMentorFilter } from './seeker-to-mentor.report.ts'
import { getThankYouReport } from './thank-yous.report.ts'
import { getTouchesBeforeFirstAsk, type TouchesFilter } from './touches.report.ts'

type OfOutcomes = { filter?: OutcomeReportFilter | null }

export const reports: Module = {
  resolvers: {
    Query: {
      funnel: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) => getFunnel(scope, args),
      touchesBeforeFirstAsk: (_: unknown, args: { filter?: TouchesFilter | null }, { scope }: GraphqlContext) =>
        getTouchesBeforeFirstAsk(scope, args),
      thankYouReport: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) =>
        getThankYouReport(scope, args),
      promisesReport: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) =>
        getPromisesReport(scope, args),
      conversionReport: (_: unknown, args: { filter?: FunnelFilter | null }, { scope }: GraphqlContext) =>
        getConversionReport(scope, args),
      seekerToMentorReport: (_: unknown, args: { filter?: SeekerToMentorFilter | null }, { scope }: GraphqlContext) =>
        getSeekerToMentorReport(scope, args),
      fitReport: (_: unknown, args: OfOutcomes, { scope }: GraphqlContext) => getFitReport(scope, args),
      competencyReport: (_: unknown, args: OfOutcomes, { scope }: GraphqlContext) => getCompetencyReport(scope, args),
      referralReport: (_: unknown, args: OfOutcomes, { scope }: GraphqlContext) => getReferralReport(scope, args)
    }
  },
  loaders: {
    OccupationFit: {
      occupation: (queries: { obj: { occupation: string } }[], { scope }: GraphqlContext) =>
        occupationsByCodes(
          scope,
          queries.map(({ obj }) => obj.occupation)
        )
    }
  },
  routes: {
    getFunnel: async ({ scope, query }) => getFunnel(scope, { filter: query as FunnelFilter }),
    getTouchesBeforeFirstAsk: async ({ scope, query }) =>
      getTouchesBeforeFirstAsk(scope, { filter: query as TouchesFilter }),
    getThankYouReport: async ({ scope, query }) => getThankYouReport(scope, { filter: query as FunnelFilter }),
    getPromisesReport: async ({ scope, query }) => getPromisesReport(scope, { filter: query as FunnelFilter }),
    getConversionReport: async ({ scope, query }) => getConversionReport(scope, { filter: query as FunnelFilter }),
    getSeekerToMentorReport: async ({ scope, query }) =>
      getSeekerToMentorReport(scope, { filter: query as SeekerToMentorFilter }),
    getFitReport: async ({ scope, query }) => getFitReport(scope, { filter: query as OutcomeReportFilter }),
    getCompetencyReport: async ({ scope, query }) =>
      getCompetencyReport(scope, { filter: query as OutcomeReportFilter }),
    getReferralReport: async ({ scope, query }) => getReferralReport(scope, { filter: query as OutcomeReportFilter })
  }
}
