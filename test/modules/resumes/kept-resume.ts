import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { sentRequest } from '../requests/sent-request.ts'

export const file = { label: 'For laboratories', url: 'https://files.example/ada/1.pdf', fileName: 'Ada.pdf' }

/** A resume of a student with one version. */
export async function resumeOf(app: TestApp, student: Someone): Promise<{ id: string; versionId: string }> {
  const fields = 'resume { id versions { id } }'
  const { resume } = await mutate(app, student, 'createResume', { title: 'Laboratories', ...file }, fields)
  return { id: resume.id, versionId: resume.versions[0].id }
}

/** A request that waits, and a resume that it shows to its mentor. */
export async function sharedResume(app: TestApp, home: Campus, more: object = {}) {
  const { student, mentor, id: requestId } = await sentRequest(app, home)
  const { id: resumeId, versionId: resumeVersionId } = await resumeOf(app, student)
  const input = { requestId, resumeVersionId, ...more }
  const { resumeShare } = await mutate(app, student, 'shareResume', input, 'resumeShare { id expiresAt version }')
  return { student, mentor, requestId, resumeId, resumeVersionId, share: resumeShare }
}
