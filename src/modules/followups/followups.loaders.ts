import type { Scope } from '../../db/scope.ts'
import { contactsByIds } from '../contacts/contacts.service.ts'
import { meetingsByIds } from '../meetings/meetings.service.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import type { CommitmentRow } from './commitments.types.ts'
import { thankYousOfMeetings } from './followups.service.ts'
import type { FollowUpRow } from './followups.types.ts'

/** A batched field: one look-up with the key of each parent; none where no parent has a key. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  async (queries, { scope }) => {
    const keys = queries.map(({ obj }) => keyOf(obj))
    return keys.every((key) => key === null) ? keys : lookUp(scope, keys)
  }

const meetings = (scope: Scope, ids: (string | null)[]) =>
  meetingsByIds(
    scope,
    ids.map((id) => id ?? '')
  )

export const loaders = {
  FollowUp: {
    owner: byKey(personsByIds, (followUp: FollowUpRow) => followUp.ownerId),
    person: byKey(personsByIds, (followUp: FollowUpRow) => followUp.personId),
    contact: byKey(contactsByIds, (followUp: FollowUpRow) => followUp.contactId),
    meeting: byKey(meetings, (followUp: FollowUpRow) => followUp.meetingId)
  },
  Commitment: {
    meeting: byKey(meetings, (commitment: CommitmentRow) => commitment.meetingId),
    student: byKey(personsByIds, (commitment: CommitmentRow) => commitment.studentId),
    mentor: byKey(personsByIds, (commitment: CommitmentRow) => commitment.mentorId)
  },
  Meeting: { thankYou: byKey(thankYousOfMeetings, (meeting: { id: string }) => meeting.id) }
}
