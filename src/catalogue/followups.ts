import type { Entries } from './entry.ts'

/** Follow-ups and promises. */
export const ofFollowUps = {
  FOLLOW_UP_NOT_EDITED: {
    status: 422,
    title: 'The mail is still the draft.',
    remedy: 'Replace each slot of the draft by words of your own, and send it again.'
  },
  FOLLOW_UP_NOT_MAILABLE: {
    status: 409,
    title: 'The other person gets no mail from here.',
    remedy: 'Write or call in another way, and say so with completeFollowUp.'
  }
} satisfies Entries
