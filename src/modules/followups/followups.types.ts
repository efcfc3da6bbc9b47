import type { PageArgs } from '../../db/page.ts'

export type FollowUpKind = 'THANK_YOU' | 'UPDATE' | 'LANDING_NOTICE'
export type FollowUpStatus = 'PENDING' | 'DONE_ON_TIME' | 'DONE_LATE' | 'MISSED' | 'WAIVED'
export type FollowUpChannel = 'MAIL' | 'ELSEWHERE'
export type FollowUpAction = 'COMPLETE' | 'SEND' | 'WAIVE'

/** What a conversation says of its end. */
export interface MeetingTimes {
  startsAt: string
  durationMinutes: number
  actualMinutes: number | null
  completedAt: string | null
}

export interface FollowUpRow {
  id: string
  ownerId: string
  personId: string | null
  contactId: string | null
  kind: FollowUpKind
  meetingId: string | null
  landingId: string | null
  status: FollowUpStatus
  dueAt: string
  remindedAt: string | null
  doneAt: string | null
  channel: FollowUpChannel | null
  waiveCause: 'OWNER' | 'OBSOLETE' | null
  waiveReason: string | null
  version: number
  createdAt: string
  updatedAt: string
  /** The mail that it was done by; not there in what a change gives back, and null where there is none. */
  mailSubject?: string | null
  mailText?: string | null
  mailState?: MailState | null
  mailSettledAt?: string | null
}

export type MailState = 'PENDING' | 'SENT' | 'FAILED' | 'SUPPRESSED'

interface ById {
  id: string
  expectedVersion?: number | null
}

export interface CompleteFollowUpInput extends ById {
  channel?: FollowUpChannel | null
  doneAt?: string | null
}

export interface SendFollowUpInput extends ById {
  subject: string
  text: string
}

export interface WaiveFollowUpInput extends ById {
  reason: string
}

export interface FollowUpFilter {
  kind?: FollowUpKind[] | null
  status?: FollowUpStatus[] | null
  isOverdue?: boolean | null
  dueFrom?: string | null
  dueBefore?: string | null
  ownerId?: string | null
  personId?: string | null
}

export type Direction = 'ASC' | 'DESC'

export interface ListFollowUpsArgs extends PageArgs {
  filter?: FollowUpFilter | null
  orderBy?: { field: 'DUE_AT'; direction: Direction } | null
}
