import { newId } from '../../src/db/ids.ts'
import { meetingOf, outcomeOf } from '../modules/meetings/meeting-seed.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, code, type Example, example, none } from './example.ts'
import { accountabilityMutations, accountabilityQueries } from './examples-accountability.ts'
import { ofAsks } from './examples-asks.ts'
import { cardMutations, cardQueries } from './examples-cards.ts'
import { contactMutations, contactQueries } from './examples-contacts.ts'
import { followUpMutations, followUpQueries } from './examples-followups.ts'
import { landingMutations, landingQueries } from './examples-landings.ts'
import { notificationMutations, notificationQueries } from './examples-notifications.ts'
import { depthMutations, depthQueries } from './examples-outcome-depth.ts'
import { planMutations, planQueries } from './examples-plans.ts'
import { preparationMutations, preparationQueries } from './examples-preparation.ts'
import { questionMutations, questionQueries } from './examples-questions.ts'
import { relationshipMutations, relationshipQueries } from './examples-relationships.ts'
import { reviewMutations, reviewQueries } from './examples-reviews.ts'
import { documentRow, requestRow, sent, type Values, waits } from './filled.ts'

// A change uses its object up, so each call has one of its own, between the cast's people as far as they must be these.

async function freshRequest({ there, student, mentor, isMentor }: Cast, values: Values): Promise<Arguments> {
  const id = newId()
  const studentId = isMentor ? (await there.student()).id : student.id
  const mentorId = isMentor ? mentor.id : (await there.mentor()).id
  await there.run(requestRow({ id, studentId, mentorId, ...values }))
  return { id }
}

const onDraft = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ ...(await freshRequest(cast, { status: 'DRAFT' })), ...more }))
const onSent = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ ...(await freshRequest(cast, { status: 'SENT', ...sent })), ...more }))
const onAsked = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({
    ...(await freshRequest(cast, { status: 'NEEDS_INFO', ...waits })),
    ...more
  }))
const onMeeting = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ id: await meetingOf(cast.there, cast), ...more }))

async function completedMeeting(cast: Cast): Promise<string> {
  return meetingOf(cast.there, cast, { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' })
}

async function freshDocument({ there }: Cast): Promise<Arguments> {
  const id = newId()
  await there.run(documentRow(id))
  return { id }
}

const queries: Record<string, Example> = {
  node: example('person', ({ subject }) => ({ id: subject.id })),
  nodes: example('person', ({ subject }) => ({ ids: [subject.id] })),
  viewer: none,
  institution: none,
  person: example('person', ({ subject }) => ({ id: subject.id })),
  people: none,
  mentors: none,
  meetingRequest: example('conversation', ({ requests }) => ({ id: requests[0] })),
  meetingRequests: none,
  meeting: example('conversation', ({ meetings }) => ({ id: meetings[0] })),
  meetings: none,
  outcome: example('conversation', ({ outcome }) => ({ id: outcome })),
  outcomes: none,
  funnel: none,
  contractUsage: none,
  occupation: code('15-1252.00'),
  occupations: none,
  industry: code('541511'),
  industries: none,
  program: code('11.0701'),
  programs: none,
  trustedDocument: example('campus', ({ document }) => ({ id: document })),
  trustedDocuments: none,
  ...notificationQueries
}

const mutations: Record<string, Example> = {
  updateInstitutionPolicy: change('anybody', () => ({ replyWindowDays: 10 })),
  createPerson: change('anybody', () => ({ givenName: 'Ada', familyName: 'Kowalski' })),
  updatePerson: change('person', ({ subject }) => ({ id: subject.id, city: 'Chicago' })),
  updateStudentProfile: change('person', ({ subject }) => ({ personId: subject.id, about: 'I like to build.' })),
  updateMentorProfile: change('person', ({ subject }) => ({ personId: subject.id, headline: 'Glad to talk' })),
  upsertPeople: change('anybody', () => ({
    people: [{ externalId: `S-${newId()}`, givenName: 'Jan', familyName: 'Kowalski' }]
  })),
  createMeetingRequest: change('anybody', async ({ home }) => ({
    mentorId: (await home.mentor()).id,
    type: 'CAREER_EXPLORATION'
  })),
  updateMeetingRequest: onDraft({ topic: 'A day' }),
  sendMeetingRequest: onDraft(),
  withdrawMeetingRequest: onSent(),
  requestMoreInfo: onSent({ question: 'Which trial?' }),
  provideMoreInfo: onAsked({ answer: 'The one in the north.' }),
  acceptMeetingRequest: onSent({ startsAt: '2026-03-09T16:00:00.000Z' }),
  declineMeetingRequest: onSent({ reason: 'NO_TIME' }),
  cancelMeeting: onMeeting({ reason: 'I am ill.' }),
  completeMeeting: onMeeting({ actualMinutes: 25 }),
  markMeetingNoShow: onMeeting(),
  logOutcome: change('conversation', async (cast) => ({
    meetingId: await completedMeeting(cast),
    fitVerdict: 'FITS',
    learned: 'Much.'
  })),
  updateOutcome: change('conversation', async (cast) => ({
    id: (await outcomeOf(cast.there, cast)).id,
    learned: 'More.'
  })),
  registerTrustedDocuments: change('anybody', () => ({ documents: [{ text: '{ viewer { id } }' }] })),
  removeTrustedDocument: change('campus', freshDocument),
  ...notificationMutations
}

/** For every query and mutation a call. An operation that is not here is not finished. */
export const examples: Record<string, Example> = {
  ...queries,
  ...mutations,
  ...ofAsks,
  ...preparationQueries,
  ...preparationMutations,
  ...reviewQueries,
  ...reviewMutations,
  ...planQueries,
  ...planMutations,
  ...cardQueries,
  ...cardMutations,
  ...followUpQueries,
  ...contactQueries,
  ...followUpMutations,
  ...contactMutations,
  ...relationshipQueries,
  ...relationshipMutations,
  ...questionQueries,
  ...questionMutations,
  ...landingQueries,
  ...landingMutations,
  ...accountabilityQueries,
  ...accountabilityMutations,
  ...depthQueries,
  ...depthMutations
}

/** For every subscription what it can be about: follow-all.ts changes a request, a meeting and an outcome. */
export const subscriptions: Record<string, Pick<Example, 'circle'>> = {
  meetingRequestChanged: { circle: 'conversation' },
  meetingChanged: { circle: 'conversation' },
  outcomeChanged: { circle: 'conversation' },
  dashboardChanged: { circle: 'campus' }
}
