import type { PageArgs } from '../../db/page.ts'

export interface CadenceRow {
  id: string
  ownerId: string
  contactId: string | null
  mentorId: string | null
  everyDays: number | null
  snoozedUntil: string | null
  version: number
  createdAt: string
  updatedAt: string
}

/** Whom a cadence is of: either a contact or the mentor of a relationship. */
export interface SubjectInput {
  contactId?: string | null
  relationshipId?: string | null
  expectedVersion?: number | null
}

export interface SetUpdateCadenceInput extends SubjectInput {
  everyDays?: number | null
}

export interface SnoozeUpdateInput extends SubjectInput {
  until?: string | null
}

/** A contact, a mentor, or a contact who is a mentor of the campus. */
export interface Subject {
  contactId: string | null
  mentorId: string | null
}

export interface DuePersonRow {
  /** The contact's id, or the relationship's where there is no contact: each person has one. */
  key: string
  ownerId: string
  name: string
  contactId: string | null
  relationshipId: string | null
  personId: string | null
  lastTouchAt: string | null
  everyDays: number
  dueAt: string
}

export interface ListDuePeopleArgs extends PageArgs {
  filter?: { dueUntil?: string | null } | null
  orderBy?: { field: 'DUE_AT'; direction: 'ASC' | 'DESC' } | null
}
