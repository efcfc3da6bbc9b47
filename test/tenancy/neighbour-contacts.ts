import { newId } from '../../src/db/ids.ts'
import { contactRow, milestoneRow, touchpointRow } from '../permissions/filled-contacts.ts'

/** A contact, touchpoints and a milestone of the neighbour, with this text in each, and their ids. */
export function contactsThere(
  { studentId: ownerId, mentorId }: { studentId: string; mentorId: string },
  marker: string
) {
  const ids = [newId(), newId(), newId(), newId()] as const
  const [contactId, touchpoint, withMentor, milestone] = ids
  const said = { givenName: marker, organization: marker, title: marker, whatIsUnique: marker, notes: marker }
  const rows = [
    contactRow({ id: contactId, ownerId, personId: mentorId, ...said, occupationCode: null }),
    touchpointRow({ id: touchpoint, ownerId, contactId, note: marker }),
    touchpointRow({ id: withMentor, ownerId, mentorId, note: marker }),
    milestoneRow({ id: milestone, mentorId, title: marker })
  ]
  return { ids: [...ids], rows }
}
