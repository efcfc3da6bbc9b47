import { silentSide } from './counter-proposals.rules.ts'
import type { RequestRow, RequestStatus } from './requests.types.ts'

const statusTexts: Record<RequestStatus, string> = {
  DRAFT: 'Not sent yet.',
  SENT: 'Waiting for an answer.',
  NEEDS_INFO: 'The mentor has a question, and their time to answer stands still until you have answered it.',
  ACCEPTED: 'Accepted.',
  // Neutral by design: a no says nothing about the one who asked (S#32, S#33).
  DECLINED: 'This mentor can not meet you at present. Others can: a no costs nothing.',
  WITHDRAWN: 'Withdrawn.',
  EXPIRED: 'There was no answer in time. Others may have more time at present.',
  CLOSED_BY_MENTOR: 'This mentor takes no requests at present. Others do, and yours can be sent to them.'
}

const lapsedText = 'The time to answer the mentor is over. You can ask again, or ask others.'

/**
 * Words about a request's state that may be shown to the student as they are; they never tell a decline's reason (S#32),
 * and do not put it on the mentor when it waited for the student.
 */
export const statusText = (request: RequestRow): string =>
  request.status === 'EXPIRED' && silentSide(request) === 'STUDENT' ? lapsedText : statusTexts[request.status]
