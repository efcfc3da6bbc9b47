import type { Channel } from './requests.types.ts'

/** When, by which technology and for how long two people could talk. */
export interface Terms {
  proposedTimes: string[]
  channel: Channel
  durationMinutes: number
}

export interface CounterProposalRow extends Terms {
  id: string
  requestId: string
  ordinal: number
  proposedById: string
  status: 'OPEN' | 'SUPERSEDED' | 'ACCEPTED' | 'CLOSED'
  note: string | null
  createdAt: string
  acceptedAt: string | null
}

/** Other terms; what is left out stays as it stands. The id and the version are the request's. */
export interface CounterProposeInput {
  id: string
  proposedTimes?: string[] | null
  channel?: Channel | null
  durationMinutes?: number | null
  note?: string | null
  expectedVersion?: number | null
}

/** The id is the counter-proposal's, the version the request's. */
export interface AcceptCounterProposalInput {
  id: string
  startsAt: string
  location?: string | null
  expectedVersion?: number | null
}
