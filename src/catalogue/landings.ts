import type { Entries } from './entry.ts'

/** Offers, landings, and what conversations did for them. */
export const ofLandings = {
  MEETING_NOT_COMPLETED: {
    status: 409,
    title: 'The conversation did not take place, so nothing came of it.',
    remedy: 'Name completed meetings only; completeMeeting says that one took place.'
  },
  OFFER_NOT_ACCEPTED: {
    status: 409,
    title: 'Only an offer that was accepted leads to a landing.',
    remedy: 'Move the offer to ACCEPTED first, or record the landing without it.'
  },
  OFFER_HAS_LANDING: {
    status: 409,
    title: 'A landing comes of this offer.',
    remedy: 'Take the offer out of that landing first, or leave it.'
  },
  LANDING_ALREADY_RECORDED: {
    status: 409,
    title: 'The same source has told of this destination already.',
    remedy: 'Change that landing with updateLanding; landings(filter: { studentId: }) finds it.'
  }
} satisfies Entries
