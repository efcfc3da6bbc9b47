import { type Problem, problem } from '../../errors.ts'
import { emailProblems } from '../people/value.rules.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type {
  MockFeedbackInput,
  MockSessionRow,
  MockSessionStatus,
  PlanMockSessionInput,
  RecordMockSessionInput
} from './practice.types.ts'

export type MockSessionAction = 'UPDATE' | 'RECORD' | 'CANCEL' | 'INVITE' | 'REVOKE' | 'GIVE_FEEDBACK'

/** Every move of a session. Feedback does not wait for the student to say that it was held; what was called off stays so. */
export const sessionMachine: StateMachine<MockSessionStatus, MockSessionAction> = Object.freeze({
  PLANNED: {
    UPDATE: { to: 'PLANNED', by: ['STUDENT'] },
    RECORD: { to: 'HELD', by: ['STUDENT'] },
    CANCEL: { to: 'CANCELLED', by: ['STUDENT', 'PARTNER', 'ADMIN'] },
    INVITE: { to: 'PLANNED', by: ['STUDENT'] },
    REVOKE: { to: 'PLANNED', by: ['STUDENT', 'ADMIN'] },
    GIVE_FEEDBACK: { to: 'PLANNED', by: ['PARTNER'] }
  },
  HELD: {
    RECORD: { to: 'HELD', by: ['STUDENT'] },
    INVITE: { to: 'HELD', by: ['STUDENT'] },
    REVOKE: { to: 'HELD', by: ['STUDENT', 'ADMIN'] },
    GIVE_FEEDBACK: { to: 'HELD', by: ['PARTNER'] }
  },
  CANCELLED: {}
})

const invalid = (field: string, message: string): Problem => problem('INVALID_INPUT', { path: [field], message })

/** What is wrong with a partner: there is exactly one, of the campus or from outside (S#10, S#47). */
export function partnerProblems({ partnerId, partnerName, partnerEmail }: PlanMockSessionInput): Problem[] {
  if ((partnerId == null) === (partnerName == null))
    return [invalid('partnerId', 'Name one partner: partnerId, or partnerName for somebody from outside.')]
  if (partnerId != null && partnerEmail != null)
    return [invalid('partnerEmail', 'Only a partner from outside is given an address.')]
  return [...textProblems(partnerName, ['partnerName'], 200, 1), ...emailProblems(partnerEmail, ['partnerEmail'])]
}

const ratingProblems = (value: number | null | undefined, field: string): Problem[] =>
  value == null || (value >= 1 && value <= 5) ? [] : [invalid(field, 'The number has to be from 1 to 5.')]

/** What is wrong with how a session went, as its student says it. */
export const recordProblems = (input: RecordMockSessionInput, now: string): Problem[] => [
  ...(input.heldAt > now ? [invalid('heldAt', 'The session can not have been held in the future.')] : []),
  ...ratingProblems(input.selfRating, 'selfRating'),
  ...textProblems(input.selfReflection, ['selfReflection'], 4_000)
]

/** What is wrong with a partner's feedback. */
export const feedbackProblems = ({ rating, strengths, improvements }: MockFeedbackInput): Problem[] => [
  ...ratingProblems(rating, 'rating'),
  ...textProblems(strengths, ['strengths'], 2_000),
  ...textProblems(improvements, ['improvements'], 2_000)
]

/** Whether the link of a session can still be used: once, in time, and not for what was called off. */
export const isLinkOpen = (session: MockSessionRow, now: string): boolean =>
  session.partnerLinkId !== null &&
  session.partnerLinkUsedAt === null &&
  (session.partnerLinkExpiresAt ?? '') > now &&
  session.status !== 'CANCELLED'
