import { constraintOf } from '../../db/database.ts'
import { groupedBy, inOrder, newId } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import { insertRow, updateRow } from '../../db/statements.ts'
import { Last, type Tx, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { allowedActions, checkVersion, move } from '../state-machine.ts'
import { knownOccupations } from '../taxonomy/taxonomy.service.ts'
import { textProblems } from '../text.rules.ts'
import { assertMayPlan, canSeePlan, partiesOf, visiblePlans } from './plans.policy.ts'
import { activePlanRowsOf, lockPlan, planById, planPage, planRowsByIds, returning } from './plans.queries.ts'
import {
  additionProblems,
  goalProblems,
  levelsOf,
  limitProblems,
  orderProblems,
  type PlanAction,
  planMachine,
  targetsMaxEver
} from './plans.rules.ts'
import type {
  ById,
  PlanFilter,
  PlanOrderField,
  PlanRow,
  StartExplorationPlanInput,
  TargetCoverage,
  TargetRow,
  UpdateExplorationPlanInput
} from './plans.types.ts'
import { insertTargets, levelsMetOf, rankTargets, targetRowsOfPlans } from './targets.queries.ts'

export { planWarnings } from './plans.rules.ts'
export type { PlanRow } from './plans.types.ts'

interface ListArgs extends PageArgs {
  filter?: PlanFilter | null
  orderBy?: { field: PlanOrderField; direction: 'ASC' | 'DESC' } | null
}

/**
 * The plans that the actor may see, latest first unless ordered otherwise; at most 100 a page, each with its targets.
 * Throws INVALID_INPUT, INVALID_PAGING, INVALID_CURSOR.
 */
export async function listExplorationPlans(scope: Scope, args: ListArgs): Promise<Connection<PlanRow>> {
  const filter = args.filter ?? {}
  refuseAll(textProblems(filter.occupation, ['filter', 'occupation'], 20))
  const order = args.orderBy ?? { field: 'CREATED_AT', direction: 'DESC' }
  return planPage(scope, visiblePlans(scope.actor), filter, order, args)
}

/** Plans by id in their order; null for what is missing or not for the actor to see, which are the same to them. */
export async function plansByIds(scope: Scope, ids: readonly (string | null)[]): Promise<(PlanRow | null)[]> {
  const rows = await planRowsByIds(scope, ids)
  return inOrder(
    ids,
    rows.filter((row) => canSeePlan(scope.actor, row)),
    (row) => row.id
  )
}

/** The active plan of each person in their order; null where there is none for the actor to see. */
export async function activePlansOf(scope: Scope, studentIds: readonly string[]): Promise<(PlanRow | null)[]> {
  const rows = await activePlanRowsOf(scope, visiblePlans(scope.actor), studentIds)
  return inOrder(studentIds, rows, (row) => row.studentId)
}

/** One plan, or null. */
export const findExplorationPlan = async (scope: Scope, { id }: { id: string }): Promise<PlanRow | null> =>
  (await plansByIds(scope, [id]))[0] ?? null

/** One plan. Throws NOT_FOUND. */
export async function getExplorationPlan(scope: Scope, args: { id: string }): Promise<PlanRow> {
  const plan = await findExplorationPlan(scope, args)
  if (!plan) throw refuse('NOT_FOUND', { path: ['id'] })
  return plan
}

/** Whatever each plan has aimed at, latest first, grouped in the order of the ids (S#35); of plans that the actor may see. */
export const targetHistoryOf = async (scope: Scope, planIds: readonly string[]): Promise<TargetRow[][]> =>
  groupedBy(planIds, await targetRowsOfPlans(scope, planIds), (row) => row.planId)

/**
 * For each plan and each of its targets which levels of seniority the student has reached and which are missing (S#12),
 * in one statement for all; of plans that the actor may see. A no counts for nothing (S#13).
 */
export async function coverageOf(scope: Scope, planIds: readonly string[]): Promise<TargetCoverage[][]> {
  const found = groupedBy(planIds, await levelsMetOf(scope, planIds), (row) => row.planId)
  return found.map((rows) => rows.map(({ occupationCode, levels }) => ({ occupationCode, ...levelsOf(levels) })))
}

/** The moves that the actor may make with a plan now. */
export const allowedPlanActions = ({ actor }: Pick<Scope, 'actor'>, plan: PlanRow): PlanAction[] =>
  allowedActions(planMachine, plan.status, partiesOf(actor, plan))

/**
 * A locked plan on its way to another state: visible to the actor, at the version expected, and free to move.
 * Throws NOT_FOUND, FORBIDDEN, INVALID_TRANSITION, VERSION_CONFLICT.
 */
export function movable(tx: Tx, rows: Rows | undefined, action: PlanAction, expectedVersion?: number | null) {
  const plan = rows?.[0] as unknown as PlanRow | undefined
  if (!plan || !canSeePlan(tx.actor, plan)) throw refuse('NOT_FOUND', { path: ['id'] })
  const to = move(planMachine, plan.status, action, partiesOf(tx.actor, plan))
  checkVersion(plan, expectedVersion)
  return { plan, to, active: plan.targetOccupations.map(({ occupationCode }) => occupationCode) }
}

/** The last step of a change of a plan, recorded under `action`, once. Events tell no occupation: it says much of a person. */
export function lastChange(
  tx: Tx,
  { id: subjectId, studentId, status: from }: PlanRow,
  action: string,
  { values = {}, changes = values, ids = {} }: { values?: Partial<PlanRow>; changes?: object; ids?: object }
): Last<PlanRow> {
  const payload = { from, status: values.status ?? from, studentId, ...ids }
  tx.record({ action, subjectType: 'ExplorationPlan', subjectId, changes: { ...changes }, payload })
  const statement = updateRow('exploration_plans', subjectId, values, tx.now, returning)
  return new Last(statement, ([changed]) => changed as unknown as PlanRow)
}

/**
 * Starts the actor's plan, with occupations to begin with. Everybody has one that is active.
 * Throws FORBIDDEN for all but students and alumni, PLAN_ALREADY_ACTIVE, INVALID_INPUT, UNKNOWN_OCCUPATION,
 * TARGET_ALREADY_CHOSEN, TOO_MANY_TARGETS.
 */
export const startExplorationPlan = (scope: Scope, input: StartExplorationPlanInput): Promise<PlanRow> => {
  const codes = input.targetOccupations ?? []
  return write(
    scope,
    async (tx, [occupations]) => {
      assertMayPlan(tx.actor)
      const known = new Set(occupations?.map((row) => row.code as string))
      const tooMany = limitProblems(codes.length, tx.policy, ['targetOccupations'])
      const additions = () => additionProblems(codes, { known, active: [] }, (index) => ['targetOccupations', index])
      refuseAll([...goalProblems(input.goal), ...(tooMany.length > 0 ? tooMany : additions())])
      return insertPlan(tx, input.goal ?? null, codes)
    },
    [knownOccupations(codes.slice(0, targetsMaxEver))]
  )
}

async function insertPlan(tx: Tx, goal: string | null, codes: readonly string[]): Promise<PlanRow> {
  const [id, studentId] = [newId(), tx.actor.id as string]
  const targets = codes.map((occupationCode, index) => ({ id: newId(), occupationCode, rank: index + 1, reason: null }))
  const row = { id, studentId, status: 'ACTIVE', goal, version: 1, createdAt: tx.now, updatedAt: tx.now }
  const statements = [insertRow('exploration_plans', row, returning), insertTargets(id, targets, tx.now), planById(id)]
  const found = await tx.batch(statements).catch((error) => {
    if (constraintOf(error) === 'exploration_plans_one_active') throw refuse('PLAN_ALREADY_ACTIVE', { cause: error })
    throw error
  })
  tx.record({
    action: 'exploration_plan.started',
    subjectType: 'ExplorationPlan',
    subjectId: id,
    changes: { goal, targetOccupations: codes },
    payload: { status: 'ACTIVE', studentId, targetIds: targets.map((target) => target.id) }
  })
  return found[2]?.[0] as unknown as PlanRow
}

/**
 * Changes a plan's goal, or the order of its targets. Throws what `movable` throws, INVALID_INPUT.
 */
export const updateExplorationPlan = (scope: Scope, input: UpdateExplorationPlanInput): Promise<PlanRow> =>
  write(
    scope,
    async (tx, [, plans]) => {
      const { plan, active } = movable(tx, plans, 'UPDATE', input.expectedVersion)
      const { goal = plan.goal, targetOrder } = input
      const order = targetOrder ?? active
      refuseAll([...goalProblems(goal), ...orderProblems(order, active)])
      const isReordered = order.join() !== active.join()
      if (goal === plan.goal && !isReordered) return plan
      if (isReordered) await tx.rows(rankTargets(plan.id, order))
      const changes = { ...(goal !== plan.goal && { goal }), ...(isReordered && { targetOrder: order }) }
      return lastChange(tx, plan, 'exploration_plan.updated', { values: { goal }, changes })
    },
    lockPlan(input.id)
  )

/** Puts a plan away with all that it holds, so that another can be started. Throws what `movable` throws. */
export const archiveExplorationPlan = (scope: Scope, { id, expectedVersion }: ById): Promise<PlanRow> =>
  write(
    scope,
    async (tx, [, plans]) => {
      const { plan, to } = movable(tx, plans, 'ARCHIVE', expectedVersion)
      return lastChange(tx, plan, 'exploration_plan.archived', { values: { status: to, archivedAt: tx.now } })
    },
    lockPlan(id)
  )
