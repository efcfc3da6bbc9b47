import type { ReadinessItemKind } from '../readiness/readiness.types.ts'

/** How long conversations of one type of interview last, where the campus treats it apart (S#28). */
export interface DurationMinutesOfType {
  type: 'CAREER_EXPLORATION' | 'COMPANY_INSIDER' | 'HIRING_MANAGER'
  min: number
  max: number
  default: number
}

/** What has to be prepared for conversations of one type of interview, in place of what the campus asks for otherwise. */
export interface RequiredReadinessOfType {
  type: DurationMinutesOfType['type']
  items: ReadinessItemKind[]
}

/** What a campus sets for itself; its numbers with a default from the sources where they agree (docs/field.md). */
export interface InstitutionPolicy {
  requests: {
    /** Minutes of a conversation: S1 says 15 to 30, S2 half an hour, S3 20 minutes to an hour (S#28). */
    durationMinutes: { min: number; max: number; default: number }
    /** The same for single types, where they differ; each type at most once. */
    durationMinutesByType: DurationMinutesOfType[]
    /** Days a mentor has to answer before the request expires. */
    replyWindowDays: number
    /** Characters that "why you" needs at least (S#15). */
    whyYouMinLength: number
    /** Requests of a student that may wait for an answer at a time. */
    openPerStudentMax: number
    /** Days after a no, or no answer, before the same student may ask the same mentor again. */
    cooldownDays: number
    /** Counter-proposals that a request may see, so that it comes to an end (S#27); our own number. */
    counterProposalsMax: number
    /** Other mentors to whom nearly the same text may go before a warning (S#15); our own number. */
    sameTextMentorsMax: number
    /** Whether a request that is there to learn and asks for a job is warned of (S#5). */
    isJobAskWarned: boolean
    /** Whether a counselor has to have approved a request as it is before it is sent. */
    isReviewRequired: boolean
    /** What has to be prepared before a request is sent, beside its own words (S#30). */
    requiredReadiness: ReadinessItemKind[]
    /** The same for single types, where they differ (S#54); each type at most once. */
    requiredReadinessByType: RequiredReadinessOfType[]
    /** Days before the end of a reply window at which whoever has to answer is reminded. */
    reminderOffsetsDays: number[]
  }
  questions: {
    /** Minutes of a conversation that a question takes up: the more of them, the less room for talk (S#44). */
    minutesPerQuestion: number
    /** Whether more questions than the time allows are refused, not only warned of. */
    isBudgetHard: boolean
  }
  mentors: {
    /** Open requests and meetings that a mentor takes at a time when they say nothing else. */
    defaultCapacity: number
  }
  mail: {
    /** Whom mails come from; the campus's name while it is empty. */
    fromName: string
    /** The address that mails come from; the service's own while it is empty. */
    fromAddress: string
    /** Where answers to mails go; nowhere of their own while it is empty. */
    replyTo: string
  }
  preparation: {
    /** Characters that a research note needs at least to count as done (S#37); our own number. */
    researchNoteMinLength: number
    /** Days that the link for a practice partner from outside stays open (S#47); our own number. */
    partnerLinkDays: number
  }
  plans: {
    /** Occupations that a plan aims at: S2 narrows to three (S#35). */
    targetOccupationsMax: number
    /** Whether more is refused; else it is only warned of. */
    isTargetLimitHard: boolean
  }
  followUps: {
    /** Minutes after the end of a conversation within which thanks are on time: S3 says two hours (S#64). */
    thankYouWindowMinutes: number
    /** Minutes before that at which the student is reminded; none while it is 0. Our own number. */
    thankYouReminderMinutes: number
    /** Days after that at which thanks count as missed; our own number. */
    thankYouMissedDays: number
  }
  resumes: {
    /** Days that a resume is shown to a mentor when the student names no other end (S#50); our own number. */
    shareDays: number
  }
  landings: {
    /** Days to tell those who helped where one has landed (S#70); our own number. */
    noticeDays: number
  }
  relationships: {
    /** Days without a meeting or a touchpoint after which a relationship is dormant (S#72); our own number. */
    dormantAfterDays: number
    /** Days after which somebody is due an update, where its owner has set no other number (S#68); our own number. */
    updateCadenceDays: number
  }
  accountability: {
    /** Pairs that somebody may have going at a time (S#75); our own number. */
    pairsMax: number
    /** Minutes after the end of a local day before what was not done is told of (S#77); our own number. */
    graceMinutes: number
    /** Days that the link for a partner from outside stays open; our own number. */
    linkDays: number
  }
  reports: {
    /** Figures of a person from fewer cases than this are not shown; our own number. */
    smallNumber: number
  }
  outcomes: {
    /** Names that a conversation should lead to: S2 says two or three (S#59). */
    referralGoal: number
  }
  api: {
    /** Whether every change needs an Idempotency-Key. */
    isIdempotencyKeyRequired: boolean
    /** Whether GraphQL runs registered documents only. */
    isTrustedDocumentRequired: boolean
  }
}

export const defaultInstitutionPolicy: InstitutionPolicy = {
  requests: {
    durationMinutes: { min: 15, max: 60, default: 30 },
    durationMinutesByType: [],
    replyWindowDays: 14,
    whyYouMinLength: 20,
    openPerStudentMax: 5,
    cooldownDays: 30,
    counterProposalsMax: 4,
    sameTextMentorsMax: 2,
    isJobAskWarned: true,
    isReviewRequired: false,
    requiredReadiness: [],
    requiredReadinessByType: [],
    reminderOffsetsDays: [7, 2]
  },
  questions: { minutesPerQuestion: 3, isBudgetHard: false },
  mentors: { defaultCapacity: 3 },
  mail: { fromName: '', fromAddress: '', replyTo: '' },
  preparation: { researchNoteMinLength: 40, partnerLinkDays: 14 },
  plans: { targetOccupationsMax: 3, isTargetLimitHard: true },
  followUps: { thankYouWindowMinutes: 120, thankYouReminderMinutes: 30, thankYouMissedDays: 7 },
  resumes: { shareDays: 30 },
  landings: { noticeDays: 14 },
  relationships: { dormantAfterDays: 180, updateCadenceDays: 60 },
  accountability: { pairsMax: 3, graceMinutes: 120, linkDays: 90 },
  reports: { smallNumber: 5 },
  outcomes: { referralGoal: 2 },
  api: { isIdempotencyKeyRequired: false, isTrustedDocumentRequired: false }
}

/** A policy as it is stored, with the defaults of what has been added since it was written. */
export const wholePolicy = (stored: InstitutionPolicy): InstitutionPolicy => filled(defaultInstitutionPolicy, stored)

function filled<Part extends object>(defaults: Part, stored: Partial<Part> | undefined): Part {
  const part = { ...defaults }
  for (const [key, value] of Object.entries(stored ?? {}) as [keyof Part, Part[keyof Part]][]) {
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value)
    part[key] = isSection ? (filled(defaults[key] as object, value) as Part[keyof Part]) : value
  }
  return part
}
