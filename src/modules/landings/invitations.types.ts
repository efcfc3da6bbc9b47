import type { PageArgs } from '../../db/page.ts'
import type { MentorProfileInput } from '../people/people.types.ts'

export type InvitationStatus = 'OPEN' | 'ACCEPTED' | 'DECLINED'

export interface InvitationRow {
  id: string
  personId: string
  landingId: string
  status: InvitationStatus
  answeredAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

interface ById {
  id: string
  expectedVersion?: number | null
}

export interface AcceptMentorInvitationInput extends Omit<MentorProfileInput, 'isPaused'>, ById {}
export type DeclineMentorInvitationInput = ById

export interface InvitationFilter {
  personId?: string | null
  status?: InvitationStatus | null
}

export interface ListInvitationsArgs extends PageArgs {
  filter?: InvitationFilter | null
  orderBy?: { field: 'CREATED_AT'; direction: 'ASC' | 'DESC' } | null
}
