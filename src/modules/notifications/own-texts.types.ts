import type { PageArgs } from '../../db/page.ts'
import type { NotificationKind } from './kinds.ts'

/** What is said of a kind in one language, with placeholders. */
export interface TextTemplate {
  kind: NotificationKind
  locale: string
  title: string
  text: string
}

export interface NotificationTextRow extends TextTemplate {
  /** Whether the campus says it so, or the words are the shipped ones. */
  isOwn: boolean
  version: number
  updatedAt: string | null
}

export interface NotificationTextFilter {
  kind?: NotificationKind[] | null
  locale?: string | null
  isOwn?: boolean | null
}

export interface ListNotificationTextsArgs extends PageArgs {
  filter?: NotificationTextFilter | null
}

export interface ResetNotificationTextInput {
  kind: NotificationKind
  locale: string
  expectedVersion?: number | null
}

export interface SetNotificationTextInput extends ResetNotificationTextInput {
  title: string
  text: string
}
