import type { Scope } from '../../db/scope.ts'
import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import { addTargetOccupation, dropTargetOccupation, swapTargetOccupation } from './change-targets.ts'
import {
  allowedPlanActions,
  archiveExplorationPlan,
  findExplorationPlan,
  listExplorationPlans,
  type PlanRow,
  planWarnings,
  startExplorationPlan,
  updateExplorationPlan
} from './plans.service.ts'

const mutation =
  <Input>(verb: (scope: Scope, input: Input) => Promise<PlanRow>) =>
  (_: unknown, { input }: { input: Input }, { scope }: GraphqlContext) =>
    payload('explorationPlan', () => verb(scope, input))

export const resolvers = {
  Query: {
    explorationPlan: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findExplorationPlan(scope, args),
    explorationPlans: (_: unknown, args: Parameters<typeof listExplorationPlans>[1], { scope }: GraphqlContext) =>
      listExplorationPlans(scope, args)
  },
  Mutation: {
    startExplorationPlan: mutation(startExplorationPlan),
    updateExplorationPlan: mutation(updateExplorationPlan),
    archiveExplorationPlan: mutation(archiveExplorationPlan),
    addTargetOccupation: mutation(addTargetOccupation),
    dropTargetOccupation: mutation(dropTargetOccupation),
    swapTargetOccupation: mutation(swapTargetOccupation)
  },
  ExplorationPlan: {
    warnings: planWarnings,
    allowedActions: (plan: PlanRow, _: unknown, { scope }: GraphqlContext) => allowedPlanActions(scope, plan)
  }
}
