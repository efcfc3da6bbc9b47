import type { PageArgs } from '../../db/page.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { findCounterProposal, listCounterProposals, waitsFor } from './counter-proposals.service.ts'
import type { AcceptCounterProposalInput, CounterProposeInput } from './counter-proposals.types.ts'
import { acceptCounterProposal, counterPropose } from './counter-propose.ts'
import { addDeclineReferral } from './decline-referral.ts'
import type { AddDeclineReferralInput, RequestRow } from './requests.types.ts'
import { getSuggestedNext } from './suggestions.service.ts'

type OfRequest<Args = object> = Args & { requestId: string }

export const resolvers = {
  Query: {
    counterProposal: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findCounterProposal(scope, args),
    counterProposals: (_: unknown, args: OfRequest<PageArgs>, { scope }: GraphqlContext) =>
      listCounterProposals(scope, args),
    suggestedNext: (_: unknown, args: OfRequest<{ first: number }>, { scope }: GraphqlContext) =>
      getSuggestedNext(scope, args)
  },
  Mutation: {
    counterPropose: (_: unknown, { input }: { input: CounterProposeInput }, { scope }: GraphqlContext) =>
      payload('counterProposal', () => counterPropose(scope, input)),
    acceptCounterProposal: (_: unknown, { input }: { input: AcceptCounterProposalInput }, { scope }: GraphqlContext) =>
      payload('meetingRequest', () => acceptCounterProposal(scope, input)),
    addDeclineReferral: (_: unknown, { input }: { input: AddDeclineReferralInput }, { scope }: GraphqlContext) =>
      payload('meetingRequest', () => addDeclineReferral(scope, input))
  },
  MeetingRequest: { waitsFor: (request: RequestRow) => waitsFor(request) }
}
