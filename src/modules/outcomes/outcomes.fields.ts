import type { FieldColumns } from '../../db/asked-columns.ts'

/** The columns of an outcome by the field that shows them, of those fields that show nothing but columns. */
export const outcomeFieldColumns: FieldColumns = {
  id: ['id'],
  fitVerdict: ['fit_verdict'],
  learned: ['learned'],
  nextSteps: ['next_steps'],
  qualificationsLearned: ['qualifications_learned'],
  confidenceBefore: ['confidence_before'],
  confidenceAfter: ['confidence_after'],
  loggedAt: ['logged_at'],
  updatedAt: ['updated_at'],
  version: ['version']
}
