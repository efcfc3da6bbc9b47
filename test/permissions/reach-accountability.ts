import type { Cast } from './cast.ts'
import { alone, both, byIds, change, list, type Reach, within } from './ways.ts'

const pair = byIds('conversation', 'AccountabilityPair', ({ pairs }) => pairs)
const checkIn = byIds('conversation', 'CheckIn', ({ checkIns }) => checkIns)
const pairs = list('conversation', 'accountabilityPairs', ['personId', 'ID'], ({ student }: Cast) => student.id)
const checkIns = list('conversation', 'checkIns', ['pairId', 'ID'], (cast) => cast.pairs[0])
const progress = both(
  alone('pairProgress', pair, (cast) => cast.pairs[0]),
  within(pair, 'progress')
)
const renewed = change(
  'conversation',
  'renewAccountabilityLink',
  'RenewAccountabilityLinkInput',
  (cast) => ({ id: cast.pairs[1] }),
  'accountabilityPair'
)

/** How to come to pairs and to what the two of them say. */
export const accountabilityReaches: Record<string, Reach> = {
  AccountabilityPair: both(
    pair,
    alone('accountabilityPair', pair, (cast) => cast.pairs[0]),
    within(pairs, 'nodes'),
    within(checkIn, 'pair')
  ),
  Pact: within(pair, 'pact'),
  ProposedPact: within(pair, 'proposedPact'),
  PairProgress: progress,
  PairHealth: within(progress, 'health'),
  Streak: within(progress, 'inviterStreak', 'partnerStreak'),
  AccountabilityLink: both(within(pair, 'accountabilityLink'), within(renewed, 'accountabilityLink')),
  CheckIn: both(
    checkIn,
    alone('checkIn', checkIn, (cast) => cast.checkIns[0]),
    within(checkIns, 'nodes')
  ),
  SmallStep: within(checkIn, 'smallStep'),
  AccountabilityPairConnection: pairs,
  AccountabilityPairEdge: within(pairs, 'edges'),
  CheckInConnection: checkIns,
  CheckInEdge: within(checkIns, 'edges')
}
