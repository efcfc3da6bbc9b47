import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { resumeOf, sharedResume } from '../modules/resumes/kept-resume.ts'
import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Does with cards and resumes what can be done, so that every statement of theirs has been sent. */
export async function walkCards(app: TestApp, home: Campus): Promise<void> {
  const { student, mentor, share, requestId, resumeId, resumeVersionId } = await sharedResume(app, home)
  const meetingId = await meetingOf(home, { student, mentor })
  for (const title of ['Analyst', 'Developer']) {
    await mutate(app, student, 'saveContactCard', { personId: student.id, title }, '')
  }
  for (const who of [student, mentor]) await mutate(app, who, 'exchangeCards', { meetingId }, '')
  await graphql(app, mentor, 'query ($id: ID!) { contactCard(personId: $id) { email } }', { id: student.id })
  await graphql(app, mentor, 'query ($id: ID!) { cardExchange(meetingId: $id) { meeting { id } } }', { id: meetingId })
  await mutate(app, mentor, 'withdrawCardConsent', { meetingId }, '')
  await rest(app, mentor, 'GET', `/v1/resume-shares/${share.id}/open`)
  const file = { label: 'Two', url: 'https://files.example/2.pdf', fileName: '2.pdf' }
  await mutate(app, student, 'addResumeVersion', { id: resumeId, ...file }, 'resume { versions { id } shares { id } }')
  await mutate(app, student, 'shareResume', { requestId, resumeVersionId }, '')
  await mutate(app, student, 'revokeResumeShare', { id: share.id }, '')
  await mutate(app, student, 'archiveResume', { id: (await resumeOf(app, student)).id }, '')
  const filters = [
    `resumes(filter: { studentId: "${student.id}", isArchived: true }, orderBy: { field: UPDATED_AT })`,
    `resumeShares(filter: { mentorId: "${mentor.id}", status: EXPIRED }, orderBy: { field: EXPIRES_AT })`,
    `resumeOpenings(filter: { shareId: "${share.id}" })`
  ]
  for (const filter of filters) await graphql(app, mentor, `{ ${filter} { totalCount nodes { id } } }`)
}
