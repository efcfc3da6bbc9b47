import type { Channel } from '../requests/requests.types.ts'

export type MeetingStatus = 'SCHEDULED' | 'COMPLETED' | 'CANCELLED' | 'NO_SHOW'

export interface MeetingRow {
  id: string
  requestId: string
  studentId: string
  mentorId: string
  status: MeetingStatus
  startsAt: string
  durationMinutes: number
  channel: Channel
  location: string | null
  completedAt: string | null
  actualMinutes: number | null
  cancelledAt: string | null
  cancelledById: string | null
  cancelReason: string | null
  noShowPersonId: string | null
  version: number
  createdAt: string
  updatedAt: string
  /** Whether its outcome is logged: read along, because it decides what can still be done. */
  hasOutcome: boolean
  /** True where the student would like to be thought of and has the mentor told so (S#57); else null. */
  keepInMind: boolean | null
}

export type NewMeeting = Pick<
  MeetingRow,
  'requestId' | 'studentId' | 'mentorId' | 'startsAt' | 'durationMinutes' | 'channel' | 'location'
>

interface ById {
  id: string
  expectedVersion?: number | null
}

export interface CancelMeetingInput extends ById {
  reason?: string | null
}

export interface CompleteMeetingInput extends ById {
  actualMinutes?: number | null
}

export type MarkMeetingNoShowInput = ById

export interface MeetingFilter {
  status?: MeetingStatus[] | null
  studentId?: string | null
  mentorId?: string | null
  startsFrom?: string | null
  startsBefore?: string | null
}
