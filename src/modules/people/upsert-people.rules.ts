import { type Problem, problem } from '../../errors.ts'
import type { UpsertResult } from './people.types.ts'
import type { PersonChange } from './person-state.types.ts'

/** The row of a batch that a problem is about: every path begins with people and the index. */
export const indexOf = ({ path }: Problem): number => Number(path[1])

/** The later rows of a batch that name a person whom an earlier one names. */
export function twiceGivenProblems(people: readonly { externalId: string }[]): Problem[] {
  const seen = new Set<string>()
  return people.flatMap(({ externalId }, index) => {
    const isSecond = seen.has(externalId)
    seen.add(externalId)
    const message = 'An earlier row of the batch has this external id.'
    return isSecond ? [problem('DUPLICATE_EXTERNAL_ID', { path: ['people', index, 'externalId'], message })] : []
  })
}

export interface SubjectHolder {
  id: string
  subject: string
}

/** The rows whose subject belongs to somebody else already, at the campus or earlier in the batch. */
export function takenSubjectProblems(
  changes: ReadonlyMap<number, PersonChange>,
  holders: readonly SubjectHolder[]
): Problem[] {
  const holderOf = new Map(holders.map(({ subject, id }) => [subject, id]))
  return [...changes].flatMap(([index, { after }]) => {
    const { subject } = after.values
    if (subject === null) return []
    const holder = holderOf.get(subject) ?? after.id
    holderOf.set(subject, holder)
    return holder === after.id ? [] : [problem('DUPLICATE_SUBJECT', { path: ['people', index, 'subject'] })]
  })
}

/** What became of a row: without a change it was refused. */
export function resultOf(change: PersonChange | undefined, keeps: boolean): UpsertResult {
  if (!change) return 'REFUSED'
  if (!keeps) return 'NOT_KEPT'
  if (change.before === null) return 'CREATED'
  return Object.keys(change.differences).length > 0 ? 'UPDATED' : 'UNCHANGED'
}
