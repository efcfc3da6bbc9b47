import type { RequestStatus } from '../requests/requests.types.ts'
import type { NotificationKind } from './kinds.ts'
import type { Preferences } from './preferences.rules.ts'

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
  /** Who counsels the student of the event. */
  counselorIds: readonly string[]
}

/** What the words of a notification are made of. */
export interface Facts {
  kind: NotificationKind
  aboutName: string | null
  /** The instant that it is about: when an answer is due, or when a conversation begins. */
  at: string | null
  /** In which part somebody did it: STUDENT, MENTOR or ADMIN; null where the event does not say. */
  by: string | null
  /** The campus's own words, with placeholders; null where it has none. */
  ownTitle: string | null
  ownText: string | null
  /** What the two of a pair agreed on, where it is about a day that one of them missed. */
  pact: string | null
  /** Whether the person it is about is the recipient. */
  isOwn: boolean
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

export type DeliveryReason = 'OPTED_OUT' | 'NO_ADDRESS' | 'INACTIVE' | 'MAIL_OFF' | 'REFUSED' | 'GIVEN_UP' | 'OUTDATED'

/** A delivery whose time has come, with its recipient and what they want as of now. */
export interface DueDelivery extends Facts, Preferences {
  id: string
  attempts: number
  recipientId: string
  recipientName: string
  email: string | null
  isActive: boolean
  createdAt: string
  /** Where the request or the review stands that it is about; null where it is about neither. */
  requestStatus: RequestStatus | null
  counteredBy: 'STUDENT' | 'MENTOR' | null
  isStudent: boolean | null
  reviewStatus: string | null
}
