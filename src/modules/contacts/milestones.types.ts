import type { PageArgs } from '../../db/page.ts'
import type { Direction } from './contacts.types.ts'

export interface MilestoneRow {
  id: string
  mentorId: string
  title: string
  occurredOn: string
  url: string | null
  createdAt: string
}

export interface AddMilestoneInput {
  title: string
  occurredOn: string
  url?: string | null
}

export interface MilestoneFilter {
  mentorId?: string | null
  occurredFrom?: string | null
  occurredBefore?: string | null
}

export interface ListMilestonesArgs extends PageArgs {
  filter?: MilestoneFilter | null
  orderBy?: { field: 'OCCURRED_ON'; direction: Direction } | null
}
