import type { Wanted } from '../../db/asked-columns.ts'
import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { lockThankYou, thankYouAfter } from '../followups/thank-yous.service.ts'
import { outcomeFieldColumns } from '../outcomes/outcomes.fields.ts'
import { visibleOutcomes } from '../outcomes/outcomes.policy.ts'
import { personFieldColumns } from '../people/people.service.ts'
import { allowedActions, checkVersion, move } from '../state-machine.ts'
import { textProblems } from '../text.rules.ts'
import { canSeeMeeting, partiesOf, visibleMeetings } from './meetings.policy.ts'
import { lockMeeting, type MeetingShape, meetingPage, meetingRowsBy, returning, shapeOf } from './meetings.queries.ts'
import { actualMinutesProblems, type MeetingAction, meetingMachine } from './meetings.rules.ts'
import type {
  CancelMeetingInput,
  CompleteMeetingInput,
  MarkMeetingNoShowInput,
  MeetingFilter,
  MeetingRow,
  NewMeeting
} from './meetings.types.ts'

interface ListArgs extends PageArgs {
  filter?: MeetingFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/**
 * The meetings that the actor may see, latest first unless ordered otherwise; at most 100 a page. With `wanted` they are
 * read as far as it says, and with the student, the mentor and the outcome in the same statement where it can be.
 */
export async function listMeetings(scope: Scope, args: ListArgs, wanted?: Wanted): Promise<Connection<ListedMeeting>> {
  const visible = { meetings: visibleMeetings(scope.actor), outcomes: visibleOutcomes(scope.actor) }
  const shape = shapeOf(wanted)
  const direction = args.orderBy?.direction ?? 'DESC'
  const found = await meetingPage(scope, visible, shape, args.filter ?? {}, direction, args)
  if (wanted) for (const meeting of found.nodes as ListedMeeting[]) meeting.joined = shape
  return found
}

/** The fields of each relation that a list of meetings reads along. */
export const joinableFields = { student: personFieldColumns, mentor: personFieldColumns, outcome: outcomeFieldColumns }

/** What a list has read along of a relation: undefined when it has not, and a look-up has to. */
export const joinedOf =
  (relation: 'student' | 'mentor' | 'outcome') =>
  (meeting: ListedMeeting): object | null | undefined =>
    meeting.joined?.[relation]?.objectIn(meeting)

/** A meeting of a list, with what its statement brought along. */
type ListedMeeting = MeetingRow & { joined?: MeetingShape }

const seen = (scope: Scope, rows: MeetingRow[]) => rows.filter((row) => canSeeMeeting(scope.actor, row))

/** Meetings by id in their order; null for what is missing or not for the actor to see. */
export const meetingsByIds = async (scope: Scope, ids: readonly string[]): Promise<(MeetingRow | null)[]> =>
  inOrder(ids, seen(scope, await meetingRowsBy(scope, 'id', ids)), (row) => row.id)

/** The meeting of each request in their order; null where there is none or none for the actor to see. */
export const meetingsByRequestIds = async (scope: Scope, ids: readonly string[]): Promise<(MeetingRow | null)[]> =>
  inOrder(ids, seen(scope, await meetingRowsBy(scope, 'request_id', ids)), (row) => row.requestId)

/** One meeting, or null. */
export const findMeeting = async (scope: Scope, { id }: { id: string }): Promise<MeetingRow | null> =>
  (await meetingsByIds(scope, [id]))[0] ?? null

/** One meeting. Throws NOT_FOUND. */
export async function getMeeting(scope: Scope, args: { id: string }): Promise<MeetingRow> {
  const meeting = await findMeeting(scope, args)
  if (!meeting) throw refuse('NOT_FOUND', { path: ['id'] })
  return meeting
}

/** The moves that the actor may make with a meeting at this instant. */
export function allowedMeetingActions(
  { actor, clock }: Pick<Scope, 'actor' | 'clock'>,
  meeting: MeetingRow
): MeetingAction[] {
  const hasBegun = meeting.startsAt <= clock.now()
  const isPossible = { CANCEL: true, COMPLETE: true, MARK_NO_SHOW: hasBegun, LOG_OUTCOME: !meeting.hasOutcome }
  return allowedActions(meetingMachine, meeting.status, partiesOf(actor, meeting)).filter(
    (action) => isPossible[action]
  )
}

/**
 * The meeting of an accepted request, recorded in the accepting transaction: the statement that writes it, to travel with
 * the others of the change.
 */
export function newMeeting(tx: Tx, meeting: NewMeeting): Sql {
  const id = newId()
  const stamps = { id, status: 'SCHEDULED', version: 1, createdAt: tx.now, updatedAt: tx.now }
  const { requestId, studentId, mentorId } = meeting
  const payload = { status: 'SCHEDULED', requestId, studentId, mentorId, startsAt: meeting.startsAt }
  tx.record({ action: 'meeting.scheduled', subjectType: 'Meeting', subjectId: id, changes: { ...meeting }, payload })
  return insertRow('meetings', { ...meeting, ...stamps }, returning)
}

/** A meeting, locked, for a change of another module that begins with one. */
export const lockedMeeting = (id: string): Sql => lockMeeting(id)

/**
 * A locked meeting on its way to another state: visible to the actor, at the version expected, and free to move.
 * Throws NOT_FOUND at the field that held the id, VERSION_CONFLICT, FORBIDDEN, INVALID_TRANSITION.
 */
export function movable(
  tx: Tx,
  rows: Rows | undefined,
  action: MeetingAction,
  expectedVersion?: number | null,
  idField = 'id'
) {
  const meeting = rows?.[0] as unknown as MeetingRow | undefined
  if (!meeting || !canSeeMeeting(tx.actor, meeting)) throw refuse('NOT_FOUND', { path: [idField] })
  const to = move(meetingMachine, meeting.status, action, partiesOf(tx.actor, meeting))
  checkVersion(meeting, expectedVersion)
  return { meeting, to }
}

// The thank-you after the meeting, so that whoever needs both takes them in this order.
const locks = (id: string): Sql[] => [lockMeeting(id), lockThankYou(id)]

function settle(
  tx: Tx,
  meeting: MeetingRow,
  thankYous: Rows | undefined,
  action: string,
  values: Partial<MeetingRow>
): Last<MeetingRow> {
  const { id: subjectId, requestId, studentId, mentorId, startsAt } = meeting
  const [by] = partiesOf(tx.actor, meeting)
  const payload = { from: meeting.status, status: values.status, requestId, studentId, mentorId, startsAt, by }
  tx.record({ action, subjectType: 'Meeting', subjectId, changes: { ...values, from: meeting.status }, payload })
  const statement = updateRow('meetings', meeting.id, values, tx.now, returning)
  const also = thankYouAfter(tx, thankYous, { ...meeting, ...values })
  return new Last(statement, ([changed]) => changed as unknown as MeetingRow, also)
}

/** Calls a meeting off. Throws what `movable` throws, INVALID_INPUT. */
export const cancelMeeting = (scope: Scope, { id, reason, expectedVersion }: CancelMeetingInput): Promise<MeetingRow> =>
  write(
    scope,
    async (tx, [meetings, thankYous]) => {
      const { meeting, to } = movable(tx, meetings, 'CANCEL', expectedVersion)
      refuseAll(textProblems(reason, ['reason'], 500))
      const values = { status: to, cancelledAt: tx.now, cancelledById: tx.actor.id, cancelReason: reason ?? null }
      return settle(tx, meeting, thankYous, 'meeting.cancelled', values)
    },
    locks(id)
  )

/**
 * Says that the conversation took place, before or after its planned time; how long it lasted is kept apart from the
 * plan (S#29). Throws what `movable` throws, INVALID_INPUT.
 */
export const completeMeeting = (scope: Scope, input: CompleteMeetingInput): Promise<MeetingRow> =>
  write(
    scope,
    async (tx, [meetings, thankYous]) => {
      const { meeting, to } = movable(tx, meetings, 'COMPLETE', input.expectedVersion)
      refuseAll(actualMinutesProblems(input.actualMinutes))
      const values = { status: to, completedAt: tx.now, actualMinutes: input.actualMinutes ?? null }
      return settle(tx, meeting, thankYous, 'meeting.completed', values)
    },
    locks(input.id)
  )

/**
 * Says that the other one did not come (S#52). Throws what `movable` throws, MEETING_IN_FUTURE before the beginning.
 */
export const markMeetingNoShow = (scope: Scope, { id, expectedVersion }: MarkMeetingNoShowInput): Promise<MeetingRow> =>
  write(
    scope,
    async (tx, [meetings, thankYous]) => {
      const { meeting, to } = movable(tx, meetings, 'MARK_NO_SHOW', expectedVersion)
      if (meeting.startsAt > tx.now) throw refuse('MEETING_IN_FUTURE', { path: ['id'] })
      const noShowPersonId = tx.actor.id === meeting.studentId ? meeting.mentorId : meeting.studentId
      return settle(tx, meeting, thankYous, 'meeting.no_show', { status: to, noShowPersonId })
    },
    locks(id)
  )
