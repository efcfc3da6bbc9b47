import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { questionListsByIds } from '../questions/question-lists.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import type { RequestRow } from '../requests/requests.types.ts'
import { occupationsByCodes } from '../taxonomy/taxonomy.service.ts'
import { pitchesByIds, pitchVersionsByIds, versionsOfPitches } from './pitches.service.ts'
import type { MockSessionRow } from './practice.types.ts'
import type { PitchRow, ResearchNoteRow } from './preparation.types.ts'
import { checklistsOf } from './research.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  MeetingRequest: {
    research: byKey(checklistsOf, (request: RequestRow) => request),
    pitch: byKey(pitchVersionsByIds, (request: RequestRow) => request.pitchVersionId)
  },
  ResearchNote: {
    student: byKey(personsByIds, (note: ResearchNoteRow) => note.studentId),
    request: byKey(requestsByIds, (note: ResearchNoteRow) => note.requestId),
    occupation: byKey(occupationsByCodes, (note: ResearchNoteRow) => note.occupationCode)
  },
  Pitch: {
    student: byKey(personsByIds, (pitch: PitchRow) => pitch.studentId),
    versions: byKey(versionsOfPitches, (pitch: PitchRow) => pitch.id)
  },
  MockSession: {
    student: byKey(personsByIds, (session: MockSessionRow) => session.studentId),
    partner: byKey(personsByIds, (session: MockSessionRow) => session.partnerId),
    request: byKey(requestsByIds, (session: MockSessionRow) => session.requestId),
    pitch: byKey(pitchesByIds, (session: MockSessionRow) => session.pitchId),
    questionList: byKey(questionListsByIds, (session: MockSessionRow) => session.questionListId)
  }
}
