import type { Entries } from './entry.ts'

/** What two people become to each other. */
export const ofRelationships = {
  MENTORSHIP_ALREADY_PROPOSED: {
    status: 409,
    title: 'A mentorship of the two is proposed already.',
    remedy: "Answer that proposal if it is the other one's; wait, or withdraw it, if it is your own."
  }
} satisfies Entries
