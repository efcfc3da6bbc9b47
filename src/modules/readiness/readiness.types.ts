export type ReadinessItemKind =
  | 'TARGET'
  | 'WHY_YOU'
  | 'TOPIC'
  | 'TIMES'
  | 'COUNSELING'
  | 'RESEARCH'
  | 'PITCH'
  | 'QUESTIONS'
  | 'MUST_ASK'
  | 'PRACTICE'

export interface ReadinessItem {
  kind: ReadinessItemKind
  isDone: boolean
  isRequired: boolean
}

/** How well a request is prepared. */
export interface Readiness {
  /** Whether everything that has to be done before sending is. */
  isReady: boolean
  percentComplete: number
  items: ReadinessItem[]
}

/** What was prepared for a request beside its own words. */
export interface ReadinessFacts {
  researchPercent: number
  hasPitch: boolean
  isPractised: boolean
  questionCount: number
  isMustAskPresent: boolean
  wasCounseled: boolean
}
