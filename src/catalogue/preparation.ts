import type { Entries } from './entry.ts'

/** Research, pitches and mock sessions. */
export const ofPreparation = {
  RESEARCH_NOTE_EXISTS: {
    status: 409,
    title: 'The request has a note on this subject already.',
    remedy: 'Change that note with saveResearchNote, or remove it first.'
  },
  PITCH_ARCHIVED: {
    status: 409,
    title: 'The pitch has been put away.',
    remedy: 'Use another pitch, or write a new one with createPitch.'
  },
  PARTNER_ON_CAMPUS: {
    status: 409,
    title: 'The partner is of the campus, and gives feedback with their own sign-in.',
    remedy: 'Ask them to use giveMockFeedback; links are for partners from outside.'
  },
  PARTNER_LINK_CLOSED: {
    status: 409,
    title: 'The session has no link that is open.',
    remedy: 'Nothing needs to be done; inviteMockPartner makes a new link.'
  },
  NOT_READY: {
    status: 422,
    title: 'The campus asks for more preparation before a request is sent.',
    remedy:
      'Do what each problem names (its path ends with the item), and send the request again; readiness lists it all.'
  }
} satisfies Entries
