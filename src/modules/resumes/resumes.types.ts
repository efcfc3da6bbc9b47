export type ShareStatus = 'IN_FORCE' | 'EXPIRED' | 'REVOKED'

export interface ResumeRow {
  id: string
  studentId: string
  title: string
  versionCount: number
  archivedAt: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface VersionRow {
  id: string
  number: number
  label: string
  /** Null for the mentor, who is led to the file without being told where it is. */
  url: string | null
  fileName: string
  sha256: string | null
  note: string | null
  createdAt: string
}

/** A share with the version that it shows, as its reader may read it. */
export interface ShareRow {
  id: string
  requestId: string
  resumeId: string | null
  resumeVersion: VersionRow
  studentId: string
  mentorId: string
  expiresAt: string
  revokedAt: string | null
  openedAt: string | null
  openingCount: number
  version: number
  createdAt: string
  updatedAt: string
}

export interface OpeningRow {
  id: string
  shareId: string
  openedById: string
  openedAt: string
}

/** A share of which only what ends it is at hand. */
export type OpenShare = Pick<ShareRow, 'id' | 'requestId' | 'studentId' | 'mentorId' | 'version'>

export interface VersionFields {
  label: string
  url: string
  fileName: string
  sha256?: string | null
  note?: string | null
}

export interface CreateResumeInput extends VersionFields {
  title: string
}

export interface ById {
  id: string
  expectedVersion?: number | null
}

export interface AddResumeVersionInput extends VersionFields, ById {}

export interface ShareResumeInput {
  requestId: string
  resumeVersionId: string
  expiresAt?: string | null
}

export interface ResumeFilter {
  studentId?: string | null
  isArchived?: boolean | null
}

export interface ShareFilter {
  studentId?: string | null
  mentorId?: string | null
  requestId?: string | null
  resumeId?: string | null
  status?: ShareStatus | null
}

export interface OpeningFilter {
  studentId?: string | null
  shareId?: string | null
  openedFrom?: string | null
  openedBefore?: string | null
}

export interface OrderBy<Field> {
  field: Field
  direction: 'ASC' | 'DESC'
}

/** What a request says of who may be shown a resume with it. */
export interface AskedRequest {
  id: string
  studentId: string
  mentorId: string
  status: string
  sentAt: string | null
  /** Null while there is no meeting. */
  meetingStatus: string | null
}
