import type { Entries } from './entry.ts'

/** Contacts, touchpoints and milestones. */
export const ofContacts = {
  CONTACT_ALREADY_LISTED: {
    status: 409,
    title: 'The person is among the contacts already.',
    remedy: 'Change that contact; contacts(filter: { personId: }) finds it.'
  },
  CONTACT_LIST_FULL: {
    status: 409,
    title: 'The list has as many contacts as one may have.',
    remedy: 'Delete contacts that are not needed any more.'
  },
  INTRODUCTION_CYCLE: {
    status: 422,
    title: 'A contact can not be introduced by itself, nor by anybody whom it introduced.',
    remedy: 'Choose another introducedById, or none.'
  },
  TOO_MANY_MILESTONES: {
    status: 409,
    title: 'The mentor has as many milestones as one may have.',
    remedy: 'Take one back that has grown old.'
  }
} satisfies Entries
