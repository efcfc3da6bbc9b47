import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import { currentAssignmentsOf, lastSessionsOfPlans } from '../counseling/counseling.service.ts'
import type { RouteHandler } from '../module.ts'
import { addTargetOccupation, dropTargetOccupation, swapTargetOccupation } from './change-targets.ts'
import {
  allowedPlanActions,
  archiveExplorationPlan,
  coverageOf,
  getExplorationPlan,
  listExplorationPlans,
  type PlanRow,
  planWarnings,
  startExplorationPlan,
  targetHistoryOf,
  updateExplorationPlan
} from './plans.service.ts'
import type { PlanFilter, PlanOrderField } from './plans.types.ts'

const withOccupation = <Row extends { occupationCode: string }>({ occupationCode: occupation, ...row }: Row) => ({
  ...row,
  occupation
})

/** A plan of a list: what takes further reads stands with the plan alone. */
const listedJson = (scope: Scope) => (plan: PlanRow) => ({
  ...plan,
  targetOccupations: plan.targetOccupations.map(withOccupation),
  warnings: planWarnings(plan),
  allowedActions: allowedPlanActions(scope, plan)
})

async function answer(scope: Scope, plan: PlanRow) {
  const [[history = []], [coverage = []], [counselorAssignments = []], [session]] = await Promise.all([
    targetHistoryOf(scope, [plan.id]),
    coverageOf(scope, [plan.id]),
    currentAssignmentsOf(scope, [plan.studentId]),
    lastSessionsOfPlans(scope, [plan.id])
  ])
  const whole = { targetHistory: history.map(withOccupation), coverage: coverage.map(withOccupation) }
  return { ...listedJson(scope)(plan), ...whole, counselorAssignments, lastCounselingSessionId: session?.id ?? null }
}

type Verb = (scope: Scope, input: never) => Promise<PlanRow>

/** A move of the plan in the path, with the body as its input. */
const moveRoute =
  (verb: Verb): RouteHandler =>
  async ({ scope, body, params }) =>
    answer(scope, await verb(scope, { ...(body as object), ...(params as { id: string }) } as never))

export const routes: Record<string, RouteHandler> = {
  listExplorationPlans: async (request, reply) => {
    const args = pageArgs<PlanFilter, PlanOrderField>(request.query, 'DESC')
    return sendPage(request, reply, await listExplorationPlans(request.scope, args), listedJson(request.scope))
  },
  getExplorationPlan: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return answer(scope, await getExplorationPlan(scope, params as { id: string }))
  },
  startExplorationPlan: async ({ scope, body }, reply) => {
    const started = await startExplorationPlan(scope, body as never)
    reply.code(201).header('location', `/v1/exploration-plans/${started.id}`)
    return answer(scope, started)
  },
  updateExplorationPlan: moveRoute(updateExplorationPlan),
  archiveExplorationPlan: moveRoute(archiveExplorationPlan),
  addTargetOccupation: moveRoute(addTargetOccupation),
  dropTargetOccupation: moveRoute(dropTargetOccupation),
  swapTargetOccupation: moveRoute(swapTargetOccupation)
}
