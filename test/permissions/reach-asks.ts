import { alone, both, byIds, type Reach, within } from './ways.ts'

const proposal = byIds('conversation', 'CounterProposal', ({ counterProposals }) => counterProposals)

/** A query about the request that is given by its place in the cast. */
const ofRequest = (field: string, place: number): Reach => ({
  circle: 'conversation',
  ways: ({ requests }) => [
    { steps: [`${field}(requestId: $id)`], declared: '($id: ID!)', variables: { id: requests[place] } }
  ]
})

/** How to come to what happens around an ask, from its request. */
export function reachesOfAsks(request: Reach, policy: Reach): Record<string, Reach> {
  const proposals = both(ofRequest('counterProposals', 1), within(request, 'counterProposals'))
  const next = ofRequest('suggestedNext', 0)
  return {
    DurationMinutesOfType: within(policy, 'durationMinutesByType'),
    RequiredReadinessOfType: within(policy, 'requiredReadinessByType'),
    CounterProposal: both(
      proposal,
      alone('counterProposal', proposal, ({ counterProposals }) => counterProposals[0]),
      within(proposals, 'nodes')
    ),
    CounterProposalConnection: proposals,
    CounterProposalEdge: within(proposals, 'edges'),
    RequestWarning: within(request, 'warnings'),
    SuggestedMentor: both(within(next, 'suggestions'), within(request, 'suggestedNext')),
    SuggestedNext: next
  }
}
