import { type Problem, problem } from '../../errors.ts'
import type { InterviewType } from '../requests/requests.types.ts'
import type { StateMachine } from '../state-machine.ts'
import type { InstitutionPolicy } from '../tenants/institution-policy.ts'
import { requiredReadinessOf } from '../tenants/readiness-by-type.rules.ts'
import { textProblems } from '../text.rules.ts'
import type { RequestReviewInput, ReviewRow, ReviewStatus } from './reviews.types.ts'

export type ReviewAction = 'APPROVE' | 'RETURN' | 'WITHDRAW' | 'COMMENT'

/** Every move of a review. What is decided stays so: whoever has changed the subject asks for a new one. */
export const reviewMachine: StateMachine<ReviewStatus, ReviewAction> = Object.freeze({
  PENDING: {
    APPROVE: { to: 'APPROVED', by: ['COUNSELOR'] },
    RETURN: { to: 'RETURNED', by: ['COUNSELOR'] },
    WITHDRAW: { to: 'WITHDRAWN', by: ['STUDENT', 'SYSTEM'] },
    COMMENT: { to: 'PENDING', by: ['STUDENT', 'COUNSELOR'] }
  },
  APPROVED: { COMMENT: { to: 'APPROVED', by: ['STUDENT', 'COUNSELOR'] } },
  RETURNED: { COMMENT: { to: 'RETURNED', by: ['STUDENT', 'COUNSELOR'] } },
  WITHDRAWN: {}
})

/** Whether a move is possible for all that stands beside the state: what is sent, or put away, is not decided on. */
export const isPossible =
  ({ isReviewable }: { isReviewable: boolean }) =>
  (action: ReviewAction): boolean =>
    isReviewable || (action !== 'APPROVE' && action !== 'RETURN')

/** The counselors who have to do with a review: who was asked, who decided, and who has said something. */
export function participantsOf(
  { studentId, counselorId, decidedById }: Pick<ReviewRow, 'studentId' | 'counselorId' | 'decidedById'>,
  authors: readonly { authorId: string }[]
): string[] {
  const ids = new Set([counselorId, decidedById, ...authors.map(({ authorId }) => authorId)])
  return [...ids].filter((id) => id !== null && id !== studentId) as string[]
}

const messageMax = 2_000
const commentMax = 4_000

/** What is wrong with an ask for a review: its message, or a counselor who is none (S#34). */
export const requestProblems = ({ message, counselorId }: RequestReviewInput, isCounselor: boolean): Problem[] => [
  ...textProblems(message, ['message'], messageMax, 1),
  ...(counselorId != null && !isCounselor ? [problem('NOT_A_COUNSELOR', { path: ['counselorId'] })] : [])
]

/** What is wrong with a comment, where one is given. */
export const commentProblems = (text: string | null | undefined, field: 'comment' | 'text'): Problem[] =>
  textProblems(text, [field], commentMax, 1)

/** Whether the campus has requests of this type reviewed before they are sent: by a setting of its own, or as a part of readiness. */
export const isReviewRequired = (policy: InstitutionPolicy, type: InterviewType): boolean =>
  policy.requests.isReviewRequired || requiredReadinessOf(policy, type).includes('REVIEW')
