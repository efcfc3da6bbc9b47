import { asksForJob } from './job-ask.rules.ts'
import type { RequestRow, RequestWarning, RequestWarningCode } from './requests.types.ts'
import type { SameTexts } from './same-text.rules.ts'

const warning = (code: RequestWarningCode, field: string, message: string): RequestWarning => ({
  code,
  message,
  path: [field]
})

const open = new Set<RequestRow['status']>(['DRAFT', 'SENT', 'NEEDS_INFO'])

/** Whether a request is one whose student may still want to say it differently, here or to the next mentor. */
export const isWarnable = ({ status }: Pick<RequestRow, 'status'>): boolean => open.has(status)

/** That nearly the same goes to more than `max` other mentors, of whom each is to read what is admired in them alone (S#15). */
export function sameTextWarnings(same: SameTexts, max: number): RequestWarning[] {
  const others = max === 0 ? 'Another mentor has' : `More than ${max} other mentors have`
  const message = `${others} nearly the same words from you. Say what you admire about this one.`
  const fields = (['whyYou', 'message'] as const).filter((field) => same[field])
  return fields.map((field) => warning('SAME_TEXT', field, message))
}

/**
 * That a request asks for a job where it is there to learn. Who hires may be asked for one, so a hiring manager request is
 * never warned of (S#1, S#5).
 */
export function jobAskWarnings(request: Pick<RequestRow, 'type' | 'topic' | 'whyYou' | 'message'>): RequestWarning[] {
  if (request.type === 'HIRING_MANAGER') return []
  const fields = (['topic', 'whyYou', 'message'] as const).filter((field) => asksForJob(request[field]))
  const message = 'This reads as if you asked for a job. Mentors say yes to learning; jobs come of it by themselves.'
  return fields.map((field) => warning('JOB_ASK', field, message))
}
