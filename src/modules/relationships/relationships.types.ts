import type { PageArgs } from '../../db/page.ts'

export type Stage = 'CONTACT' | 'INTERVIEWED' | 'ONGOING' | 'MENTORSHIP' | 'DORMANT' | 'ENDED'

/** Why a stage was come to. */
export type StageCause =
  | 'REQUEST_ACCEPTED'
  | 'MEETING_COMPLETED'
  | 'STAYED_IN_TOUCH'
  | 'MENTORSHIP_AGREED'
  | 'SILENCE'
  | 'ENDED_BY_ONE'

export type ProposalStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN' | 'LAPSED'

export type RelationshipAction =
  | 'PROPOSE_MENTORSHIP'
  | 'ACCEPT_MENTORSHIP'
  | 'DECLINE_MENTORSHIP'
  | 'WITHDRAW_MENTORSHIP_PROPOSAL'
  | 'END'

export interface RelationshipRow {
  id: string
  seekerId: string
  mentorId: string
  stage: Stage
  stageSince: string
  openedAt: string
  lastContactAt: string
  /** The stage that a dormant one wakes up in; of any other its stage. */
  awakeStage: Stage
  /** Who proposes a mentorship that waits for an answer; null when none does. */
  openProposalById: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface StageRow {
  relationshipId: string
  stage: Stage
  cause: StageCause
  since: string
  until: string | null
}

export interface ProposalRow {
  id: string
  relationshipId: string
  proposedById: string
  message: string | null
  status: ProposalStatus
  proposedAt: string
  settledAt: string | null
}

export type Direction = 'ASC' | 'DESC'
export type RelationshipOrderField = 'STAGE_SINCE' | 'OPENED_AT'

export interface RelationshipFilter {
  stage?: Stage[] | null
  seekerId?: string | null
  mentorId?: string | null
}

export interface ListRelationshipsArgs extends PageArgs {
  filter?: RelationshipFilter | null
  orderBy?: { field: RelationshipOrderField; direction: Direction } | null
}

/** A move of one of the two. */
export interface MoveInput {
  id: string
  expectedVersion?: number | null
}

export interface ProposeMentorshipInput extends MoveInput {
  message?: string | null
}

export interface EndRelationshipInput extends MoveInput {
  reason?: string | null
}
