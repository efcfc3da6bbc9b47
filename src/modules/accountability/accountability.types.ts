import type { ById } from '../requests/requests.types.ts'

export type PairStatus = 'INVITED' | 'ACTIVE' | 'ENDED' | 'DECLINED'
export type Platform = 'PHONE' | 'TEXT' | 'CHAT' | 'VIDEO' | 'IN_PERSON' | 'OTHER'
export type Side = 'INVITER' | 'PARTNER'

export interface PairRow {
  id: string
  status: PairStatus
  inviterId: string
  partnerId: string | null
  partnerName: string | null
  partnerEmail: string | null
  platform: Platform
  platformNote: string | null
  inviterTimeZone: string
  partnerTimeZone: string | null
  /** What both have agreed to: null until the first agreement. */
  pact: string | null
  pactVersion: number | null
  pactAgreedAt: string | null
  /** What one of them proposes and the other has not agreed to yet. */
  proposedPact: string | null
  proposedPactVersion: number | null
  pactProposedBy: Side | null
  pactProposedAt: string | null
  partnerLinkId: string | null
  partnerLinkSha256: string | null
  partnerLinkExpiresAt: string | null
  acceptedAt: string | null
  endedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
  /** What the link is opened by: with the answer that made it, and nowhere else. */
  partnerLinkToken?: string
}

export interface OutsidePartnerInput {
  name: string
  email?: string | null
}

export interface InvitePartnerInput {
  personId?: string | null
  partner?: OutsidePartnerInput | null
  platform: Platform
  platformNote?: string | null
  pact: string
  timeZone?: string | null
}

export interface UpdatePairInput extends ById {
  platform?: Platform | null
  platformNote?: string | null
  timeZone?: string | null
}

export interface PactRead {
  pactVersion: number
  timeZone?: string | null
}

export interface AcceptInvitationInput extends PactRead, ById {}

export interface ProposePactInput extends ById {
  pact: string
}

export interface AcceptPactInput extends ById {
  pactVersion: number
}

export interface PairFilter {
  personId?: string | null
  status?: PairStatus[] | null
}

export type PairOrderField = 'CREATED_AT' | 'UPDATED_AT'

export interface ListOrder<Field> {
  field: Field
  direction: 'ASC' | 'DESC'
}

/** What there is of a pair to judge its progress by: local dates, in order. */
export interface PairDays {
  id: string
  inviterId: string
  partnerId: string | null
  inviterTimeZone: string
  partnerTimeZone: string | null
  inviterDoneOn: string[]
  partnerDoneOn: string[]
  /** The days of the last weeks on which either said what they would do. */
  intendedOn: string[]
}

export interface Streak {
  current: number
  longest: number
}

export interface PairHealth {
  days: number
  bothDoneDays: number
  rate: number
}

export interface PairProgress {
  health: PairHealth | null
  inviterStreak: Streak | null
  partnerStreak: Streak | null
}
