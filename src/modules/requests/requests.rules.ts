import { type Problem, problem } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import type { StateMachine } from '../state-machine.ts'
import { durationMinutesOf } from '../tenants/durations.rules.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { textProblems } from '../text.rules.ts'
import type { DraftFields, InterviewType, RequestRow, RequestStatus } from './requests.types.ts'

export type RequestAction =
  | 'UPDATE'
  | 'SEND'
  | 'WITHDRAW'
  | 'REQUEST_INFO'
  | 'PROVIDE_INFO'
  | 'ACCEPT'
  | 'DECLINE'
  | 'COUNTER_PROPOSE'
  | 'ACCEPT_COUNTER_PROPOSAL'
  | 'ADD_REFERRAL'
  | 'EXPIRE'
  | 'CLOSE'

/** Every move of a request. What has been answered, taken back or has expired stays so. */
export const requestMachine: StateMachine<RequestStatus, RequestAction> = Object.freeze({
  DRAFT: {
    UPDATE: { to: 'DRAFT', by: ['STUDENT'] },
    SEND: { to: 'SENT', by: ['STUDENT'] },
    WITHDRAW: { to: 'WITHDRAWN', by: ['STUDENT', 'ADMIN'] }
  },
  SENT: {
    WITHDRAW: { to: 'WITHDRAWN', by: ['STUDENT', 'ADMIN'] },
    REQUEST_INFO: { to: 'NEEDS_INFO', by: ['MENTOR'] },
    ACCEPT: { to: 'ACCEPTED', by: ['MENTOR'] },
    DECLINE: { to: 'DECLINED', by: ['MENTOR'] },
    COUNTER_PROPOSE: { to: 'SENT', by: ['STUDENT', 'MENTOR'] },
    ACCEPT_COUNTER_PROPOSAL: { to: 'ACCEPTED', by: ['STUDENT', 'MENTOR'] },
    EXPIRE: { to: 'EXPIRED', by: ['SYSTEM'] },
    // By itself, with the pause or the leaving of the mentor.
    CLOSE: { to: 'CLOSED_BY_MENTOR', by: ['SYSTEM'] }
  },
  NEEDS_INFO: {
    WITHDRAW: { to: 'WITHDRAWN', by: ['STUDENT', 'ADMIN'] },
    PROVIDE_INFO: { to: 'SENT', by: ['STUDENT'] },
    ACCEPT: { to: 'ACCEPTED', by: ['MENTOR'] },
    DECLINE: { to: 'DECLINED', by: ['MENTOR'] },
    // The question stays open: other times are no answer to it.
    COUNTER_PROPOSE: { to: 'NEEDS_INFO', by: ['STUDENT', 'MENTOR'] },
    ACCEPT_COUNTER_PROPOSAL: { to: 'ACCEPTED', by: ['STUDENT', 'MENTOR'] },
    EXPIRE: { to: 'EXPIRED', by: ['SYSTEM'] },
    CLOSE: { to: 'CLOSED_BY_MENTOR', by: ['SYSTEM'] }
  },
  ACCEPTED: {},
  DECLINED: { ADD_REFERRAL: { to: 'DECLINED', by: ['MENTOR'] } },
  WITHDRAWN: {},
  EXPIRED: {},
  CLOSED_BY_MENTOR: {}
})

export const proposedTimesMax = 10

const pastTime = (path: (string | number)[]) =>
  problem('INVALID_INPUT', { path, message: 'The time has to be in the future.' })

/**
 * What is wrong with the fields of a draft as far as they are given: lengths, the campus's bounds for its type (S#28),
 * number of times, times that are past.
 */
export function draftProblems(
  draft: DraftFields,
  { type, policy, now }: { type: InterviewType; policy: InstitutionPolicy; now: string }
): Problem[] {
  const times = draft.proposedTimes ?? []
  return [
    ...textProblems(draft.targetOrganization, ['targetOrganization'], 200),
    ...textProblems(draft.targetRole, ['targetRole'], 200),
    ...textProblems(draft.targetTeam, ['targetTeam'], 200),
    ...textProblems(draft.topic, ['topic'], 500),
    ...textProblems(draft.whyYou, ['whyYou'], 2000),
    ...textProblems(draft.message, ['message'], 2000),
    ...durationProblems(draft.durationMinutes, type, policy),
    ...times.flatMap((time, index) => (time > now ? [] : [pastTime(['proposedTimes', index])])),
    ...(times.length > proposedTimesMax
      ? [
          problem('INVALID_INPUT', {
            path: ['proposedTimes'],
            message: `At most ${proposedTimesMax} times can be proposed.`
          })
        ]
      : [])
  ]
}

