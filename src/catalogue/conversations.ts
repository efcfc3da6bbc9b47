import type { Entries } from './entry.ts'

/** People, requests, meetings and outcomes. */
export const ofConversations = {
  UNKNOWN_PROGRAM: {
    status: 422,
    title: 'There is no such CIP 2020 program code.',
    remedy: 'Look the code up with programs(search:) or GET /v1/programs.'
  },
  UNKNOWN_OCCUPATION: {
    status: 422,
    title: 'There is no such O*NET-SOC 2019 code.',
    remedy: 'Look the code up with occupations(search:) or GET /v1/occupations.'
  },
  UNKNOWN_INDUSTRY: {
    status: 422,
    title: 'There is no such NAICS 2022 code.',
    remedy: 'Look the code up with industries(search:) or GET /v1/industries.'
  },
  DUPLICATE_EXTERNAL_ID: {
    status: 409,
    title: 'Another person of the campus has this external id.',
    remedy: 'Update that person, or use another external id.'
  },
  DUPLICATE_SUBJECT: {
    status: 409,
    title: 'Another person of the campus signs in with this subject.',
    remedy: 'Correct the subject; it must be unique at the campus.'
  },
  BATCH_TOO_LARGE: { status: 422, title: 'The batch has too many rows.', remedy: 'Send at most 500 rows a call.' },
  VERSION_CONFLICT: {
    status: 409,
    title: 'The object has changed since it was read.',
    remedy: 'Read it again, and repeat the change with its current version.'
  },
  PRECONDITION_FAILED: {
    status: 412,
    title: 'The object is not at the version that If-Match names.',
    remedy: 'Read it again, and repeat the change with its current ETag.'
  },
  INVALID_TRANSITION: {
    status: 409,
    title: 'The object is not in a state that allows this.',
    remedy: 'Do one of the moves that allowed lists.'
  },
  TARGET_OCCUPATION_REQUIRED: {
    status: 422,
    title: 'A career exploration request names the occupation to explore.',
    remedy: 'Give targetOccupation, an O*NET-SOC code.'
  },
  TARGET_ORGANIZATION_REQUIRED: {
    status: 422,
    title: 'A request of this type names the organization.',
    remedy: 'Give targetOrganization.'
  },
  TARGET_ROLE_REQUIRED: {
    status: 422,
    title: 'A hiring manager request names the role or the team.',
    remedy: 'Give targetRole or targetTeam.'
  },
  WHY_YOU_REQUIRED: {
    status: 422,
    title: 'The request does not say why this mentor.',
    remedy: 'Say in whyYou what you admire about the person, at least as long as the campus asks.'
  },
  TOPIC_REQUIRED: {
    status: 422,
    title: 'The request does not say what it is to be about.',
    remedy: 'Give topicKind and topic.'
  },
  DURATION_OUT_OF_BOUNDS: {
    status: 422,
    title: 'The duration is outside the bounds of the campus.',
    remedy: 'Choose durationMinutes between the bounds that the detail names.'
  },
  SAME_PERSON: {
    status: 422,
    title: 'Nobody can ask themselves for a conversation.',
    remedy: 'Choose another mentor.'
  },
  NOT_A_MENTOR: { status: 422, title: 'The person has no mentor profile.', remedy: 'Choose a person from mentors.' },
  MENTOR_PAUSED: {
    status: 409,
    title: 'The mentor takes no requests at present.',
    remedy: 'Choose another mentor, or keep the draft until they are back.'
  },
  CAPACITY_REACHED: {
    status: 409,
    title: 'The mentor has as many open requests as they take.',
    remedy: 'Choose another mentor, or keep the draft and send it later.'
  },
  TOO_MANY_OPEN_REQUESTS: {
    status: 409,
    title: 'The student has as many requests waiting for an answer as the campus allows.',
    remedy: 'Wait for an answer, or withdraw one; then send this draft.'
  },
  ASKED_RECENTLY: {
    status: 409,
    title: 'The mentor did not say yes to the student a short while ago.',
    remedy: 'Ask another mentor, or keep the draft until the instant that the message names.'
  },
  REQUEST_ALREADY_OPEN: {
    status: 409,
    title: 'There is an open request between these two people.',
    remedy: 'Go on with that request, or withdraw it first.'
  },
  OUTCOME_ALREADY_LOGGED: {
    status: 409,
    title: 'The outcome of this meeting is logged already.',
    remedy: 'Change it with updateOutcome.'
  },
  MEETING_IN_FUTURE: { status: 409, title: 'The meeting has not begun yet.', remedy: 'Wait until it has begun.' }
} satisfies Entries
