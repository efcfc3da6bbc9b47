import type { PageArgs } from '../../db/page.ts'
import type { Direction } from './contacts.types.ts'

export interface TouchpointRow {
  id: string
  ownerId: string
  contactId: string | null
  mentorId: string | null
  kind: string
  occurredAt: string
  note: string | null
  version: number
  createdAt: string
  updatedAt: string
}

export interface LogTouchpointInput {
  contactId?: string | null
  mentorId?: string | null
  kind: string
  occurredAt?: string | null
  note?: string | null
}

export interface UpdateTouchpointInput {
  id: string
  kind?: string | null
  occurredAt?: string | null
  note?: string | null
  expectedVersion?: number | null
}

export interface TouchpointFilter {
  contactId?: string | null
  mentorId?: string | null
  kind?: string[] | null
  occurredFrom?: string | null
  occurredBefore?: string | null
}

export interface ListTouchpointsArgs extends PageArgs {
  filter?: TouchpointFilter | null
  orderBy?: { field: 'OCCURRED_AT'; direction: Direction } | null
}
