/** What a campus sets for itself; its numbers with a default from the sources where they agree (docs/field.md). */
export interface InstitutionPolicy {
  requests: {
    /** Minutes of a conversation: S1 says 15 to 30, S2 half an hour, S3 20 minutes to an hour (S#28). */
    durationMinutes: { min: number; max: number; default: number }
    /** Days a mentor has to answer before the request expires. */
    replyWindowDays: number
    /** Characters that "why you" needs at least (S#15). */
    whyYouMinLength: number
    /** Requests of a student that may wait for an answer at a time. */
    openPerStudentMax: number
    /** Days after a no, or no answer, before the same student may ask the same mentor again. */
    cooldownDays: number
    /** Days before the end of a reply window at which whoever has to answer is reminded. */
    reminderOffsetsDays: number[]
  }
  mentors: {
    /** Open requests and meetings that a mentor takes at a time when they say nothing else. */
    defaultCapacity: number
  }
  mail: {
    /** Whom mails come from; the campus's name while it is empty. */
    fromName: string
    /** Where answers to mails go; nowhere of their own while it is empty. */
    replyTo: string
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
    replyWindowDays: 14,
    whyYouMinLength: 20,
    openPerStudentMax: 5,
    cooldownDays: 30,
    reminderOffsetsDays: [7, 2]
  },
  mentors: { defaultCapacity: 3 },
  mail: { fromName: '', replyTo: '' },
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
