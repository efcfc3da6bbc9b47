import { newId } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { knownOccupations } from '../taxonomy/taxonomy.service.ts'
import { lockPlan } from './plans.queries.ts'
import { additionProblems, limitProblems, reasonProblems } from './plans.rules.ts'
import { lastChange, movable } from './plans.service.ts'
import type { PlanRow, SwapTargetInput, TargetInput, TargetRow } from './plans.types.ts'
import { closeRank, dropTarget, insertTargets } from './targets.queries.ts'

function targetOf({ targetOccupations }: PlanRow, code: string, field: string): TargetRow {
  const target = targetOccupations.find(({ occupationCode }) => occupationCode === code)
  if (!target) throw refuse('NOT_A_TARGET', { path: [field] })
  return target
}

/**
 * Adds an occupation to a plan's targets, at the end. One that was dropped can be taken up again, as a new row (S#35).
 * Throws what `movable` throws, INVALID_INPUT, UNKNOWN_OCCUPATION, TARGET_ALREADY_CHOSEN, and TOO_MANY_TARGETS where the
 * campus holds its limit hard; where it does not, the plan carries a warning.
 */
export const addTargetOccupation = (scope: Scope, { id, occupation, ...input }: TargetInput): Promise<PlanRow> =>
  write(
    scope,
    async (tx, [, plans, occupations]) => {
      const { plan, active } = movable(tx, plans, 'ADD_TARGET', input.expectedVersion)
      const known = new Set(occupations?.map((row) => row.code as string))
      const problems = additionProblems([occupation], { known, active }, () => ['occupation'])
      if (problems.length === 0) problems.push(...limitProblems(active.length + 1, tx.policy, ['occupation']))
      refuseAll([...reasonProblems(input.reason), ...problems])
      const reason = input.reason ?? null
      const target = { id: newId(), occupationCode: occupation, rank: active.length + 1, reason }
      await tx.rows(insertTargets(plan.id, [target], tx.now))
      const changes = { added: occupation, reason }
      return lastChange(tx, plan, 'exploration_plan.target_added', { changes, ids: { targetId: target.id } })
    },
    [...lockPlan(id), knownOccupations([occupation])]
  )

/**
 * Drops an occupation from a plan's targets; it stays in the history with the reason (S#35).
 * Throws what `movable` throws, INVALID_INPUT, NOT_A_TARGET.
 */
export const dropTargetOccupation = (scope: Scope, { id, occupation, ...input }: TargetInput): Promise<PlanRow> =>
  write(
    scope,
    async (tx, [, plans]) => {
      const { plan } = movable(tx, plans, 'DROP_TARGET', input.expectedVersion)
      refuseAll(reasonProblems(input.reason))
      const target = targetOf(plan, occupation, 'occupation')
      const reason = input.reason ?? null
      await tx.batch([dropTarget(target.id, reason, tx.now), closeRank(plan.id, target.rank)])
      const changes = { dropped: occupation, reason }
      return lastChange(tx, plan, 'exploration_plan.target_dropped', { changes, ids: { droppedTargetId: target.id } })
    },
    lockPlan(id)
  )

/**
 * Drops one target and adds another at its rank, both or neither; the number stays, so no limit is asked.
 * Throws what `movable` throws, INVALID_INPUT, NOT_A_TARGET, UNKNOWN_OCCUPATION, TARGET_ALREADY_CHOSEN.
 */
export const swapTargetOccupation = (scope: Scope, { id, drop, add, ...input }: SwapTargetInput): Promise<PlanRow> =>
  write(
    scope,
    async (tx, [, plans, occupations]) => {
      const { plan, active } = movable(tx, plans, 'SWAP_TARGET', input.expectedVersion)
      const known = new Set(occupations?.map((row) => row.code as string))
      refuseAll([...reasonProblems(input.reason), ...additionProblems([add], { known, active }, () => ['add'])])
      const dropped = targetOf(plan, drop, 'drop')
      const reason = input.reason ?? null
      const target = { id: newId(), occupationCode: add, rank: dropped.rank, reason }
      await tx.batch([dropTarget(dropped.id, reason, tx.now), insertTargets(plan.id, [target], tx.now)])
      const ids = { droppedTargetId: dropped.id, targetId: target.id }
      return lastChange(tx, plan, 'exploration_plan.target_swapped', {
        changes: { dropped: drop, added: add, reason },
        ids
      })
    },
    [...lockPlan(id), knownOccupations([add])]
  )
