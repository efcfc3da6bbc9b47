import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuseAll } from '../../errors.ts'
import { addMinutes } from '../../ports/clock.ts'
import { textProblems } from '../text.rules.ts'
import { lockRequest } from './requests.queries.ts'
import { secondsLeft } from './requests.rules.ts'
import { lastChange, movable } from './requests.service.ts'
import type { ProvideMoreInfoInput, RequestMoreInfoInput, RequestRow } from './requests.types.ts'

const minutesPerDay = 24 * 60
const textMax = 1_000
// However little was left of the mentor's time, they get to read the answer.
const secondsLeftMin = minutesPerDay * 60

/**
 * A mentor asks something before answering, instead of declining a vague request. The reply clock stops; the student has
 * as long to answer as a mentor would have, and nothing waits longer than that.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT for a question that is none.
 */
export const requestMoreInfo = (scope: Scope, input: RequestMoreInfoInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'REQUEST_INFO', input.expectedVersion)
      refuseAll(textProblems(input.question, ['question'], textMax, 1))
      return lastChange(tx, request, 'meeting_request.info_requested', {
        status: to,
        infoQuestion: input.question,
        infoAskedAt: tx.now,
        infoAnswer: null,
        infoAnsweredAt: null,
        replySecondsLeft: secondsLeft(request.expiresAt, tx.now),
        expiresAt: addMinutes(tx.now, tx.policy.requests.replyWindowDays * minutesPerDay)
      })
    },
    [lockRequest(input.id)]
  )

/**
 * The student answers the mentor's question; the reply clock goes on where it stopped, for a day at least.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT for an answer that is none.
 */
export const provideMoreInfo = (scope: Scope, input: ProvideMoreInfoInput): Promise<RequestRow> =>
  write(
    scope,
    async (tx, [requests]) => {
      const { request, to } = movable(tx, requests, 'PROVIDE_INFO', input.expectedVersion)
      refuseAll(textProblems(input.answer, ['answer'], textMax, 1))
      const left = Math.max(request.replySecondsLeft ?? 0, secondsLeftMin)
      return lastChange(tx, request, 'meeting_request.info_provided', {
        status: to,
        infoAnswer: input.answer,
        infoAnsweredAt: tx.now,
        replySecondsLeft: null,
        expiresAt: addMinutes(tx.now, left / 60)
      })
    },
    [lockRequest(input.id)]
  )
