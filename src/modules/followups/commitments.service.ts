import { inOrder } from '../../db/ids.ts'
import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse } from '../../errors.ts'
import { currentAssignmentsOf } from '../counseling/counseling.service.ts'
import { allowedActions } from '../state-machine.ts'
import { commitmentPage, commitmentRows, lockUnreminded, noteReminded, readCounts } from './commitments.queries.ts'
import { commitmentMachine, figuresOf } from './commitments.rules.ts'
import type { CommitmentFigures, CommitmentRow, ListCommitmentsArgs } from './commitments.types.ts'
import { maySeeFigures, partiesOfCommitment, visibleCommitments } from './followups.policy.ts'

const batch = 200

/**
 * The actor's own promises and what was reported back to them, those due first before the others unless ordered otherwise; at
 * most 100 a page, in one statement. Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listCommitments = (scope: Scope, args: ListCommitmentsArgs): Promise<Connection<CommitmentRow>> => {
  const asked = { filter: args.filter ?? {}, now: scope.clock.now() }
  return commitmentPage(scope, visibleCommitments(scope.actor), asked, args.orderBy?.direction ?? 'ASC', args)
}

/** Promises by id in their order; null for what is missing or not for the actor to see. */
export const commitmentsByIds = async (scope: Scope, ids: readonly string[]): Promise<(CommitmentRow | null)[]> =>
  inOrder(ids, await commitmentRows(scope, visibleCommitments(scope.actor), ids), (row) => row.id)

/** One promise, or null. */
export const findCommitment = async (scope: Scope, { id }: { id: string }): Promise<CommitmentRow | null> =>
  (await commitmentsByIds(scope, [id]))[0] ?? null

/** One promise. Throws NOT_FOUND. */
export async function getCommitment(scope: Scope, args: { id: string }): Promise<CommitmentRow> {
  const commitment = await findCommitment(scope, args)
  if (!commitment) throw refuse('NOT_FOUND', { path: ['id'] })
  return commitment
}

/** What both doors show of a promise beside its columns, for the actor and at this instant. */
export const shownCommitment = ({ actor, clock }: Scope, row: CommitmentRow) => ({
  isOverdue: row.status === 'OPEN' && row.overdueAt <= clock.now(),
  allowedActions: allowedActions(commitmentMachine, row.status, partiesOfCommitment(actor, row))
})

/**
 * How somebody keeps their promises (S#66), or null: for the student, those who counsel them now, and admins. Two statements.
 */
export async function findCommitmentFigures(
  scope: Scope,
  { personId }: { personId: string }
): Promise<CommitmentFigures | null> {
  scope.expectSeveralReads()
  const id = personId.toLowerCase()
  const [[assignments = []], counts] = await Promise.all([
    currentAssignmentsOf(scope, [id]),
    readCounts(scope, id, scope.clock.now())
  ])
  const counselorIds = assignments.map(({ counselorId }) => counselorId)
  return counts && maySeeFigures(scope.actor, id, counselorIds) ? figuresOf(counts) : null
}

/** The same. Throws NOT_FOUND. */
export async function getCommitmentFigures(scope: Scope, args: { personId: string }): Promise<CommitmentFigures> {
  const figures = await findCommitmentFigures(scope, args)
  if (!figures) throw refuse('NOT_FOUND', { path: ['id'] })
  return figures
}

type Told = Pick<CommitmentRow, 'id' | 'studentId' | 'mentorId' | 'status' | 'dueOn'>

/** Writes down one change of a promise: ids, its day and state, none of its words. */
export function recordCommitment(tx: Tx, action: string, row: Told, changed: readonly string[] = []): void {
  const { id: subjectId, studentId, mentorId, status, dueOn } = row
  const payload = { status, studentId, mentorId, dueOn }
  tx.record({ action, subjectType: 'Commitment', subjectId, changes: { ...payload, changed }, payload })
}

/**
 * Reminds the campus's students of promises in the morning of the due day, each once, and says how many; while the day lasts,
 * should no worker have been there in the morning. That it was told of stands in the row, in the commit of the event.
 */
export const remindOfCommitments = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const due = (locked ?? []) as unknown as Told[]
      for (const commitment of due) recordCommitment(tx, 'commitment.reminded', commitment)
      const ids = due.map(({ id }) => id)
      if (ids.length > 0) await tx.rows(noteReminded(ids, tx.now))
      return ids.length
    },
    [lockUnreminded(scope.clock.now(), batch)]
  )
