import type { PageArgs } from '../../db/page.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { counterProposalsOfRequests } from './counter-proposals.service.ts'
import type { CounterProposalRow } from './counter-proposals.types.ts'
import { referralChainsOf } from './decline-referral.ts'
import { warningsOfRequests } from './request-warnings.service.ts'
import { requestsByIds } from './requests.service.ts'
import type { RequestRow } from './requests.types.ts'
import { suggestionsOfRequests } from './suggestions.service.ts'
import type { SuggestedMentor } from './suggestions.types.ts'

const counterProposals: Loader<RequestRow, PageArgs> = (queries, { scope }) =>
  counterProposalsOfRequests(
    scope,
    queries.map(({ obj, params }) => ({ requestId: obj.id, args: params }))
  )

const suggestedNext: Loader<RequestRow, { first: number }> = (queries, { scope }) =>
  suggestionsOfRequests(
    scope,
    queries.map(({ obj, params }) => ({ request: obj, first: params.first }))
  )

const requestsOf = (queries: readonly { obj: RequestRow }[]) => queries.map(({ obj }) => obj)
const warnings: Loader<RequestRow> = (queries, { scope }) => warningsOfRequests(scope, requestsOf(queries))
const referralChain: Loader<RequestRow> = (queries, { scope }) => referralChainsOf(scope, requestsOf(queries))

export const loaders = {
  MeetingRequest: { counterProposals, suggestedNext, warnings, referralChain },
  CounterProposal: {
    request: ((queries, { scope }) =>
      requestsByIds(
        scope,
        queries.map(({ obj }) => obj.requestId)
      )) as Loader<CounterProposalRow>,
    proposedBy: ((queries, { scope }) =>
      personsByIds(
        scope,
        queries.map(({ obj }) => obj.proposedById)
      )) as Loader<CounterProposalRow>
  },
  SuggestedMentor: {
    mentor: ((queries, { scope }) =>
      personsByIds(
        scope,
        queries.map(({ obj }) => obj.mentorId)
      )) as Loader<SuggestedMentor>
  }
}
