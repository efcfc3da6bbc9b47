import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { type Last, type Tx, write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { meetingsByRequestIds, newMeeting } from '../meetings/meetings.service.ts'
import type { NewMeeting } from '../meetings/meetings.types.ts'
import { pauseMentor } from '../people/pause-mentor.ts'
import { textProblems } from '../text.rules.ts'
import { askedTermsProblems } from './counter-proposals.rules.ts'
import { referralChainsOf } from './decline-referral.ts'
import { recordReferral, referralsByRequestIds } from './referrals.service.ts'
import { warningsOfRequests } from './request-warnings.service.ts'
import { lockRequest } from './requests.queries.ts'
import { durationProblems } from './requests.rules.ts'
import { changeRequest, lastChange, movable } from './requests.service.ts'
import type {
  AcceptMeetingRequestInput,
  DeclineMeetingRequestInput,
  RequestAnswer,
  RequestRow
} from './requests.types.ts'

/**
 * Accepts a request as the student asked, at one of their times and by their technology, which makes its meeting in the same
 * commit; not while other terms stand, which are accepted as what they are (acceptCounterProposal, S#27).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, DURATION_OUT_OF_BOUNDS when the campus's bounds have
 * changed since (S#28), INVALID_INPUT when the beginning is past or the student asked for something else.
 */
export const acceptMeetingRequest = (scope: Scope, input: AcceptMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'ACCEPT', input.expectedVersion)
      refuseAll([
        ...textProblems(input.location, ['location'], 500),
        ...askedTermsProblems(input, request, tx.now),
        ...durationProblems(request.durationMinutes, request.type, tx.policy)
      ])
      const { durationMinutes } = request
      const channel = input.channel ?? request.channel
      const place = { startsAt: input.startsAt, durationMinutes, channel, location: input.location ?? null }
      return accepted(tx, request, to, place)
    },
    [lockRequest(input.id)]
  )

type Place = Pick<NewMeeting, 'startsAt' | 'durationMinutes' | 'channel' | 'location'>

/** Makes the meeting of a locked request, whoever accepts it, together with what else that changes. */
export async function accepted(
  tx: Tx,
  request: RequestRow,
  status: RequestRow['status'],
  place: Place,
  also: readonly Sql[] = []
): Promise<Last<RequestRow>> {
  const { id: requestId, studentId, mentorId } = request
  const answer = lastChange(tx, request, 'meeting_request.accepted', { status, answeredAt: tx.now })
  await tx.batch([newMeeting(tx, { requestId, studentId, mentorId, ...place }), ...also])
  return answer
}

/**
 * Declines in one step (S#32). A referral to a mentor of the campus makes the student a prefilled draft `via` the
 * decliner; one to somebody outside is kept for the student's eyes; without one it is asked for once (S#31). With `isPaused` the mentor takes no more
 * requests from the same commit on, and the others that wait for them close.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, and the problems of the referral.
 */
export const declineMeetingRequest = (scope: Scope, input: DeclineMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'DECLINE', input.expectedVersion)
      refuseAll(textProblems(input.note, ['note'], 500))
      const answer = {
        status: to,
        declineReason: input.reason,
        declineNote: input.note ?? null,
        asksForReferral: !input.referral
      }
      const stamps = { answeredAt: tx.now, closedAt: tx.now }
      const declined = await changeRequest(tx, request, 'meeting_request.declined', { ...answer, ...stamps })
      if (input.referral) {
        const { id: requestId, studentId, mentorId: referredById } = request
        const origin = { requestId, studentId, referredById, like: request, path: ['referral'] }
        await recordReferral(tx, origin, input.referral)
      }
      if (input.isPaused) await pauseMentor(tx, request.mentorId)
      return declined
    },
    [lockRequest(input.id)]
  )

/**
 * What came of a request, the names that led to it and its warnings, for the actor's eyes. Reads only what there can be:
 * referrals and a meeting of an answer, a chain where somebody passed on a name, warnings for the student.
 */
export async function answerTo(scope: Scope, request: RequestRow): Promise<RequestAnswer> {
  const isAnswered = request.status === 'ACCEPTED' || request.status === 'DECLINED'
  const ids = isAnswered ? [request.id] : []
  const found = await Promise.all([
    isAnswered ? referralsByRequestIds(scope, ids) : [],
    isAnswered ? meetingsByRequestIds(scope, ids) : [],
    referralChainsOf(scope, [request]),
    warningsOfRequests(scope, [request])
  ])
  const [[referrals = []], [meeting], [referralChain = []], [warnings = []]] = found
  return { referrals, referralChain, meetingId: meeting?.id ?? null, warnings }
}
