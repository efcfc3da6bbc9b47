import { newId } from '../../src/db/ids.ts'
import { contactRow } from '../permissions/filled-contacts.ts'
import { cadenceRow, endingRow, proposalRow, relationshipRow, stageRows } from '../permissions/filled-relationships.ts'

/** A relationship of the neighbour, with this text in all that was said, and cadences; and their ids. */
export function relationshipsThere({ studentId, mentorId }: { studentId: string; mentorId: string }, marker: string) {
  const [id, contactId, cadence, ofContact] = [newId(), newId(), newId(), newId()]
  const proposed = { relationshipId: id, proposedById: mentorId, message: marker }
  const rows = [
    relationshipRow({ id, seekerId: studentId, mentorId }),
    ...stageRows(id),
    proposalRow(proposed),
    endingRow({ relationshipId: id, endedById: mentorId, reason: marker }),
    contactRow({ id: contactId, ownerId: studentId, givenName: marker, occupationCode: null }),
    cadenceRow({ id: cadence, ownerId: studentId, mentorId }),
    cadenceRow({ id: ofContact, ownerId: studentId, contactId })
  ]
  return { ids: [id, contactId, cadence, ofContact], rows }
}
