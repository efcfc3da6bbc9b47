import type { PageArgs } from '../../db/page.ts'

export type GuidanceKind = 'DO' | 'DONT' | 'TIP'
export type GuidanceStage = 'PLANNING' | 'ASKING' | 'PREPARING' | 'MEETING' | 'FOLLOWING_UP'
export type GuidanceStatus = 'SHOWN' | 'HIDDEN' | 'RETIRED'
type InterviewType = 'CAREER_EXPLORATION' | 'COMPANY_INSIDER' | 'HIRING_MANAGER'

/** An item in the best language there is for whoever reads. */
export interface GuidanceRow {
  id: string
  kind: GuidanceKind
  stage: GuidanceStage
  interviewType: InterviewType | null
  origin: string
  rank: number
  status: GuidanceStatus
  text: string
  locale: string
  version: number
  createdAt: string
  updatedAt: string
}

/** What is kept of an item beside its texts. */
export type GuidanceItemRow = Omit<GuidanceRow, 'text' | 'locale'>

export interface GuidanceTextRow {
  itemId: string
  locale: string
  text: string
  /** Which wording of the campus in this language; 0 for the shipped one. */
  number: number
  authorId: string | null
  createdAt: string | null
}

export interface GuidanceFilter {
  stage?: GuidanceStage | null
  interviewType?: InterviewType | null
  kind?: GuidanceKind | null
  status?: GuidanceStatus[] | null
}

export type GuidanceOrderField = 'STAGE' | 'UPDATED_AT'

export interface GuidanceOrder {
  field: GuidanceOrderField
  direction: 'ASC' | 'DESC'
}

export interface ListGuidanceArgs extends PageArgs {
  filter?: GuidanceFilter | null
  orderBy?: GuidanceOrder | null
  locale?: string | null
}

export interface FindGuidanceArgs {
  id: string
  locale?: string | null
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

export interface AddGuidanceItemInput {
  kind: GuidanceKind
  stage: GuidanceStage
  interviewType?: InterviewType | null
  text: string
  locale?: string | null
}

export interface ReviseGuidanceItemInput extends ById {
  text: string
  locale: string
}
