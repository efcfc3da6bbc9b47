import type { FeedbackInput, FeedbackRow, OutcomeFields, OutcomeRow } from './outcomes.types.ts'

// Objects are made anew: a door's own may have more about them than their fields, and are compared with stored ones.
const listsOf = ({ fitVerdicts, purposesMet, observations, competencies }: OutcomeFields): Partial<OutcomeRow> => ({
  fitVerdicts: fitVerdicts?.map(({ occupation, verdict }) => ({ occupation, verdict })),
  purposesMet: purposesMet?.map(({ purpose, met }) => ({ purpose, met })),
  observations: observations?.map(({ tag, text, isShared }) => ({ tag, text, isShared: isShared ?? false })),
  competencies: competencies?.map(({ competency, before, after }) => ({ competency, before, after }))
})

function closingOf({ closing }: OutcomeFields): Partial<OutcomeRow> {
  if (closing === undefined) return {}
  const { hasThanked = null, interestLevel = null, keepInMind = null, isKeepInMindShared } = closing ?? {}
  return { hasThanked, interestLevel, keepInMind, isKeepInMindShared: isKeepInMindShared ?? false }
}

/**
 * The columns of an outcome as far as they are given. A verdict, a sentence and lists are never emptied by null; the two
 * confidences and the closing may be.
 */
export const columnsOf = (fields: OutcomeFields): Partial<OutcomeRow> => ({
  fitVerdict: fields.fitVerdict ?? undefined,
  learned: fields.learned ?? undefined,
  nextSteps: fields.nextSteps ?? undefined,
  qualificationsLearned: fields.qualificationsLearned ?? undefined,
  careersDiscovered: fields.careersDiscovered ?? undefined,
  confidenceBefore: fields.confidenceBefore,
  confidenceAfter: fields.confidenceAfter,
  ...listsOf(fields),
  ...closingOf(fields)
})

const jsonColumns = ['fitVerdicts', 'purposesMet', 'observations', 'competencies']

/** Columns as a statement takes them. */
export const statementValues = (columns: Partial<OutcomeRow>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(columns).map(([key, value]) => [key, jsonColumns.includes(key) ? JSON.stringify(value) : value])
  )

/** What the audit trail is told of columns: of observations, which are the student's own, only how many there are. */
export const toldOf = (columns: Partial<OutcomeRow>): Record<string, unknown> => ({
  ...columns,
  ...(columns.observations && { observations: columns.observations.length })
})

/** Feedback as it is stored. */
export const feedbackRow = ({ resumeVersionId, strengths, gaps, marketability }: FeedbackInput): FeedbackRow => ({
  resumeVersionId: resumeVersionId.toLowerCase(),
  strengths: strengths ?? [],
  gaps: gaps ?? [],
  marketability: marketability ?? null
})
