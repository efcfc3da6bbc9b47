import type { Entries } from './entry.ts'

/** What is said of a conversation beyond a verdict and a sentence. */
export const ofOutcomeDepth = {
  PURPOSE_NOT_ASKED: {
    status: 422,
    title: 'The request was not made for this purpose.',
    remedy: 'Rate the purposes of the request of the meeting, and no others.'
  },
  RESUME_NOT_SHARED: {
    status: 422,
    title: 'This version of a resume was not shared with the request of the meeting.',
    remedy: 'Name a version among the resumeShares of the request.'
  }
} satisfies Entries
