export type PlanStatus = 'ACTIVE' | 'ARCHIVED'

/** An occupation that a plan aims at or has aimed at. */
export interface TargetRow {
  id: string
  occupationCode: string
  rank: number
  reason: string | null
  addedAt: string
  droppedAt: string | null
  dropReason: string | null
}

/** A plan with its targets at present, by rank. */
export interface PlanRow {
  id: string
  studentId: string
  status: PlanStatus
  goal: string | null
  targetOccupations: TargetRow[]
  /** How many targets the campus advises, as of now. */
  targetsMax: number
  archivedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export type PlanOrderField = 'CREATED_AT' | 'UPDATED_AT'

export interface PlanFilter {
  status?: PlanStatus[] | null
  studentId?: string | null
  counselorId?: string | null
  occupation?: string | null
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

export interface StartExplorationPlanInput {
  goal?: string | null
  targetOccupations?: string[] | null
}

export interface UpdateExplorationPlanInput extends ById {
  goal?: string | null
  targetOrder?: string[] | null
}

export interface TargetInput extends ById {
  occupation: string
  reason?: string | null
}

export interface SwapTargetInput extends ById {
  drop: string
  add: string
  reason?: string | null
}

/** How far the conversations about a target have come. */
export interface TargetCoverage {
  occupationCode: string
  levelsReached: string[]
  levelsMissing: string[]
}

export interface PlanWarning {
  code: 'TOO_MANY_TARGETS'
  message: string
}
