import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import type { PairRow } from './accountability.types.ts'
import {
  acceptAccountabilityInvitation,
  declineAccountabilityInvitation,
  endAccountabilityPair,
  inviteAccountabilityPartner,
  updateAccountabilityPair
} from './change-pairs.service.ts'
import { findCheckIn, listCheckIns, logCheckIn, reactToCheckIn, smallStepIn } from './check-ins.service.ts'
import type { CheckInRow } from './check-ins.types.ts'
import { renewAccountabilityLink, revokeAccountabilityLink } from './links.service.ts'
import { acceptPact, proposePact } from './pacts.service.ts'
import {
  accountabilityLinkIn,
  allowedPairActions,
  findAccountabilityPair,
  findPairProgress,
  listAccountabilityPairs,
  pactIn,
  proposedPactIn
} from './pairs.service.ts'

export const resolvers = {
  Query: {
    accountabilityPair: query(findAccountabilityPair),
    accountabilityPairs: query(listAccountabilityPairs),
    pairProgress: query(findPairProgress),
    checkIn: query(findCheckIn),
    checkIns: query(listCheckIns)
  },
  Mutation: {
    inviteAccountabilityPartner: mutation('accountabilityPair', inviteAccountabilityPartner),
    updateAccountabilityPair: mutation('accountabilityPair', updateAccountabilityPair),
    acceptAccountabilityInvitation: mutation('accountabilityPair', acceptAccountabilityInvitation),
    declineAccountabilityInvitation: mutation('accountabilityPair', declineAccountabilityInvitation),
    proposePact: mutation('accountabilityPair', proposePact),
    acceptPact: mutation('accountabilityPair', acceptPact),
    endAccountabilityPair: mutation('accountabilityPair', endAccountabilityPair),
    renewAccountabilityLink: mutation('accountabilityPair', renewAccountabilityLink),
    revokeAccountabilityLink: mutation('accountabilityPair', revokeAccountabilityLink),
    logCheckIn: mutation('checkIn', logCheckIn),
    reactToCheckIn: mutation('checkIn', reactToCheckIn)
  },
  AccountabilityPair: {
    pact: (pair: PairRow) => pactIn(pair),
    proposedPact: (pair: PairRow) => proposedPactIn(pair),
    accountabilityLink: (pair: PairRow, _: unknown, { scope }: GraphqlContext) => accountabilityLinkIn(scope, pair),
    allowedActions: (pair: PairRow, _: unknown, { scope }: GraphqlContext) => allowedPairActions(scope, pair)
  },
  CheckIn: {
    smallStep: (checkIn: CheckInRow) => smallStepIn(checkIn)
  }
}
