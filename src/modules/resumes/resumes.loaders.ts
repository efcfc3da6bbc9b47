import type { Scope } from '../../db/scope.ts'
import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { requestsByIds } from '../requests/requests.service.ts'
import { resumesByIds, versionsOfResumes } from './resumes.service.ts'
import type { OpeningRow, ResumeRow, ShareRow } from './resumes.types.ts'
import { resumeSharesByIds, resumeSharesOf, sharesOfResumes } from './shares.service.ts'

/** A batched field: one look-up with the key of each parent. */
const byKey =
  <Row, Key>(lookUp: (scope: Scope, keys: Key[]) => Promise<unknown[]>, keyOf: (row: Row) => Key): Loader<Row> =>
  (queries, { scope }) =>
    lookUp(
      scope,
      queries.map(({ obj }) => keyOf(obj))
    )

export const loaders = {
  MeetingRequest: { resumeShare: byKey(resumeSharesOf, (request: { id: string }) => request.id) },
  Resume: {
    student: byKey(personsByIds, (resume: ResumeRow) => resume.studentId),
    versions: byKey(versionsOfResumes, (resume: ResumeRow) => resume.id),
    shares: byKey(sharesOfResumes, (resume: ResumeRow) => resume.id)
  },
  ResumeShare: {
    request: byKey(requestsByIds, (share: ShareRow) => share.requestId),
    resume: byKey(resumesByIds, (share: ShareRow) => share.resumeId),
    student: byKey(personsByIds, (share: ShareRow) => share.studentId),
    mentor: byKey(personsByIds, (share: ShareRow) => share.mentorId)
  },
  ResumeOpening: {
    share: byKey(resumeSharesByIds, (opening: OpeningRow) => opening.shareId),
    openedBy: byKey(personsByIds, (opening: OpeningRow) => opening.openedById)
  }
}
