import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { meetingsByRequestIds } from './meetings.service.ts'
import type { MeetingRow } from './meetings.types.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  Meeting: {
    request: byKey(requestsByIds, (meeting: MeetingRow) => meeting.requestId),
    student: byKey(personsByIds, (meeting: MeetingRow) => meeting.studentId),
    mentor: byKey(personsByIds, (meeting: MeetingRow) => meeting.mentorId),
    cancelledBy: byKey(personsByIds, (meeting: MeetingRow) => meeting.cancelledById),
    noShowPerson: byKey(personsByIds, (meeting: MeetingRow) => meeting.noShowPersonId)
  },
  MeetingRequest: {
    meeting: byKey(meetingsByRequestIds, (request: { id: string }) => request.id)
  }
}
