import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { type Sql, sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { thankYouDueAt } from './followups.rules.ts'
import type { FollowUpStatus, MeetingTimes } from './followups.types.ts'
import {
  changeAll,
  insertFollowUps,
  lockUnreminded,
  lockUnsaid,
  lockUnthanked,
  type NewFollowUp,
  type Owed,
  type UnthankedMeeting
} from './thank-yous.queries.ts'

export { lockThankYou } from './thank-yous.queries.ts'

const batch = 200
const usual = defaultInstitutionPolicy.followUps

/** Writes down one change of a follow-up: ids and states, none of its words. */
export function recordFollowUp(tx: Tx, action: string, row: Owed, changes: object = {}): void {
  const { id: subjectId, kind, status, ownerId, personId, dueAt } = row
  const payload = { kind, status, ownerId, personId, dueAt }
  tx.record({ action, subjectType: 'FollowUp', subjectId, changes: { status, ...changes }, payload })
}

/** Makes somebody owe these, and gives the statement that writes them, to travel with others of the change. */
export function owe(tx: Tx, debts: readonly NewFollowUp[]): Sql {
  for (const debt of debts) recordFollowUp(tx, 'follow_up.owed', { ...debt, status: 'PENDING' }, { dueAt: debt.dueAt })
  return insertFollowUps(debts, tx.now)
}

const thankYou = (meeting: Omit<UnthankedMeeting, keyof MeetingTimes>, dueAt: string): NewFollowUp => {
  const { id: meetingId, studentId: ownerId, mentorId: personId } = meeting
  return { id: newId(), kind: 'THANK_YOU', ownerId, personId, contactId: null, meetingId, dueAt }
}

/**
 * What a meeting that changes does to the thank-you that its student owes (S#64), in statements that travel with the change;
 * `locked` is what lockThankYou found. One that took place is owed thanks, due at its end and the campus's window, and while
 * they are pending the due instant follows what is said of the end. One that did not take place is owed none: what was owed
 * is obsolete, and what was done stays done.
 */
export function thankYouAfter(
  tx: Tx,
  locked: Rows | undefined,
  meeting: UnthankedMeeting & { status: string }
): readonly Sql[] {
  const found = locked?.[0] as unknown as Owed | undefined
  const isOwed = found?.status === 'PENDING' || found?.status === 'MISSED'
  if (meeting.status === 'CANCELLED' || meeting.status === 'NO_SHOW') {
    const obsolete = sql`status = 'WAIVED', waive_cause = 'OBSOLETE', waive_reason = null`
    return found && isOwed ? [changed(tx, 'follow_up.obsolete', [found], 'WAIVED', obsolete)] : []
  }
  if (meeting.status !== 'COMPLETED') return []
  const dueAt = thankYouDueAt(meeting, tx.policy.followUps.thankYouWindowMinutes)
  if (!found) return [owe(tx, [thankYou(meeting, dueAt)])]
  // A no-show that turns out to have been none: thanks are owed again.
  const isOwedAgain = found.status === 'WAIVED' && found.waiveCause === 'OBSOLETE'
  if (!isOwedAgain && (found.status !== 'PENDING' || found.dueAt === dueAt)) return []
  const pending = sql`status = 'PENDING', waive_cause = null, due_at = ${dueAt}`
  return [changed(tx, 'follow_up.due_moved', [{ ...found, dueAt }], 'PENDING', pending)]
}

function changed(tx: Tx, action: string, rows: readonly Owed[], status: FollowUpStatus, change: Sql): Sql {
  for (const row of rows) recordFollowUp(tx, action, { ...row, status }, { dueAt: row.dueAt })
  return changeAll(
    rows.map(({ id }) => id),
    change,
    tx.now
  )
}

const found = <Row>(rows: Rows | undefined): Row[] => (rows ?? []) as unknown as Row[]

/**
 * Makes the thank-yous of the campus's meetings whose planned end has passed while nobody spoke of them, never before (S#64),
 * and says how many. The meeting is locked and the pair of meeting and kind is unique, so that several workers, or somebody who
 * completes the meeting now, make one.
 */
export const oweThankYous = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const meetings = found<UnthankedMeeting>(locked)
      const window = tx.policy.followUps.thankYouWindowMinutes
      if (meetings.length > 0)
        await tx.rows(
          owe(
            tx,
            meetings.map((meeting) => thankYou(meeting, thankYouDueAt(meeting, window)))
          )
        )
      return meetings.length
    },
    [lockUnthanked(usual, scope.clock.now(), batch)]
  )

/**
 * Reminds the campus's students of thank-yous that are due soon, each once, and says how many (S#64). That it was told of stands
 * in the row, in the commit of the event: workers that share the work, are killed or start again neither lose nor double one.
 */
export const remindOfThankYous = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const due = found<Owed>(locked)
      if (due.length > 0) await tx.rows(changed(tx, 'follow_up.reminded', due, 'PENDING', sql`reminded_at = ${tx.now}`))
      return due.length
    },
    [lockUnreminded(usual, scope.clock.now(), batch)]
  )

/** Counts thank-yous as missed that nobody said for the campus's days after they were due, and says how many. */
export const missThankYous = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const unsaid = found<Owed>(locked)
      if (unsaid.length > 0) await tx.rows(changed(tx, 'follow_up.missed', unsaid, 'MISSED', sql`status = 'MISSED'`))
      return unsaid.length
    },
    [lockUnsaid(usual, scope.clock.now(), batch)]
  )
