import type { ById } from '../requests/requests.types.ts'
import type { PairRow, Side } from './accountability.types.ts'

export type CheckInKind = 'INTENTION' | 'COMPLETION'
export type Reaction = 'CONGRATULATE' | 'CHEER' | 'THANKS'
export type SmallStepType =
  | 'RESEARCH_NOTE'
  | 'MEETING_REQUEST'
  | 'PITCH'
  | 'QUESTION_LIST'
  | 'MOCK_SESSION'
  | 'CONTACT'
  | 'EXPLORATION_PLAN'
  | 'RESUME'

export interface CheckInRow {
  id: string
  pairId: string
  side: Side
  kind: CheckInKind
  onDate: string
  text: string | null
  isDone: boolean | null
  isAutomatic: boolean
  linkedType: SmallStepType | null
  linkedId: string | null
  missedAt: string | null
  missedPact: string | null
  reaction: Reaction | null
  reactionText: string | null
  reactedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
  /** Who said it; null for a partner from outside. */
  personId: string | null
}

export interface SmallStep {
  type: SmallStepType
  id: string
}

/** What is said, whoever says it. */
export interface Said {
  kind: CheckInKind
  text?: string | null
  isDone?: boolean | null
  smallStep?: SmallStep | null
}

export interface LogCheckInInput extends Said {
  pairId: string
}

export interface ReactInput extends ById {
  reaction: Reaction
  text?: string | null
}

export interface CheckInFilter {
  pairId?: string | null
  side?: Side | null
  kind?: CheckInKind | null
  from?: string | null
  until?: string | null
  isMissed?: boolean | null
}

/** What was said of a day so far. */
export interface SaidOfDay {
  side: Side
  onDate: string
  kind: CheckInKind
}

/** An intention whose object was changed by its person on the day. */
export interface TouchedIntention extends Pick<PairRow, 'inviterId' | 'partnerId'> {
  id: string
  pairId: string
  side: Side
  onDate: string
  dayEndsAt: string
  linkedType: SmallStepType
  linkedId: string
}

/** An intention whose day is over. */
export interface DueIntention extends Pick<PairRow, 'inviterId' | 'partnerId' | 'status' | 'pact' | 'pactVersion'> {
  id: string
  pairId: string
  side: Side
  onDate: string
  isDone: boolean
}
