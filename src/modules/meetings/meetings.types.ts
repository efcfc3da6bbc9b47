import type { Channel, ReferralInput } from '../requests/requests.types.ts'

export type MeetingStatus = 'SCHEDULED' | 'COMPLETED' | 'CANCELLED' | 'NO_SHOW'
export type FitVerdict = 'FITS' | 'UNSURE' | 'DOES_NOT_FIT'

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
}

export interface OutcomeRow {
  id: string
  meetingId: string
  studentId: string
  mentorId: string
  fitVerdict: FitVerdict
  learned: string
  nextSteps: string[]
  /** What is needed for the work (S#8). */
  qualificationsLearned: string[]
  /** O*NET-SOC codes of careers that were unknown before (S#7). */
  careersDiscovered: string[]
  confidenceBefore: number | null
  confidenceAfter: number | null
  version: number
  loggedAt: string
  updatedAt: string
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

export interface OutcomeFields {
  fitVerdict?: FitVerdict | null
  learned?: string | null
  nextSteps?: string[] | null
  qualificationsLearned?: string[] | null
  careersDiscovered?: string[] | null
  confidenceBefore?: number | null
  confidenceAfter?: number | null
}

export interface LogOutcomeInput extends OutcomeFields {
  meetingId: string
  fitVerdict: FitVerdict
  learned: string
  referrals?: ReferralInput[] | null
}

export interface UpdateOutcomeInput extends OutcomeFields, ById {
  addReferrals?: ReferralInput[] | null
}

export interface MeetingFilter {
  status?: MeetingStatus[] | null
  studentId?: string | null
  mentorId?: string | null
  startsFrom?: string | null
  startsBefore?: string | null
}

export interface OutcomeFilter {
  fitVerdict?: FitVerdict[] | null
  studentId?: string | null
  mentorId?: string | null
  loggedFrom?: string | null
  loggedBefore?: string | null
}
