export type ReadinessItemKind =
  | 'TARGET'
  | 'WHY_YOU'
  | 'TOPIC'
  | 'DURATION'
  | 'TIMES'
  | 'COUNSELING'
  | 'RESEARCH'
  | 'PITCH'
  | 'QUESTIONS'
  | 'MUST_ASK'
  | 'PRACTICE'
  | 'REVIEW'

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
  /** Whether a counselor has approved the request as it is now. */
  isApproved: boolean
}
