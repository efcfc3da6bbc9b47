/** A counselor who is there for a student, from when to when. */
export interface AssignmentRow {
  id: string
  studentId: string
  counselorId: string
  since: string
  until: string | null
  version: number
  updatedAt: string
}

/** A talk of a student with a counselor. */
export interface SessionRow {
  id: string
  studentId: string
  counselorId: string
  planId: string | null
  heldAt: string
  note: string | null
  loggedById: string
  version: number
  createdAt: string
  updatedAt: string
}

export interface AssignmentFilter {
  studentId?: string | null
  counselorId?: string | null
  isCurrent?: boolean | null
}

export interface SessionFilter {
  studentId?: string | null
  counselorId?: string | null
  planId?: string | null
  heldFrom?: string | null
  heldBefore?: string | null
}

interface TwoPeople {
  studentId: string
  counselorId: string
}

export type AssignCounselorInput = TwoPeople

export interface EndCounselorAssignmentInput {
  id: string
  expectedVersion?: number | null
}

export interface LogCounselingSessionInput extends TwoPeople {
  heldAt: string
  note?: string | null
}

export interface UpdateCounselingSessionInput {
  id: string
  heldAt?: string | null
  note?: string | null
  expectedVersion?: number | null
}
