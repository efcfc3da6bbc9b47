import { mutation, query } from '../verb-fields.ts'
import { createContact, removeContact, updateContact } from './change-contacts.ts'
import { findContact, findContactCounts, listContacts, nameOf } from './contacts.service.ts'
import { importContacts } from './import-contacts.ts'
import { addMilestone, findMilestone, listMilestones, removeMilestone } from './milestones.service.ts'
import {
  findTouchpoint,
  listTouchpoints,
  logTouchpoint,
  removeTouchpoint,
  updateTouchpoint
} from './touchpoints.service.ts'

export const resolvers = {
  Query: {
    contact: query(findContact),
    contacts: query(listContacts),
    contactCounts: query(findContactCounts),
    touchpoint: query(findTouchpoint),
    touchpoints: query(listTouchpoints),
    milestone: query(findMilestone),
    milestones: query(listMilestones)
  },
  Mutation: {
    createContact: mutation('contact', createContact),
    updateContact: mutation('contact', updateContact),
    removeContact: mutation('contact', removeContact),
    importContacts: mutation('rows', importContacts),
    logTouchpoint: mutation('touchpoint', logTouchpoint),
    updateTouchpoint: mutation('touchpoint', updateTouchpoint),
    removeTouchpoint: mutation('touchpoint', removeTouchpoint),
    addMilestone: mutation('milestone', addMilestone),
    removeMilestone: mutation('milestone', removeMilestone)
  },
  Contact: { name: nameOf }
}
