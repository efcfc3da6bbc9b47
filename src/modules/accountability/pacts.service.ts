import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { pactProblems } from './accountability.rules.ts'
import type { AcceptPactInput, PairRow, ProposePactInput } from './accountability.types.ts'
import { agreedPact, changePair, movablePair, pairFor } from './change-pairs.service.ts'

/**
 * Proposes other words for the pact (S#77). They take the place of what was proposed before; what both agreed to holds until
 * the other one agrees to these. Throws what `movablePair` throws, INVALID_INPUT.
 */
export const proposePact = (scope: Scope, input: ProposePactInput): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const { pair, side } = movablePair(tx, pairs, 'PROPOSE_PACT', input)
      refuseAll(pactProblems(input.pact))
      const proposedPactVersion = Math.max(pair.pactVersion ?? 0, pair.proposedPactVersion ?? 0) + 1
      const by = { pactProposedBy: side, pactProposedAt: tx.now }
      const values = { proposedPact: input.pact, proposedPactVersion, ...by }
      return changePair(tx, pair, 'accountability_pair.pact_proposed', values)
    },
    [pairFor(scope, input.id)]
  )

/** Agrees to the words that the other one proposes, as they were read (S#77). Throws what `movablePair` throws, PACT_CHANGED. */
export const acceptPact = (scope: Scope, input: AcceptPactInput): Promise<PairRow> =>
  write(
    scope,
    async (tx, [pairs]) => {
      const { pair } = movablePair(tx, pairs, 'ACCEPT_PACT', input)
      return changePair(tx, pair, 'accountability_pair.pact_accepted', agreedPact(tx, pair, input))
    },
    [pairFor(scope, input.id)]
  )
