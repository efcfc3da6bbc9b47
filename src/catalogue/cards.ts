import type { Entries } from './entry.ts'

/** Cards that are exchanged, and resumes that are shared. */
export const ofCards = {
  MEETING_NOT_HELD: {
    status: 409,
    title: 'The meeting was called off or missed.',
    remedy: 'Exchange cards, and make promises, at a meeting that takes place.'
  },
  CARD_NOT_OFFERED: {
    status: 409,
    title: 'The actor has not agreed to exchange cards at this meeting, or not any more.',
    remedy: 'Nothing is to be taken back; cardExchange tells who has agreed.'
  },
  RESUME_ARCHIVED: {
    status: 409,
    title: 'The resume has been put away.',
    remedy: 'Register the file as a new resume with createResume.'
  }
} satisfies Entries
