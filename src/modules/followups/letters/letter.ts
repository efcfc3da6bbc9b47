import type { FollowUpKind } from '../followups.types.ts'

/** Who writes to whom. */
export interface Names {
  /** Given name and family name of the other person. */
  other: string
  own: string
}

/** What a mail can begin with. Its slots stand in brackets: what only the sender can say (S#24). */
export interface Letter {
  subject: string
  text: string
}

/** The letters of a language, and what stands below each. */
export type Letters = Readonly<Record<FollowUpKind, (names: Names) => Letter>> & {
  readonly why: (sender: string, campus: string) => string
  readonly unsubscribe: string
}
