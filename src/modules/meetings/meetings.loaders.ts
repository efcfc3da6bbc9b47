import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { referralsByOutcomeIds } from '../requests/referrals.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { meetingsByIds, meetingsByRequestIds } from './meetings.service.ts'
import type { MeetingRow, OutcomeRow } from './meetings.types.ts'
import { outcomesByMeetingIds } from './outcomes.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

/** The occupations of several lists of codes, in one look-up. */
const careersDiscovered: Loader<OutcomeRow> = async (queries, { scope }) => {
  const lists = queries.map(({ obj }) => obj.careersDiscovered)
  const found = (await occupationsByCodes(scope, lists.flat())).values()
  return lists.map((list) => list.map(() => found.next().value).filter(Boolean))
}

export const loaders = {
  Meeting: {
    request: byKey(requestsByIds, (meeting: MeetingRow) => meeting.requestId),
    student: byKey(personsByIds, (meeting: MeetingRow) => meeting.studentId),
    mentor: byKey(personsByIds, (meeting: MeetingRow) => meeting.mentorId),
    cancelledBy: byKey(personsByIds, (meeting: MeetingRow) => meeting.cancelledById),
    noShowPerson: byKey(personsByIds, (meeting: MeetingRow) => meeting.noShowPersonId),
    outcome: byKey(outcomesByMeetingIds, (meeting: MeetingRow) => meeting.id)
  },
  MeetingRequest: {
    meeting: byKey(meetingsByRequestIds, (request: { id: string }) => request.id)
  },
  Outcome: {
    meeting: byKey(meetingsByIds, (outcome: OutcomeRow) => outcome.meetingId),
    student: byKey(personsByIds, (outcome: OutcomeRow) => outcome.studentId),
    mentor: byKey(personsByIds, (outcome: OutcomeRow) => outcome.mentorId),
    careersDiscovered,
    referrals: byKey(referralsByOutcomeIds, (outcome: OutcomeRow) => outcome.id)
  }
}
