import { asksForJob } from './job-ask.rules.ts'
import type { RequestRow, RequestWarning, RequestWarningCode } from './requests.types.ts'

/** How many other mentors have nearly the same text from the student. */
export interface SameTexts {
  whyYou: number
  message: number
}

const warning = (code: RequestWarningCode, field: string, message: string): RequestWarning => ({
  code,
  message,
  path: [field]
})

const open = new Set<RequestRow['status']>(['DRAFT', 'SENT', 'NEEDS_INFO'])

/** Whether a request is one whose student may still want to say it differently, here or to the next mentor. */
export const isWarnable = ({ status }: Pick<RequestRow, 'status'>): boolean => open.has(status)

/**
 * That nearly the same goes to more than `max` other mentors, of whom each is to read what is admired in them alone (S#15).
 */
export function sameTextWarnings({ whyYou, message }: SameTexts, max: number): RequestWarning[] {
  const warn = (field: string, mentors: number): RequestWarning[] => {
    if (mentors <= max) return []
    const words = `${mentors} other mentors have nearly the same words from you. Say what you admire about this one.`
    return [warning('SAME_TEXT', field, words)]
  }
  return [...warn('whyYou', whyYou), ...warn('message', message)]
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
