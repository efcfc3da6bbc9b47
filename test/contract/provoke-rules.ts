import { newId } from '../../src/db/ids.ts'
import type { ProblemCode } from '../../src/errors.ts'
import { meetingOf, outcomeOf } from '../modules/meetings/meeting-seed.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import type { Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const complete = {
  type: 'COMPANY_INSIDER',
  targetOrganization: 'Acme',
  topicKind: 'CAREER_PATH',
  topic: 'How you got there',
  whyYou: 'You went from the lab to running field trials.'
}

/** A student, one of its own unless given, drafts a request to a mentor, and sends it at both doors. */
async function draftAndSend(
  { app, home }: Ground,
  mentor: Someone,
  draft: object,
  asker?: Someone
): Promise<Refused[]> {
  const student = asker ?? (await home.student())
  const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', { mentorId: mentor.id, ...draft })
  return change(app, student, 'sendMeetingRequest', { id: body.id })
}

const sending =
  (draft: object, mentor: Record<string, unknown> = {}): Provoke =>
  async (ground) =>
    draftAndSend(ground, await ground.home.mentor({ mentor }), draft)

const drafting =
  (fields: object): Provoke =>
  ({ app, student, mentor }) =>
    change(app, student, 'createMeetingRequest', { mentorId: mentor.id, type: 'COMPANY_INSIDER', ...fields })

/** An admin registers somebody who can not be. */
const registering =
  (fieldsOf: (ground: Ground) => object): Provoke =>
  (ground) =>
    change(ground.app, ground.admin, 'createPerson', { givenName: 'Ada', familyName: 'Ek', ...fieldsOf(ground) })

const mentorAt = (position: object) => ({
  mentorProfile: { seniority: 'MID', positions: [{ employer: 'Acme', title: 'Analyst', ...position }] }
})

/** What is refused by the rules of the field, with the same code at both doors. */
export const ofTheRules = {
  FORBIDDEN: ({ app, student }) => change(app, student, 'createPerson', { givenName: 'Ada', familyName: 'Ek' }),
  NOT_FOUND: ({ app, student }) => change(app, student, 'sendMeetingRequest', { id: newId() }),
  INVALID_INPUT: drafting({ topic: 'x'.repeat(501) }),
  UNKNOWN_PROGRAM: registering(() => ({ degrees: [{ program: '99.9999', level: 'MASTER' }] })),
  UNKNOWN_OCCUPATION: drafting({ targetOccupation: '99-9999.00' }),
  UNKNOWN_INDUSTRY: registering(() => mentorAt({ industry: '99' })),
  DUPLICATE_EXTERNAL_ID: registering(({ student }) => ({ externalId: `x-${student.id}` })),
  DUPLICATE_SUBJECT: registering(({ student }) => ({ subject: student.id })),
  BATCH_TOO_LARGE: ({ app, admin }) => {
    const person = (_: unknown, n: number) => ({ externalId: `sis-${n}`, givenName: 'Ada', familyName: 'Ek' })
    return change(app, admin, 'upsertPeople', { people: Array.from({ length: 501 }, person) })
  },
  VERSION_CONFLICT: ({ app, admin }) => change(app, admin, 'updateInstitutionPolicy', { expectedVersion: 7 }),
  INVALID_TRANSITION: async ({ app, home }) => {
    const { student, id } = await sentRequest(app, home)
    return change(app, student, 'sendMeetingRequest', { id })
  },
  TARGET_OCCUPATION_REQUIRED: sending({ ...complete, type: 'CAREER_EXPLORATION' }),
  TARGET_ORGANIZATION_REQUIRED: sending({ ...complete, targetOrganization: null }),
  TARGET_ROLE_REQUIRED: sending({ ...complete, type: 'HIRING_MANAGER' }),
  WHY_YOU_REQUIRED: sending({ ...complete, whyYou: 'Why not' }),
  TOPIC_REQUIRED: sending({ ...complete, topic: null }),
  DURATION_OUT_OF_BOUNDS: drafting({ durationMinutes: 14 }),
  SAME_PERSON: ({ app, mentor }) =>
    change(app, mentor, 'createMeetingRequest', { mentorId: mentor.id, type: 'COMPANY_INSIDER' }),
  NOT_A_MENTOR: drafting({ mentorId: newId() }),
  MENTOR_PAUSED: sending(complete, { isPaused: true }),
  CAPACITY_REACHED: async (ground) => {
    const mentor = await ground.home.mentor({ mentor: { capacity: 1 } })
    await draftAndSend(ground, mentor, complete)
    return draftAndSend(ground, mentor, complete)
  },
  TOO_MANY_OPEN_REQUESTS: async (ground) => {
    const student = await ground.home.student()
    for (let open = 1; open <= 5; open++) await draftAndSend(ground, await ground.home.mentor(), complete, student)
    return draftAndSend(ground, await ground.home.mentor(), complete, student)
  },
  ASKED_RECENTLY: async (ground) => {
    const { student, mentor, id } = await sentRequest(ground.app, ground.home)
    await rest(ground.app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, { reason: 'NO_TIME' })
    return draftAndSend(ground, mentor, complete, student)
  },
  REQUEST_ALREADY_OPEN: async ({ app, home }) => {
    const { student, mentor } = await sentRequest(app, home)
    return change(app, student, 'createMeetingRequest', { mentorId: mentor.id, type: 'COMPANY_INSIDER' })
  },
  OUTCOME_ALREADY_LOGGED: async ({ app, home, ...pair }) => {
    const { meetingId } = await outcomeOf(home, pair)
    return change(app, pair.student, 'logOutcome', { meetingId, fitVerdict: 'FITS', learned: 'Much.' })
  },
  MEETING_IN_FUTURE: async ({ app, home, ...pair }) => {
    const id = await meetingOf(home, pair, { startsAt: '2026-03-20T15:00:00.000Z' })
    return change(app, pair.student, 'markMeetingNoShow', { id })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
