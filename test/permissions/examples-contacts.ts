import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { contactRow, milestoneRow, touchpointRow } from './filled-contacts.ts'

async function freshContact({ there, subject }: Cast): Promise<Arguments> {
  const id = newId()
  await there.run(contactRow({ id, ownerId: subject.id }))
  return { id }
}

async function freshTouchpoint(cast: Cast): Promise<Arguments> {
  const [id, { id: contactId }] = [newId(), await freshContact(cast)]
  await cast.there.run(touchpointRow({ id, ownerId: cast.subject.id, contactId }))
  return { id }
}

async function freshMilestone({ there, subject }: Cast): Promise<Arguments> {
  const id = newId()
  await there.run(milestoneRow({ id, mentorId: subject.id }))
  return { id }
}

export const contactQueries: Record<string, Example> = {
  contact: example('person', ({ contact }) => ({ id: contact })),
  contacts: none,
  contactCounts: example('person', ({ subject }) => ({ personId: subject.id })),
  touchpoint: example('person', ({ touchpoints }) => ({ id: touchpoints[0] })),
  touchpoints: none,
  milestone: example('person', ({ milestone }) => ({ id: milestone })),
  milestones: none,
  touchesBeforeFirstAsk: none
}

export const contactMutations: Record<string, Example> = {
  createContact: change('anybody', () => ({ givenName: 'Sam', kind: 'TARGET', source: 'FRIEND' })),
  updateContact: change('person', async (cast) => ({ ...(await freshContact(cast)), title: 'Engineer' })),
  removeContact: change('person', freshContact),
  importContacts: change('anybody', () => ({ format: 'CSV', content: 'givenName\nSam\n' })),
  logTouchpoint: change('anybody', async ({ home }) => ({ mentorId: (await home.mentor()).id, kind: 'FOLLOW' })),
  updateTouchpoint: change('person', async (cast) => ({ ...(await freshTouchpoint(cast)), note: 'On the wing.' })),
  removeTouchpoint: change('person', freshTouchpoint),
  addMilestone: change('anybody', () => ({ title: 'An award', occurredOn: '2026-02-20' })),
  removeMilestone: change('person', freshMilestone)
}
