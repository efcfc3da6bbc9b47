import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'

export const complete = {
  type: 'COMPANY_INSIDER',
  targetOrganization: 'Acme',
  topicKind: 'CAREER_PATH',
  topic: 'How you got there',
  whyYou: 'You went from the lab to running field trials.'
}

/** A complete draft of a student, their own unless given, to a mentor of its own. */
export async function draft(app: TestApp, home: Campus, asker?: Someone) {
  const [student, mentor] = [asker ?? (await home.student()), await home.mentor()]
  const input = { mentorId: mentor.id, ...complete }
  const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
  return { student, mentor, id: meetingRequest.id as string }
}

const fields = 'review { id status version isOutdated subjectVersion allowedActions }'

/** Asks for a review of a request, and gives it. */
export async function reviewOf(app: TestApp, student: Someone, subjectId: string, more: object = {}) {
  const input = { subjectType: 'MEETING_REQUEST', subjectId, ...more }
  const { review, problems } = await mutate(app, student, 'requestReview', input, fields)
  return { ...review, problems }
}

/** A draft with a review that waits. */
export async function asked(app: TestApp, home: Campus, more: object = {}) {
  const drafted = await draft(app, home)
  const review = await reviewOf(app, drafted.student, drafted.id, more)
  return { ...drafted, reviewId: review.id as string }
}
