import type { Problem } from '../../errors.ts'
import type { StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type { RelationshipAction, RelationshipRow, Stage } from './relationships.types.ts'

const both = ['STUDENT', 'MENTOR'] as const

const end = { to: 'ENDED', by: both } as const
const answers = (stage: Stage) => ({
  PROPOSE_MENTORSHIP: { to: stage, by: both },
  ACCEPT_MENTORSHIP: { to: 'MENTORSHIP' as const, by: both },
  DECLINE_MENTORSHIP: { to: stage, by: both },
  WITHDRAW_MENTORSHIP_PROPOSAL: { to: stage, by: both }
})

/** Every move that one of the two makes (S#72): mentorship takes both, an end takes one. */
export const relationshipMachine: StateMachine<Stage, RelationshipAction> = Object.freeze({
  CONTACT: { END: end },
  INTERVIEWED: { ...answers('INTERVIEWED'), END: end },
  ONGOING: { ...answers('ONGOING'), END: end },
  DORMANT: { ...answers('DORMANT'), END: end },
  MENTORSHIP: { END: end },
  ENDED: {}
})

// Out of these a mentorship may come: the two have met, and have none yet.
const grows: readonly Stage[] = ['INTERVIEWED', 'ONGOING']

type Standing = Pick<RelationshipRow, 'openProposalById' | 'awakeStage'>

/**
 * Whether more than the stage stands against an action of somebody: there is one open proposal at a time, which is
 * answered by the other one and taken back by whoever made it, and only those who have met and have no mentorship propose one.
 */
export const isPossible =
  ({ openProposalById, awakeStage }: Standing, actorId: string | null) =>
  (action: RelationshipAction): boolean => {
    if (action === 'END') return true
    if (action === 'PROPOSE_MENTORSHIP') return openProposalById === null && grows.includes(awakeStage)
    if (openProposalById === null) return false
    return (action === 'WITHDRAW_MENTORSHIP_PROPOSAL') === (openProposalById === actorId)
  }

const messageMax = 2_000
const reasonMax = 500

/** What is wrong with what is said in a proposal. */
export const messageProblems = (message: string | null | undefined): Problem[] =>
  textProblems(message, ['message'], messageMax)

/** What is wrong with the reason for an end; none has to be given. */
export const reasonProblems = (reason: string | null | undefined): Problem[] =>
  textProblems(reason, ['reason'], reasonMax)
