import type { Entries } from './entry.ts'

/** What two people go through before they meet. */
export const ofAsks = {
  TOO_MANY_COUNTER_PROPOSALS: {
    status: 409,
    title: 'The request has seen as many counter-proposals as the campus allows.',
    remedy: 'Accept the terms that stand, or end the request: its mentor by a decline, its student by withdrawing it.'
  }
} satisfies Entries
