import type { NotificationKind } from './kinds.ts'

export type { NotificationKind }

/** An event on its way to those whom it concerns. */
export interface OutboxRow {
  id: string
  type: string
  subjectType: string
  subjectId: string
  /** Who did it; null for the worker. */
  actorId: string | null
  payload: Readonly<Record<string, unknown>>
}

/** What the words of a notification are made of. */
export interface Facts {
  kind: NotificationKind
  aboutName: string | null
  /** The instant that it is about: when an answer is due, or when a conversation begins. */
  at: string | null
  locale: string
  timeZone: string
}

export type DeliveryState = 'PENDING' | 'SENT' | 'FAILED' | 'SUPPRESSED'

export interface NotificationRow extends Facts {
  id: string
  subjectType: string
  subjectId: string
  aboutPersonId: string | null
  readAt: string | null
  createdAt: string
  mailState: DeliveryState | null
  mailReason: string | null
  mailAttempts: number | null
  mailSettledAt: string | null
}

export interface NotificationFilter {
  isRead?: boolean | null
  kind?: NotificationKind[] | null
}

export interface MarkNotificationsReadInput {
  ids?: string[] | null
  before?: string | null
}
