import type { TestApp } from '../../support/app.ts'
import type { Campus, Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { draft } from '../requests/sent-request.ts'

/** A draft of a student, of one's own unless given. */
export async function draftedRequest(app: TestApp, home: Campus, asker?: Someone) {
  const [student, mentor] = [asker ?? (await home.student()), await home.mentor()]
  const asked = { mentorId: mentor.id, ...draft }
  const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', asked, 'meetingRequest { id }')
  return { student, mentor, id: meetingRequest.id as string }
}

/** As long as a note needs to be, and one short of it. */
export const longEnough = 'x'.repeat(40)
export const tooShort = 'x'.repeat(39)

/** A pitch of a student. */
export async function pitchOf(app: TestApp, student: Someone, text = 'I want to learn how trials are run.') {
  const { pitch } = await mutate(
    app,
    student,
    'createPitch',
    { title: 'Trials', text },
    'pitch { id text number version }'
  )
  return pitch as { id: string; text: string; number: number; version: number }
}

/** A planned session with somebody from outside, unless something else is said. */
export async function plannedSession(app: TestApp, student: Someone, more: object = { partnerName: 'Sam Rivera' }) {
  const plan = { kind: 'INFORMATIONAL', scheduledFor: '2026-03-05T16:00:00.000Z', ...more }
  const { mockSession, problems } = await mutate(app, student, 'planMockSession', plan, 'mockSession { id }')
  if (!mockSession) throw new Error(JSON.stringify(problems))
  return mockSession.id as string
}

/** The token of a new link for the partner of a session. */
export async function linkOf(app: TestApp, student: Someone, id: string): Promise<string> {
  const fields = 'mockSession { partnerLink { token } }'
  return (await mutate(app, student, 'inviteMockPartner', { id }, fields)).mockSession.partnerLink.token
}
