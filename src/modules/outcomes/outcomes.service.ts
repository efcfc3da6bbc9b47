import { constraintOf } from '../../db/database.ts'
import { inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { type Problem, refuse, refuseAll } from '../../errors.ts'
import { recordReferrals } from '../requests/referrals.service.ts'
import { checkVersion } from '../state-machine.ts'
import { codeProblems } from '../taxonomy/taxonomy.service.ts'
import { visibleOutcomes } from './meetings.policy.ts'
import { lockMeeting } from './meetings.queries.ts'
import { outcomeProblems, referralCountProblems } from './meetings.rules.ts'
import { movable } from './meetings.service.ts'
import type { LogOutcomeInput, OutcomeFields, OutcomeFilter, OutcomeRow, UpdateOutcomeInput } from './meetings.types.ts'
import { lockOutcome, outcomePage, outcomeRowsBy, returning } from './outcomes.queries.ts'

interface ListArgs extends PageArgs {
  filter?: OutcomeFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/** The outcomes that the actor may see, latest first unless ordered otherwise; at most 100 a page. */
export const listOutcomes = (scope: Scope, args: ListArgs): Promise<Connection<OutcomeRow>> =>
  outcomePage(scope, visibleOutcomes(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Outcomes by id in their order; null for what is missing or not for the actor to see. */
export const outcomesByIds = async (scope: Scope, ids: readonly string[]): Promise<(OutcomeRow | null)[]> =>
  inOrder(ids, await outcomeRowsBy(scope, visibleOutcomes(scope.actor), 'id', ids), (row) => row.id)

/** The outcome of each meeting in their order; null where there is none or none for the actor to see. */
export const outcomesByMeetingIds = async (scope: Scope, ids: readonly string[]): Promise<(OutcomeRow | null)[]> =>
  inOrder(ids, await outcomeRowsBy(scope, visibleOutcomes(scope.actor), 'meeting_id', ids), (row) => row.meetingId)

/** One outcome, or null. */
export const findOutcome = async (scope: Scope, { id }: { id: string }): Promise<OutcomeRow | null> =>
  (await outcomesByIds(scope, [id]))[0] ?? null

/** One outcome. Throws NOT_FOUND. */
export async function getOutcome(scope: Scope, args: { id: string }): Promise<OutcomeRow> {
  const outcome = await findOutcome(scope, args)
  if (!outcome) throw refuse('NOT_FOUND', { path: ['id'] })
  return outcome
}

/**
 * Logs what came of a completed meeting, with the names that the mentor passed on (S#59). A verdict and a sentence are
 * enough; "not for me" is as good a result as any (S#58).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, OUTCOME_ALREADY_LOGGED, and the problems of its fields.
 */
export const logOutcome = (scope: Scope, input: LogOutcomeInput): Promise<OutcomeRow> =>
  write(
    scope,
    async (tx, [meetings]) => {
      const { meeting } = movable(tx, meetings, 'LOG_OUTCOME', null, 'meetingId')
      if (meeting.hasOutcome) throw refuse('OUTCOME_ALREADY_LOGGED', { path: ['meetingId'] })
      await refuseBadFields(tx, input, referralCountProblems(input.referrals, 'referrals'))
      const { id: meetingId, studentId, mentorId } = meeting
      const outcome = await insertOutcome(tx, { meetingId, studentId, mentorId, ...columnsOf(input) })
      const origin = { studentId, referredById: mentorId, outcomeId: outcome.id, path: ['referrals'] }
      await recordReferrals(tx, origin, input.referrals ?? [])
      return outcome
    },
    [lockMeeting(input.meetingId)]
  )

async function insertOutcome(tx: Tx, values: Partial<OutcomeRow>): Promise<OutcomeRow> {
  const defaults = { nextSteps: [], qualificationsLearned: [], careersDiscovered: [] }
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const row = { ...defaults, ...given, id: newId(), version: 1, loggedAt: tx.now, updatedAt: tx.now }
  const inserted = await tx.rows<OutcomeRow>(insertRow('outcomes', row, returning)).catch((error) => {
    if (constraintOf(error) !== 'outcomes_meeting_unique') throw error
    throw refuse('OUTCOME_ALREADY_LOGGED', { path: ['meetingId'], cause: error })
  })
  const outcome = inserted[0] as OutcomeRow
  record(tx, 'outcome.logged', outcome, values)
  return outcome
}

/**
 * Changes an outcome, or adds names to it. Throws NOT_FOUND, FORBIDDEN when it is somebody else's, VERSION_CONFLICT, and
 * the problems of its fields.
 */
export const updateOutcome = (scope: Scope, input: UpdateOutcomeInput): Promise<OutcomeRow> =>
  write(
    scope,
    async (tx, [outcomes]) => {
      const outcome = outcomes?.[0] as unknown as OutcomeRow | undefined
      if (!outcome) throw refuse('NOT_FOUND', { path: ['id'] })
      if (outcome.studentId !== tx.actor.id) throw refuse('FORBIDDEN')
      checkVersion(outcome, input.expectedVersion)
      const referrals = input.addReferrals ?? []
      await refuseBadFields(tx, input, referralCountProblems(referrals, 'addReferrals'))
      const { id: outcomeId, studentId, mentorId: referredById } = outcome
      await recordReferrals(tx, { studentId, referredById, outcomeId, path: ['addReferrals'] }, referrals)
      return changeOutcome(tx, outcome, columnsOf(input), referrals.length)
    },
    [lockOutcome(input.id, visibleOutcomes(scope.actor))]
  )

// A name more is a change of the outcome: without a new version, a call sent again after a lost answer would add it twice.
async function changeOutcome(
  tx: Tx,
  outcome: OutcomeRow,
  values: Partial<OutcomeRow>,
  referralsAdded: number
): Promise<OutcomeRow> {
  const differs = ([key, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(outcome[key as keyof OutcomeRow])
  const changes = Object.fromEntries(Object.entries(values).filter(differs))
  if (Object.keys(changes).length === 0 && referralsAdded === 0) return outcome
  const [changed] = await tx.rows<OutcomeRow>(updateRow('outcomes', outcome.id, changes, tx.now, returning))
  const added = referralsAdded > 0 ? { referralsAdded } : {}
  record(tx, 'outcome.updated', changed as OutcomeRow, { ...changes, ...added })
  return changed as OutcomeRow
}

function record(tx: Tx, action: string, outcome: OutcomeRow, changes: object): void {
  const { id: subjectId, meetingId, studentId, mentorId, fitVerdict } = outcome
  const payload = { meetingId, studentId, mentorId, fitVerdict }
  tx.record({ action, subjectType: 'Outcome', subjectId, changes: { ...changes }, payload })
}

async function refuseBadFields(tx: Tx, fields: OutcomeFields, others: Problem[]): Promise<void> {
  const codes = fields.careersDiscovered ?? []
  const occupations = codes.map((code, index) => ({ code, path: ['careersDiscovered', index] }))
  refuseAll([...outcomeProblems(fields), ...others, ...(await codeProblems(tx, { occupations }))])
}

// A verdict, a sentence and lists are never emptied by null; the two confidences may be.
const columnsOf = (fields: OutcomeFields): Partial<OutcomeRow> => ({
  fitVerdict: fields.fitVerdict ?? undefined,
  learned: fields.learned ?? undefined,
  nextSteps: fields.nextSteps ?? undefined,
  qualificationsLearned: fields.qualificationsLearned ?? undefined,
  careersDiscovered: fields.careersDiscovered ?? undefined,
  confidenceBefore: fields.confidenceBefore,
  confidenceAfter: fields.confidenceAfter
})
