/** A row of contact_cards with the name of its person, and whether the reader is shown how to reach them. */
export interface CardRow {
  id: string
  personId: string
  displayName: string | null
  title: string | null
  organization: string | null
  phone: string | null
  email: string | null
  url: string | null
  note: string | null
  version: number
  createdAt: string
  updatedAt: string
  givenName: string
  familyName: string
  isShared: boolean
}

/** A card as its reader sees it, with a name on it in any case. */
export type ContactCard = CardRow & { displayName: string }

export interface CardFields {
  displayName?: string | null
  title?: string | null
  organization?: string | null
  phone?: string | null
  email?: string | null
  url?: string | null
  note?: string | null
}

export interface SaveContactCardInput extends CardFields {
  personId: string
  expectedVersion?: number | null
}

export interface ExchangeRow {
  id: string
  meetingId: string
  studentId: string
  mentorId: string
  studentConsentedAt: string | null
  mentorConsentedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface ExchangeCardsInput {
  meetingId: string
  expectedVersion?: number | null
}

/** What of a meeting decides whether cards are exchanged at it. */
export interface MetAt {
  id: string
  studentId: string
  mentorId: string
  status: string
  startsAt: string
}
