import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'

export const draft = {
  type: 'COMPANY_INSIDER',
  targetOrganization: 'Acme',
  topicKind: 'JOB_AT_COMPANY',
  topic: 'A day',
  whyYou: 'Your talk on field trials stayed with me.'
}

/** A request that waits for its mentor's answer. */
export async function sentRequest(
  app: TestApp,
  home: Campus
): Promise<{ student: Someone; mentor: Someone; id: string }> {
  const [student, mentor] = [await home.student(), await home.mentor()]
  const asked = { mentorId: mentor.id, ...draft }
  const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', asked, 'meetingRequest { id }')
  await mutate(app, student, 'sendMeetingRequest', { id: meetingRequest.id }, '')
  return { student, mentor, id: meetingRequest.id }
}
