import type { Entries } from './entry.ts'

/** Two people who hold each other to what they mean to do. */
export const ofAccountability = {
  TOO_MANY_PAIRS: {
    status: 409,
    title: 'There are as many accountability pairs as the campus allows one person at a time.',
    remedy: 'End one with endAccountabilityPair first; accountabilityPairsMax of the policy says how many there may be.'
  },
  PAIR_EXISTS: {
    status: 409,
    title: 'The two are a pair already, or one of them has asked the other.',
    remedy: 'Go on with that pair; accountabilityPairs has it.'
  },
  PACT_CHANGED: {
    status: 409,
    title: 'The pact is another one than was read.',
    remedy: 'Read the pair again, and agree to its proposedPact (or pact, when nothing is proposed) by that version.'
  },
  ALREADY_CHECKED_IN: {
    status: 409,
    title: 'There is a check-in of this kind for this local day.',
    remedy: "Nothing needs to be done: each kind is once a day of one's own time zone."
  },
  INTENTION_MISSING: {
    status: 409,
    title: 'Nothing was meant to be done on this local day, so nothing can be completed.',
    remedy: "Check in with an INTENTION first; a new day begins at midnight of one's own time zone in the pair."
  }
} satisfies Entries
