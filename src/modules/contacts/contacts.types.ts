import type { PageArgs } from '../../db/page.ts'
import type { Problem } from '../../errors.ts'

export type ContactKind = 'EXISTING' | 'TARGET'
export type ConnectionState = 'NONE' | 'REQUESTED' | 'CONNECTED'
export type ContactFormat = 'CSV' | 'VCARD'
export type ImportResult = 'CREATED' | 'UPDATED' | 'UNCHANGED' | 'INVALID'

/** What a contact says, as its columns have it. */
export interface ContactValues {
  givenName: string | null
  familyName: string | null
  organization: string | null
  title: string | null
  email: string | null
  phone: string | null
  profileUrl: string | null
  kind: string
  source: string
  personId: string | null
  introducedById: string | null
  occupationCode: string | null
  whatIsUnique: string | null
  notes: string | null
  connectionState: string
  isArchived: boolean
}

export interface ContactRow extends ContactValues {
  id: string
  ownerId: string
  uid: string
  version: number
  createdAt: string
  updatedAt: string
}

/** A contact of a list, with the UID of whoever introduced it: files know contacts by it. */
export type ListedContactRow = ContactRow & { introducedByUid: string | null }

/** The fields of a contact that can be given. Undefined leaves them as they are, null empties. */
export interface ContactFields {
  givenName?: string | null
  familyName?: string | null
  organization?: string | null
  title?: string | null
  email?: string | null
  phone?: string | null
  profileUrl?: string | null
  kind?: string | null
  source?: string | null
  personId?: string | null
  introducedById?: string | null
  occupation?: string | null
  whatIsUnique?: string | null
  notes?: string | null
  connectionState?: string | null
  isArchived?: boolean | null
}

export interface CreateContactInput extends ContactFields {
  kind: string
  source: string
}

export interface UpdateContactInput extends ContactFields {
  id: string
  expectedVersion?: number | null
}

export interface ImportContactsInput {
  format: ContactFormat
  content: string
  isDryRun?: boolean | null
}

/** A contact as a file has it. `introducedById` is the UID or the id by which the file names the introducer. */
export interface FileContact {
  /** From 1 on. */
  line: number
  uid: string | null
  /** The id that the file knows the contact by, so that others of the file can name it. */
  fileId: string | null
  fields: ContactFields
  problems: Problem[]
}

export interface ImportedContact {
  line: number
  name: string | null
  result: ImportResult
  contactId: string | null
  problems: Problem[]
}

export interface ContactFilter {
  text?: string | null
  kind?: string | null
  source?: string[] | null
  connectionState?: string | null
  introducedById?: string | null
  personId?: string | null
  isArchived?: boolean | null
}

export type ContactOrderField = 'NAME' | 'CREATED_AT' | 'UPDATED_AT'
export type Direction = 'ASC' | 'DESC'

export interface ListContactsArgs extends PageArgs {
  filter?: ContactFilter | null
  orderBy?: { field: ContactOrderField; direction: Direction } | null
}

export interface ContactCounts {
  existing: number
  target: number
}
