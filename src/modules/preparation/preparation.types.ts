import type { ById } from '../requests/requests.types.ts'

export const researchKinds = ['FIELD', 'ORGANIZATION', 'COMPETITORS', 'PERSON'] as const
export type ResearchKind = (typeof researchKinds)[number]

export interface ResearchSource {
  title: string | null
  url: string
}

export interface ResearchNoteRow {
  id: string
  studentId: string
  kind: ResearchKind
  requestId: string | null
  occupationCode: string | null
  organization: string | null
  text: string
  sources: ResearchSource[]
  version: number
  createdAt: string
  updatedAt: string
}

export interface SaveResearchNoteInput {
  kind: ResearchKind
  requestId?: string | null
  occupation?: string | null
  organization?: string | null
  text: string
  sources?: { title?: string | null; url: string }[] | null
  expectedVersion?: number | null
}

export interface CopyResearchNoteInput {
  id: string
  requestId: string
}

/** One subject of the homework for a request. */
export interface ResearchItem {
  kind: ResearchKind
  isDone: boolean
  note: ResearchNoteRow | null
}

export interface ResearchChecklist {
  items: ResearchItem[]
  percentComplete: number
}

export interface ResearchNoteFilter {
  studentId?: string | null
  requestId?: string | null
  kind?: ResearchKind[] | null
}

export interface PitchRow {
  id: string
  studentId: string
  title: string
  /** Of the present text. */
  number: number
  text: string
  /** When it was said in mock sessions, latest first (S#26). */
  practisedAt: string[]
  archivedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface PitchVersionRow {
  id: string
  pitchId: string
  number: number
  text: string
  createdAt: string
}

export interface CreatePitchInput {
  title: string
  text: string
}

export interface RevisePitchInput extends ById {
  title?: string | null
  text: string
}

export interface AttachPitchInput extends ById {
  pitchId: string
}

export interface PitchFilter {
  studentId?: string | null
  isArchived?: boolean | null
}

/** What an order of notes or pitches goes by. */
export type ByChange = 'CREATED_AT' | 'UPDATED_AT'
