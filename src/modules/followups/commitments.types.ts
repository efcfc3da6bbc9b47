import type { PageArgs } from '../../db/page.ts'
import type { Direction } from './followups.types.ts'

export type CommitmentStatus = 'OPEN' | 'REPORTED' | 'DROPPED'
export type CommitmentAction = 'UPDATE' | 'REPORT_BACK' | 'DROP'

export interface CommitmentRow {
  id: string
  studentId: string
  mentorId: string
  meetingId: string
  text: string
  dueOn: string
  /** When the due day is over, in the zone that the student had when it was said. */
  overdueAt: string
  status: CommitmentStatus
  remindedAt: string | null
  reportedBackAt: string | null
  reportNote: string | null
  dropReason: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface MakeCommitmentInput {
  meetingId: string
  text: string
  dueOn: string
}

interface ById {
  id: string
  expectedVersion?: number | null
}

export interface UpdateCommitmentInput extends ById {
  text?: string | null
  dueOn?: string | null
}

export interface ReportBackInput extends ById {
  note: string
}

export interface DropCommitmentInput extends ById {
  reason: string
}

export interface CommitmentFilter {
  status?: CommitmentStatus[] | null
  isOverdue?: boolean | null
  dueFrom?: string | null
  dueBefore?: string | null
  meetingId?: string | null
  studentId?: string | null
  mentorId?: string | null
}

export interface ListCommitmentsArgs extends PageArgs {
  filter?: CommitmentFilter | null
  orderBy?: { field: 'DUE_ON'; direction: Direction } | null
}

/** What has become of promises, counted. */
export interface CommitmentCounts {
  made: number
  kept: number
  keptOnTime: number
  dropped: number
  overdue: number
}

export interface CommitmentFigures extends CommitmentCounts {
  keptRate: number | null
  keptOnTimeRate: number | null
}
