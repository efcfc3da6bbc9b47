import { isDeepStrictEqual } from 'node:util'
import { constraintOf } from '../../db/database.ts'
import { newId } from '../../db/ids.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { lockedMeeting, movable } from '../meetings/meetings.service.ts'
import { checkVersion } from '../state-machine.ts'
import { factsOf } from './depth.queries.ts'
import {
  additionsOf,
  additionsTo,
  feedbackPart,
  type LookedUp,
  lookUps,
  type Parts,
  problemsOf,
  removalsFrom,
  together
} from './outcome-parts.ts'
import { asSeenBy, visibleOutcomes } from './outcomes.policy.ts'
import { lockOutcome, returning } from './outcomes.queries.ts'
import { removalProblems } from './outcomes.rules.ts'
import type { LogOutcomeInput, Outcome, OutcomeFacts, OutcomeRow, UpdateOutcomeInput } from './outcomes.types.ts'
import { columnsOf, statementValues, toldOf } from './outcomes.values.ts'

const factsIn = (rows: Rows | undefined) => rows?.[0] as unknown as OutcomeFacts

/**
 * Logs what came of a completed meeting, with the names that the mentor passed on (S#59). A verdict and a sentence are
 * enough; "not for me" is as good a result as any (S#58). All the rest can be added later, and nothing waits for it: whether
 * purposes were met (S#6), resources (S#43), openings (S#62), skills (S#63), what was said of the resume (S#50), how one took
 * leave (S#57), what one noticed (S#56).
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, OUTCOME_ALREADY_LOGGED, and the problems of its fields.
 */
export const logOutcome = (scope: Scope, input: LogOutcomeInput): Promise<Outcome> =>
  write(
    scope,
    async (tx, [meetings, facts, ...lookedUp]) => {
      const { meeting } = movable(tx, meetings, 'LOG_OUTCOME', null, 'meetingId')
      if (meeting.hasOutcome) throw refuse('OUTCOME_ALREADY_LOGGED', { path: ['meetingId'] })
      const { studentId, mentorId } = meeting
      const additions = additionsOf(input)
      const about = { facts: factsIn(facts), lookedUp: lookedUp as LookedUp, studentId, mentorId }
      refuseAll(problemsOf(input, additions, about))
      const people = { meetingId: meeting.id, studentId, mentorId }
      const { id, insert } = newOutcome(tx, { ...people, ...columnsOf(input) })
      const more = additionsTo(tx, { id, studentId, mentorId }, additions, about.lookedUp)
      const feedback = feedbackPart(id, input, about.facts)
      const [rows] = await tx.batch([insert, ...together([more, feedback]).statements]).catch((error) => {
        if (constraintOf(error) !== 'outcomes_meeting_unique') throw error
        throw refuse('OUTCOME_ALREADY_LOGGED', { path: ['meetingId'], cause: error })
      })
      return asSeenBy(tx.actor, rows?.[0] as unknown as OutcomeRow)
    },
    [lockedMeeting(input.meetingId), factsOf({ meetingId: input.meetingId }), ...lookUps(scope, input)]
  )

function newOutcome(tx: Tx, values: Partial<OutcomeRow>): { id: string; insert: Sql } {
  const defaults = { nextSteps: [], qualificationsLearned: [], careersDiscovered: [] }
  const given = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
  const id = newId()
  const stamps = { id, version: 1, loggedAt: tx.now, updatedAt: tx.now }
  record(tx, 'outcome.logged', { id, ...values } as OutcomeRow, toldOf(given))
  return { id, insert: insertRow('outcomes', { ...defaults, ...statementValues(given), ...stamps }, returning) }
}

/**
 * Changes an outcome, or adds to it and takes away. Lists without an identity are replaced whole; names, resources, openings
 * and skills are added, and resources and openings taken away by their ids. Throws NOT_FOUND, FORBIDDEN when it is somebody
 * else's, VERSION_CONFLICT, and the problems of its fields.
 */
export const updateOutcome = (scope: Scope, input: UpdateOutcomeInput): Promise<Outcome> =>
  write(
    scope,
    async (tx, [outcomes, facts, ...lookedUp]) => {
      const outcome = outcomes?.[0] as unknown as OutcomeRow | undefined
      if (!outcome) throw refuse('NOT_FOUND', { path: ['id'] })
      if (outcome.studentId !== tx.actor.id) throw refuse('FORBIDDEN')
      checkVersion(outcome, input.expectedVersion)
      const { id, studentId, mentorId } = outcome
      const additions = additionsOf(input)
      const about = { facts: factsIn(facts), lookedUp: lookedUp as LookedUp, studentId, mentorId }
      refuseAll([
        ...problemsOf(input, additions, { ...about, removed: input }),
        ...removalProblems(input.removeResources ?? [], about.facts.resourceIds, 'removeResources'),
        ...removalProblems(input.removeLeads ?? [], about.facts.leadIds, 'removeLeads')
      ])
      const parts = [
        removalsFrom(id, input),
        additionsTo(tx, outcome, additions, about.lookedUp),
        feedbackPart(id, input, about.facts)
      ]
      return changeOutcome(tx, outcome, columnsOf(input), together(parts))
    },
    [lockOutcome(input.id, visibleOutcomes(scope.actor)), factsOf({ outcomeId: input.id }), ...lookUps(scope, input)]
  )

// A name more is a change of the outcome: without a new version, a call sent again after a lost answer would add it twice.
async function changeOutcome(
  tx: Tx,
  outcome: OutcomeRow,
  values: Partial<OutcomeRow>,
  { statements, told }: Parts
): Promise<Outcome> {
  const differs = ([key, value]: [string, unknown]) =>
    value !== undefined && !isDeepStrictEqual(value, outcome[key as keyof OutcomeRow])
  const changes = Object.fromEntries(Object.entries(values).filter(differs))
  if (Object.keys(changes).length === 0 && statements.length === 0) return asSeenBy(tx.actor, outcome)
  const update = updateRow('outcomes', outcome.id, statementValues(changes), tx.now, returning)
  const [rows] = await tx.batch([update, ...statements])
  const changed = rows?.[0] as unknown as OutcomeRow
  record(tx, 'outcome.updated', changed, { ...toldOf(changes), ...told })
  return asSeenBy(tx.actor, changed)
}

function record(tx: Tx, action: string, outcome: OutcomeRow, changes: object): void {
  const { id: subjectId, meetingId, studentId, mentorId, fitVerdict } = outcome
  const payload = { meetingId, studentId, mentorId, fitVerdict }
  tx.record({ action, subjectType: 'Outcome', subjectId, changes: { ...changes }, payload })
}
