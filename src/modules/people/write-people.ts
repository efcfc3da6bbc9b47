import { constraintOf } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import type { Tx } from '../../db/write.ts'
import { type Problem, refuse } from '../../errors.ts'
import { closeRequestsOfMentors, withdrawRequestsOfStudents } from '../requests/close-requests.ts'
import type { PersonInput } from './people.types.ts'
import { checkedCodes } from './person-codes.ts'
import { differencesOf, leaves, stopsMentoring } from './person-differences.rules.ts'
import { mergePerson, seniorityProblems } from './person-state.rules.ts'
import type { PersonChange, PersonState } from './person-state.types.ts'
import { writePeople } from './person-write.queries.ts'
import type { Path } from './value.rules.ts'

/** One person of a change: who they are now (null: new), what is to change, and where it stands in the input. */
export interface PersonDraft {
  before: PersonState | null
  input: PersonInput
  path: Path
  mentorPath: Path
}

export interface CampusDefaults {
  timeZone: string
  locale: string
}

/**
 * What the drafts lead to, in order, and the problems that only the database's data show: unknown codes, and a new
 * mentor profile without a seniority. Two statements at most, however many drafts.
 */
export async function mergeDrafts(
  tx: Tx,
  drafts: readonly PersonDraft[],
  campus: CampusDefaults
): Promise<{ changes: PersonChange[]; problems: Problem[] }> {
  const codes = await checkedCodes(tx, drafts)
  const missing = drafts.flatMap(({ before, input, mentorPath }) =>
    seniorityProblems(before, input.mentorProfile, mentorPath)
  )
  const context = { campus, programNow: codes.programNow, makeId: newId }
  const changes = drafts.map(({ before, input }) => {
    const after = mergePerson(before, input, context)
    return { before, after, differences: differencesOf(before, after) }
  })
  return { changes, problems: [...codes.problems, ...missing] }
}

/**
 * Writes those changes that change something, and records each of them once. What waits for the answer of somebody who
 * pauses or leaves with it is closed.
 * Throws the driver's error when another person has the external id or subject: `duplicateOf` tells which.
 */
export async function saveChanges(
  tx: Tx,
  changes: readonly PersonChange[],
  actionOf: (change: PersonChange) => string
): Promise<void> {
  const real = changes.filter(({ before, differences }) => before === null || Object.keys(differences).length > 0)
  if (real.length === 0) return
  await tx.batch(writePeople(real, tx.now))
  for (const change of real) {
    const { after, differences } = change
    const payload = { changed: Object.keys(differences) }
    tx.record({ action: actionOf(change), subjectType: 'Person', subjectId: after.id, changes: differences, payload })
  }
  const gone = real.filter(stopsMentoring).map(({ after }) => after.id)
  if (gone.length > 0) await closeRequestsOfMentors(tx, gone)
  const left = real.filter(leaves).map(({ after }) => after.id)
  if (left.length > 0) await withdrawRequestsOfStudents(tx, left)
}

/** The refusal that a broken unique constraint of persons amounts to, or the error itself. */
export function duplicateOf(error: unknown): unknown {
  const constraint = constraintOf(error)
  if (constraint === 'persons_external_id_unique')
    return refuse('DUPLICATE_EXTERNAL_ID', { path: ['externalId'], cause: error })
  if (constraint === 'persons_subject_unique') return refuse('DUPLICATE_SUBJECT', { path: ['subject'], cause: error })
  return error
}
