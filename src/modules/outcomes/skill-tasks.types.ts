export type SkillTaskStatus = 'OPEN' | 'DONE' | 'DROPPED'

export interface SkillTaskRow {
  id: string
  outcomeId: string
  studentId: string
  name: string
  dueOn: string | null
  status: SkillTaskStatus
  closedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface SkillTaskFilter {
  studentId?: string | null
  status?: SkillTaskStatus[] | null
  dueBefore?: string | null
}

export interface SkillTaskById {
  id: string
  expectedVersion?: number | null
}

export interface UpdateSkillTaskInput extends SkillTaskById {
  name?: string | null
  dueOn?: string | null
}

export interface CompetencyDelta {
  competency: string
  count: number
  before: number | null
  after: number | null
  delta: number | null
}

export interface CompetencyDeltas {
  studentId: string
  deltas: CompetencyDelta[]
}
