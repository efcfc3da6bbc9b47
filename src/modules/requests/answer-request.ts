import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { problem, refuseAll } from '../../errors.ts'
import { insertMeeting, meetingsByRequestIds } from '../meetings/meetings.service.ts'
import { pauseMentor } from '../people/pause-mentor.ts'
import { textProblems } from '../text.rules.ts'
import { recordReferrals, referralsByRequestIds } from './referrals.service.ts'
import { lockRequest } from './requests.queries.ts'
import { changeRequest, movable } from './requests.service.ts'
import type {
  AcceptMeetingRequestInput,
  DeclineMeetingRequestInput,
  RequestAnswer,
  RequestRow
} from './requests.types.ts'

/**
 * Accepts a request, which makes its meeting in the same commit.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT when the beginning is past.
 */
export const acceptMeetingRequest = (scope: Scope, input: AcceptMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'ACCEPT', input.expectedVersion)
      const isPast = input.startsAt <= tx.now
      const message = 'The conversation has to begin in the future.'
      refuseAll([
        ...textProblems(input.location, ['location'], 500),
        ...(isPast ? [problem('INVALID_INPUT', { path: ['startsAt'], message })] : [])
      ])
      const accepted = await changeRequest(tx, request, 'meeting_request.accepted', { status: to, answeredAt: tx.now })
      const { id: requestId, studentId, mentorId, durationMinutes } = request
      const channel = input.channel ?? request.channel
      const place = { startsAt: input.startsAt, durationMinutes, channel, location: input.location ?? null }
      await insertMeeting(tx, { requestId, studentId, mentorId, ...place })
      return accepted
    },
    [lockRequest(input.id)]
  )

/**
 * Declines in one step (S#32). A referral to a mentor of the campus makes the student a prefilled draft `via` the
 * decliner; one to somebody outside is kept for the student's eyes (S#31). With `isPaused` the mentor takes no more
 * requests from the same commit on, and the others that wait for them close.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, and the problems of the referral.
 */
export const declineMeetingRequest = (scope: Scope, input: DeclineMeetingRequestInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'DECLINE', input.expectedVersion)
      refuseAll(textProblems(input.note, ['note'], 500))
      const answer = { status: to, declineReason: input.reason, declineNote: input.note ?? null }
      const stamps = { answeredAt: tx.now, closedAt: tx.now }
      const declined = await changeRequest(tx, request, 'meeting_request.declined', { ...answer, ...stamps })
      if (input.referral) {
        const { id: requestId, studentId, mentorId: referredById } = request
        await recordReferrals(tx, { requestId, studentId, referredById, like: request, path: ['referral'] }, [
          input.referral
        ])
      }
      if (input.isPaused) await pauseMentor(tx, request.mentorId)
      return declined
    },
    [lockRequest(input.id)]
  )

/** What came of a request, for the actor's eyes. Reads nothing while it is unanswered: only an answer makes any of it. */
export async function answerTo(scope: Scope, { id, status }: RequestRow): Promise<RequestAnswer> {
  if (status !== 'ACCEPTED' && status !== 'DECLINED') return { referrals: [], meetingId: null }
  const found = await Promise.all([referralsByRequestIds(scope, [id]), meetingsByRequestIds(scope, [id])])
  const [[referrals = []], [meeting]] = found
  return { referrals, meetingId: meeting?.id ?? null }
}