/** Whether a length is within the campus's bounds for the type of interview, as they are now (S#28). */
export function durationProblems(
  minutes: number | null | undefined,
  type: InterviewType,
  policy: InstitutionPolicy
): Problem[] {
  if (minutes == null) return []
  const { min, max } = durationMinutesOf(policy, type)
  if (minutes >= min && minutes <= max) return []
  return [
    problem('DURATION_OUT_OF_BOUNDS', {
      path: ['durationMinutes'],
      message: `A conversation lasts ${min} to ${max} minutes here.`
    })
  ]
}

/**
 * What a request still lacks before it can be sent, all of it at once: what its type names (S#2; for company insider and
 * hiring manager our own rule, as the source only names these types), why this mentor (S#15), the topic (S#9), and the
 * campus's duration bounds (S#28), which may have changed since the draft was made.
 */
export function sendProblems(request: RequestRow, policy: InstitutionPolicy, now: string): Problem[] {
  const problems = [...targetProblems(request), ...durationProblems(request.durationMinutes, request.type, policy)]
  const { whyYouMinLength } = policy.requests
  if ((request.whyYou ?? '').trim().length < whyYouMinLength) {
    const message = `whyYou needs at least ${whyYouMinLength} characters.`
    problems.push(problem('WHY_YOU_REQUIRED', { path: ['whyYou'], message }))
  }
  if (!request.topicKind || !request.topic?.trim()) {
    problems.push(problem('TOPIC_REQUIRED', { path: [request.topicKind ? 'topic' : 'topicKind'] }))
  }
  const times = request.proposedTimes
  if (times.length > 0 && times.every((time) => time <= now)) problems.push(pastTime(['proposedTimes']))
  return problems
}

function targetProblems(request: RequestRow): Problem[] {
  const isBlank = (text: string | null) => !text?.trim()
  if (request.type === 'CAREER_EXPLORATION') {
    return request.targetOccupationCode ? [] : [problem('TARGET_OCCUPATION_REQUIRED', { path: ['targetOccupation'] })]
  }
  const problems: Problem[] = []
  if (isBlank(request.targetOrganization)) {
    problems.push(problem('TARGET_ORGANIZATION_REQUIRED', { path: ['targetOrganization'] }))
  }
  if (request.type === 'HIRING_MANAGER' && isBlank(request.targetRole) && isBlank(request.targetTeam)) {
    problems.push(problem('TARGET_ROLE_REQUIRED', { path: ['targetRole'] }))
  }
  return problems
}

export interface OpenAsks {
  /** Requests of the student that wait for an answer. */
  openOfStudent: number
  /** When the mentor last said no to the student, or said nothing in time. */
  lastNoAt: string | null
}

/**
 * What stands against one more ask: a student's requests that wait are bounded, so that each is worth an answer, and after a
 * no the same mentor is left alone for a while (our own rules, for S#52; others can be asked at once, S#33).
 */
export function askProblems({ openOfStudent, lastNoAt }: OpenAsks, policy: InstitutionPolicy, now: string): Problem[] {
  const { openPerStudentMax, cooldownDays } = policy.requests
  if (openOfStudent >= openPerStudentMax) {
    const message = `At most ${openPerStudentMax} requests may wait for an answer at a time.`
    return [problem('TOO_MANY_OPEN_REQUESTS', { message })]
  }
  const againAt = lastNoAt && addMinutes(lastNoAt, cooldownDays * 24 * 60)
  if (!againAt || againAt <= now) return []
  return [
    problem('ASKED_RECENTLY', { path: ['mentorId'], message: `This mentor can be asked again from ${againAt} on.` })
  ]
}

/** The seconds of a mentor's time that are left at an instant. */
export const secondsLeft = (expiresAt: string | null, now: string): number =>
  Math.max(0, Math.ceil((Date.parse(expiresAt ?? now) - Date.parse(now)) / 1000))
