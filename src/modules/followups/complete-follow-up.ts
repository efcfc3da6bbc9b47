import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { newTouchpoint } from '../contacts/touchpoints.service.ts'
import { checkVersion, move } from '../state-machine.ts'
import { canSeeFollowUp, partiesOf } from './followups.policy.ts'
import { keepContactOf, lockFollowUp, returning } from './followups.queries.ts'
import { doneAtProblems, endedAt, followUpMachine, reasonProblems, statusWhenDone } from './followups.rules.ts'
import type {
  CompleteFollowUpInput,
  FollowUpAction,
  FollowUpChannel,
  FollowUpRow,
  MeetingTimes,
  WaiveFollowUpInput
} from './followups.types.ts'
import { recordFollowUp } from './thank-yous.service.ts'

/** A locked follow-up with what a change of it asks for. */
export interface LockedFollowUp extends FollowUpRow {
  startsAt: string | null
  durationMinutes: number | null
  actualMinutes: number | null
  completedAt: string | null
  ownerGivenName: string
  ownerFamilyName: string
  ownerEmail: string | null
  ownerLocale: string
  otherName: string
  otherEmail: string | null
  isActive: boolean
  isMailOn: boolean
  /** The contact it is owed to; null once that was deleted. */
  keptContactId: string | null
}

/** What a change of a follow-up reads first. */
export const leadOf = (id: string): Sql[] => [keepContactOf(id), lockFollowUp(id)]

/** A locked follow-up that the actor may move. Throws NOT_FOUND, VERSION_CONFLICT, FORBIDDEN, INVALID_TRANSITION. */
export function movable(
  tx: Tx,
  rows: Rows | undefined,
  action: FollowUpAction,
  expectedVersion: number | null | undefined
): LockedFollowUp {
  const followUp = rows?.[0] as unknown as LockedFollowUp | undefined
  if (!followUp || !canSeeFollowUp(tx.actor, followUp)) throw refuse('NOT_FOUND', { path: ['id'] })
  move(followUpMachine, followUp.status, action, partiesOf(tx.actor, followUp))
  checkVersion(followUp, expectedVersion)
  return followUp
}

/** Completes a follow-up, with the touchpoint that it amounts to, and what else goes along, in the last round trip. */
export function done(
  tx: Tx,
  followUp: LockedFollowUp,
  { doneAt, channel, also = [], mail = {} }: { doneAt: string; channel: FollowUpChannel; also?: Sql[]; mail?: object }
): Last<FollowUpRow> {
  const values = { status: statusWhenDone(doneAt, followUp.dueAt), doneAt, channel }
  recordFollowUp(
    tx,
    'follow_up.done',
    { ...followUp, status: values.status },
    { from: followUp.status, doneAt, channel }
  )
  const statement = updateRow('follow_ups', followUp.id, values, tx.now, returning)
  const alongside = [...touchpointOf(tx, followUp, doneAt), ...also]
  return new Last(statement, ([row]) => ({ ...(row as unknown as FollowUpRow), ...mail }), alongside)
}

// A contact that was deleted meanwhile has no touchpoints.
function touchpointOf(tx: Tx, { ownerId, personId, keptContactId, kind }: LockedFollowUp, occurredAt: string): Sql[] {
  if (personId === null && keptContactId === null) return []
  const about = { contactId: keptContactId, mentorId: personId }
  return [newTouchpoint(tx, { ownerId, ...about, kind: kind === 'THANK_YOU' ? 'THANK_YOU' : 'UPDATE', occurredAt })]
}

const earliestOf = (followUp: LockedFollowUp): string | null =>
  followUp.startsAt === null ? null : endedAt(followUp as MeetingTimes)

/**
 * Says that the actor did elsewhere what they owed: on time at the due instant or before, late after it, also when it was
 * missed (S#64). A touchpoint says so too. Mails from here are sendFollowUp's.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT for an instant in the future or before the
 * end of the conversation.
 */
export const completeFollowUp = (scope: Scope, input: CompleteFollowUpInput): Promise<FollowUpRow> =>
  write(
    scope,
    async (tx, [, rows]) => {
      const followUp = movable(tx, rows, 'COMPLETE', input.expectedVersion)
      if (input.channel === 'MAIL')
        throw refuse('INVALID_INPUT', { path: ['channel'], message: 'Mails from here are sent with sendFollowUp.' })
      const doneAt = input.doneAt ?? tx.now
      refuseAll(doneAtProblems(doneAt, tx.now, earliestOf(followUp)))
      return done(tx, followUp, { doneAt, channel: 'ELSEWHERE' })
    },
    leadOf(input.id)
  )

/**
 * Lets something go that the actor owes, for a reason; it stays in the list, and no report counts it as said or missed (S#65).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT, INVALID_INPUT for an empty reason.
 */
export const waiveFollowUp = (scope: Scope, input: WaiveFollowUpInput): Promise<FollowUpRow> =>
  write(
    scope,
    async (tx, [, rows]) => {
      const followUp = movable(tx, rows, 'WAIVE', input.expectedVersion)
      refuseAll(reasonProblems(input.reason))
      const values = { status: 'WAIVED', waiveCause: 'OWNER', waiveReason: input.reason } as const
      recordFollowUp(tx, 'follow_up.waived', { ...followUp, status: 'WAIVED' }, { from: followUp.status })
      const statement = updateRow('follow_ups', followUp.id, values, tx.now, returning)
      return new Last(statement, ([row]) => row as unknown as FollowUpRow)
    },
    leadOf(input.id)
  )
