import type { ProblemCode } from '../../src/errors.ts'
import { meetingOf } from '../modules/meetings/meeting-seed.ts'
import { resumeOf } from '../modules/resumes/kept-resume.ts'
import { mutate } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

/** What cards and resumes are refused with. */
export const ofCards = {
  MEETING_NOT_HELD: async ({ app, home, student, mentor }) => {
    const meetingId = await meetingOf(home, { student, mentor }, { status: 'CANCELLED' })
    return change(app, student, 'exchangeCards', { meetingId })
  },
  CARD_NOT_OFFERED: async ({ app, home, student, mentor }) => {
    const meetingId = await meetingOf(home, { student, mentor })
    return change(app, student, 'withdrawCardConsent', { meetingId })
  },
  RESUME_ARCHIVED: async ({ app, student }) => {
    const { id } = await resumeOf(app, student)
    await mutate(app, student, 'archiveResume', { id }, '')
    return change(app, student, 'archiveResume', { id })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
