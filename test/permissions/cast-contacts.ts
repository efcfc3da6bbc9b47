import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { answered, requestRow } from './filled.ts'
import { contactRow, milestoneRow, touchpointRow } from './filled-contacts.ts'

/** What the subject of a cast has written down of others, and told of themselves. */
export interface ContactCast {
  contact: string
  touchpoints: string[]
  milestone: string
  /** The mentor whom the contact is, and whom the touchpoints are with: nobody else of the casts knows them. */
  acquaintance: string
}

/** A contact that is a mentor and was introduced by another, touchpoints with it and with a mentor, and a milestone. */
export async function contactsOf({ there, subject }: { there: Campus; subject: Someone }): Promise<ContactCast> {
  const ownerId = subject.id
  const [contact, introducedById, milestone] = [newId(), newId(), newId()]
  const touchpoints = [newId(), newId()] as const
  const [mentor, asker] = [await there.mentor(), await there.student()]
  await there.run(
    contactRow({ id: introducedById, ownerId, kind: 'EXISTING' }),
    contactRow({ id: contact, ownerId, introducedById, personId: mentor.id }),
    touchpointRow({ id: touchpoints[0], ownerId, contactId: contact }),
    touchpointRow({ id: touchpoints[1], ownerId, mentorId: mentor.id }),
    milestoneRow({ id: milestone, mentorId: subject.id }),
    // A first ask that was accepted, for the report.
    requestRow({ id: newId(), studentId: asker.id, mentorId: mentor.id, status: 'ACCEPTED', ...answered })
  )
  return { contact, touchpoints: [...touchpoints], milestone, acquaintance: mentor.id }
}
