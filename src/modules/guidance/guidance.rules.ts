import { type Problem, refuse } from '../../errors.ts'
import { allowedActions, move, type Party, type StateMachine } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import type { GuidanceItemRow, GuidanceStage, GuidanceStatus } from './guidance.types.ts'

export type GuidanceAction = 'REVISE' | 'HIDE' | 'SHOW' | 'RETIRE'

/** Every move of an item. What is retired stays so, for whoever has its id. */
export const guidanceMachine: StateMachine<GuidanceStatus, GuidanceAction> = Object.freeze({
  SHOWN: {
    REVISE: { to: 'SHOWN', by: ['COUNSELOR'] },
    HIDE: { to: 'HIDDEN', by: ['COUNSELOR'] },
    RETIRE: { to: 'RETIRED', by: ['COUNSELOR'] }
  },
  HIDDEN: {
    REVISE: { to: 'HIDDEN', by: ['COUNSELOR'] },
    SHOW: { to: 'SHOWN', by: ['COUNSELOR'] },
    RETIRE: { to: 'RETIRED', by: ['COUNSELOR'] }
  },
  RETIRED: {}
})

type Item = Pick<GuidanceItemRow, 'status' | 'origin'>

/** The moves that these parties may make with an item. What was shipped can be hidden, but is not a campus's to retire. */
export const guidanceActions = ({ status, origin }: Item, parties: readonly Party[]): GuidanceAction[] =>
  allowedActions(guidanceMachine, status, parties).filter((action) => action !== 'RETIRE' || origin === 'CAMPUS')

/** The state that a move leads to. Throws FORBIDDEN, INVALID_TRANSITION. */
export function moveGuidance(item: Item, action: GuidanceAction, parties: readonly Party[]): GuidanceStatus {
  const to = move(guidanceMachine, item.status, action, parties)
  const allowed = guidanceActions(item, parties)
  if (allowed.includes(action)) return to
  throw refuse('INVALID_TRANSITION', { message: 'What is shipped can be hidden, not retired.', allowed })
}

/** The stages of a conversation in their order (S#53). */
export const stages: readonly GuidanceStage[] = ['PLANNING', 'ASKING', 'PREPARING', 'MEETING', 'FOLLOWING_UP']

/** A campus's own items come after the shipped ones of their stage. */
export const ownRank = 1_000

const textMax = 1_000

/** What is wrong with a wording: none, or longer than anybody reads as advice. */
export const guidanceTextProblems = (text: string): Problem[] => textProblems(text, ['text'], textMax, 1)
