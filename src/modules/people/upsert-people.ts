import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { type Problem, refuse } from '../../errors.ts'
import { assertMayKeepPeople } from './people.policy.ts'
import type { PersonInput, UpsertPeopleInput, UpsertPersonRow } from './people.types.ts'
import { personProblems } from './people-input.rules.ts'
import { campusDefaults, holdersOfSubjects, lockedStates, statesFrom } from './person-state.queries.ts'
import type { PersonChange } from './person-state.types.ts'
import {
  indexOf,
  resultOf,
  type SubjectHolder,
  takenSubjectProblems,
  twiceGivenProblems
} from './upsert-people.rules.ts'
import { type CampusDefaults, duplicateOf, mergeDrafts, saveChanges } from './write-people.ts'

/** The SDL's and OpenAPI's words name the same number. */
export const batchSizeMax = 500

export interface UpsertedPeople {
  rows: UpsertPersonRow[]
  problems: Problem[]
}

type Row = PersonInput & { externalId: string }

/**
 * Creates and updates people by external id: the same number of statements for one row and for 500. A bad row is refused
 * with a problem for each of its fields; the good ones are kept unless `keepGoodRows` is false. What is as it was stays
 * untouched and unrecorded, so that a nightly sync may send everybody.
 * Throws FORBIDDEN and BATCH_TOO_LARGE.
 */
export async function upsertPeople(scope: Scope, { people, keepGoodRows }: UpsertPeopleInput): Promise<UpsertedPeople> {
  if (people.length > batchSizeMax) throw refuse('BATCH_TOO_LARGE', { path: ['people'] })
  const problems = people.flatMap((row, index) => personProblems(row, ['people', index], true))
  const readable = { people, problems: [...problems, ...twiceGivenProblems(people)], keepsGood: keepGoodRows ?? true }
  return attempt(scope, readable).catch((error) => Promise.reject(duplicateOf(error)))
}

interface Batch {
  people: readonly Row[]
  problems: readonly Problem[]
  keepsGood: boolean
}

function attempt(scope: Scope, batch: Batch): Promise<UpsertedPeople> {
  const bad = rowsOf(batch.problems)
  const askable = batch.people.filter((_, index) => !bad.has(index))
  return write(scope, (tx, lead) => upsert(tx, batch, bad, lead), leadOf(askable))
}

const leadOf = (rows: readonly Row[]): Sql[] => [
  campusDefaults(),
  holdersOfSubjects(rows.map((row) => row.subject ?? row.externalId)),
  ...lockedStates(sql`p.external_id = any(${rows.map((row) => row.externalId)}::text[])`)
]

async function upsert(
  tx: Tx,
  batch: Batch,
  bad: ReadonlySet<number>,
  [campus, holders, ...states]: Rows[]
): Promise<UpsertedPeople> {
  assertMayKeepPeople(tx.actor)
  const known = new Map(statesFrom(states).map(({ state }) => [state.values.externalId, state]))
  const drafts = batch.people.flatMap((input, index) => {
    const path = ['people', index]
    return bad.has(index)
      ? []
      : [{ before: known.get(input.externalId) ?? null, input, path, mentorPath: [...path, 'mentorProfile'] }]
  })
  const merged = await mergeDrafts(tx, drafts, campus?.[0] as unknown as CampusDefaults)
  const changes = new Map(drafts.map(({ path }, at) => [path[1] as number, merged.changes[at] as PersonChange]))
  const problems = [
    ...batch.problems,
    ...merged.problems,
    ...takenSubjectProblems(changes, holders as unknown as SubjectHolder[])
  ]
  const refused = rowsOf(problems)
  const keeps = batch.keepsGood || refused.size === 0
  const kept = keeps ? [...changes].filter(([index]) => !refused.has(index)).map(([, change]) => change) : []
  await saveChanges(tx, kept, ({ before }) => (before === null ? 'person.created' : 'person.updated'))
  const rows = batch.people.map(({ externalId }, index) => {
    const change = refused.has(index) ? undefined : changes.get(index)
    const result = resultOf(change, keeps)
    return { index, externalId, result, personId: keeps && change ? change.after.id : null }
  })
  return { rows, problems: problems.sort((a, b) => indexOf(a) - indexOf(b)) }
}

const rowsOf = (problems: readonly Problem[]): ReadonlySet<number> => new Set(problems.map(indexOf))
