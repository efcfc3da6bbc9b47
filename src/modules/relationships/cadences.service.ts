import { inOrder, newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { type Problem, refuse, refuseAll } from '../../errors.ts'
import { checkVersion } from '../state-machine.ts'
import { cadenceRows, cadencesFor, lockCadences, returning, subjectOf } from './cadences.queries.ts'
import { keeperOf } from './relationships.policy.ts'
import { everyDaysProblems, snoozeProblems, subjectProblems } from './updates.rules.ts'
import type { CadenceRow, SetUpdateCadenceInput, SnoozeUpdateInput, Subject, SubjectInput } from './updates.types.ts'

type Kept = Partial<Pick<CadenceRow, 'everyDays' | 'snoozedUntil'>>

/**
 * Sets how often the actor means to tell somebody how it goes (S#68); null gives it back to the campus's
 * `updateCadenceDays`. A contact who is a mentor of the campus and that mentor are one person, whichever way they are named.
 * Throws INVALID_INPUT, NOT_FOUND for what is not the actor's, VERSION_CONFLICT.
 */
export const setUpdateCadence = (scope: Scope, input: SetUpdateCadenceInput): Promise<CadenceRow> =>
  keep(scope, input, { everyDays: input.everyDays ?? null }, () => everyDaysProblems(input.everyDays))

/**
 * Puts the next update of somebody off: it is due at that instant at the earliest (S#68). Null takes that back.
 * Throws INVALID_INPUT, NOT_FOUND for what is not the actor's, VERSION_CONFLICT.
 */
export const snoozeUpdate = (scope: Scope, input: SnoozeUpdateInput): Promise<CadenceRow> =>
  keep(scope, input, { snoozedUntil: input.until ?? null }, (now) => snoozeProblems(input.until, now))

const keep = (scope: Scope, input: SubjectInput, values: Kept, problemsAt: (now: string) => Problem[]) =>
  write(
    scope,
    async (tx, [subjects]) => {
      refuseAll([...subjectProblems(input), ...problemsAt(tx.now)])
      const subject = ownSubject(subjects, input)
      const owner = keeperOf(tx.actor) as string
      const [cadence] = await tx.rows<CadenceRow>(lockCadences(owner, subject))
      checkVersion(cadence ?? { version: 0 }, input.expectedVersion)
      const { contactId, mentorId } = subject
      const about = mentorId === null ? { contactId, mentorId } : { contactId: null, mentorId }
      return cadence ? changed(tx, cadence, { ...about, ...values }) : made(tx, owner, about, values)
    },
    [subjectOf(keeperOf(scope.actor), input)]
  )

/** Whom somebody means, of what is theirs. Throws NOT_FOUND at the field that named them. */
export function ownSubject(subjects: Rows | undefined, { contactId }: SubjectInput): Subject {
  const subject = subjects?.[0] as unknown as Subject | undefined
  if (!subject) throw refuse('NOT_FOUND', { path: [contactId == null ? 'relationshipId' : 'contactId'] })
  return subject
}

// What was set for a contact goes over to the mentor whom it has been linked to since.
function changed(tx: Tx, cadence: CadenceRow, values: Kept & Subject): CadenceRow | Last<CadenceRow> {
  const names = Object.keys(values) as (keyof typeof values)[]
  const differing = names.filter((name) => values[name] !== cadence[name])
  if (differing.length === 0) return cadence
  record(tx, { ...cadence, ...values }, differing)
  return last(updateRow('update_cadences', cadence.id, { ...values }, tx.now, returning))
}

function made(tx: Tx, ownerId: string, subject: Subject, values: Kept): Last<CadenceRow> {
  const row = { id: newId(), ownerId, ...subject, everyDays: null, snoozedUntil: null, ...values }
  record(tx, row, Object.keys(values))
  return last(insertRow('update_cadences', { ...row, version: 1, createdAt: tx.now, updatedAt: tx.now }, returning))
}

const last = (statement: ReturnType<typeof insertRow>) => new Last(statement, ([row]) => row as unknown as CadenceRow)

function record(tx: Tx, row: Subject & { id: string; ownerId: string }, names: readonly string[]): void {
  const { id: subjectId, ownerId, contactId, mentorId } = row
  const payload = { ownerId, contactId, mentorId }
  tx.record({
    action: 'update_cadence.set',
    subjectType: 'UpdateCadence',
    subjectId,
    changes: { ...payload, changed: names },
    payload
  })
}

/** Cadences by id in their order; null for what is missing or somebody else's. */
export async function updateCadencesByIds(scope: Scope, ids: readonly string[]): Promise<(CadenceRow | null)[]> {
  const owner = keeperOf(scope.actor)
  return inOrder(ids, owner === null ? [] : await cadenceRows(scope, owner, ids), (row) => row.id)
}

/** One cadence, or null. */
export const findUpdateCadence = async (scope: Scope, { id }: { id: string }): Promise<CadenceRow | null> =>
  (await updateCadencesByIds(scope, [id]))[0] ?? null

/** One cadence. Throws NOT_FOUND. */
export async function getUpdateCadence(scope: Scope, args: { id: string }): Promise<CadenceRow> {
  const cadence = await findUpdateCadence(scope, args)
  if (!cadence) throw refuse('NOT_FOUND', { path: ['id'] })
  return cadence
}

/** What the actor has set for each of these people, in their order; null where nothing is, or they are not the actor's. */
export async function updateCadencesOf(
  scope: Scope,
  subjects: readonly (Subject | null)[]
): Promise<(CadenceRow | null)[]> {
  const present = subjects.filter((subject) => subject !== null)
  const rows = present.length > 0 ? await cadencesFor(scope, keeperOf(scope.actor), present) : []
  const byMentor = new Map(rows.map((row) => [row.mentorId, row]))
  const byContact = new Map(rows.map((row) => [row.contactId, row]))
  const found = (key: string | null, by: Map<string | null, CadenceRow>) => (key === null ? undefined : by.get(key))
  return subjects.map(
    (subject) => subject && (found(subject.mentorId, byMentor) ?? found(subject.contactId, byContact) ?? null)
  )
}
