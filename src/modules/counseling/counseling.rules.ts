import { type Problem, problem } from '../../errors.ts'
import { textProblems } from '../text.rules.ts'

/** What is known of the two people who are to be brought together. */
export interface Pair {
  studentId: string
  counselorId: string
  isSeeker: boolean
  isCounselor: boolean
}

/** Whether the one can have a counselor, the other can be one, and they are two. */
export function pairProblems({ studentId, counselorId, isSeeker, isCounselor }: Pair): Problem[] {
  const isOne = studentId.toLowerCase() === counselorId.toLowerCase()
  const message = 'Nobody is their own counselor.'
  return [
    ...(isSeeker ? [] : [problem('NOT_A_STUDENT', { path: ['studentId'] })]),
    ...(isCounselor ? [] : [problem('NOT_A_COUNSELOR', { path: ['counselorId'] })]),
    ...(isSeeker && isCounselor && isOne ? [problem('INVALID_INPUT', { path: ['counselorId'], message })] : [])
  ]
}

/** What is wrong with a session as far as it is given: it has to be over, and its note has to be one that can be kept. */
export function sessionProblems({ heldAt, note }: { heldAt?: string | null; note?: string | null }, now: string) {
  const message = 'A session is logged once it has been held.'
  const isAhead = heldAt != null && heldAt > now
  return [
    ...(isAhead ? [problem('INVALID_INPUT', { path: ['heldAt'], message })] : []),
    ...textProblems(note, ['note'], 4_000)
  ]
}
