import type { ProblemCode } from '../../src/errors.ts'
import { heldConversation } from '../modules/outcomes/held-conversation.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const said = { fitVerdict: 'FITS', learned: 'Much.' }

/** What is said of a conversation and does not agree with what it was asked for. */
export const ofOutcomeDepth = {
  PURPOSE_NOT_ASKED: async ({ app, home, student, mentor }) => {
    const { meetingId } = await heldConversation(home, { student, mentor })
    return change(app, student, 'logOutcome', {
      meetingId,
      ...said,
      purposesMet: [{ purpose: 'INSIDE_INFO', met: 'NO' }]
    })
  },
  RESUME_NOT_SHARED: async ({ app, home, student, mentor }) => {
    const { meetingId, other } = await heldConversation(home, { student, mentor })
    return change(app, student, 'logOutcome', { meetingId, ...said, resumeFeedback: { resumeVersionId: other } })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
