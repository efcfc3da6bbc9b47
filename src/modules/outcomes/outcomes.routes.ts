import type { Scope } from '../../db/scope.ts'
import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import { referralReachesOf } from '../requests/referral-reach.service.ts'
import { referralsByOutcomeIds } from '../requests/referrals.service.ts'
import { getCompetencyDeltas } from './competencies.service.ts'
import {
  completenessOfOutcomes,
  feedbackOfOutcomes,
  networkAddedBy,
  referralGoalsOf,
  resourcesOfOutcomes
} from './depth.service.ts'
import { getLead, isOpen, leadsOfOutcomes, listLeads } from './leads.service.ts'
import { logOutcome, updateOutcome } from './log-outcome.ts'
import { getOutcome, listOutcomes } from './outcomes.service.ts'
import type { LeadFilter, LeadRow, Outcome, OutcomeFilter, ResourceRow } from './outcomes.types.ts'
import {
  allowedSkillTaskActions,
  completeSkillTask,
  dropSkillTask,
  getSkillTask,
  listSkillTasks,
  skillTasksOfOutcomes,
  updateSkillTask
} from './skill-tasks.service.ts'
import type { SkillTaskFilter, SkillTaskRow } from './skill-tasks.types.ts'

const listedOutcomeJson = (outcome: Outcome) => outcome

const resourceJson = ({ outcomeId: _, studentId: _student, mentorId: _mentor, ...resource }: ResourceRow) => resource
const leadJson = (scope: Scope) => (lead: LeadRow) => ({ ...lead, isOpen: isOpen(scope, lead) })
const taskJson = (scope: Scope) => (task: SkillTaskRow) => ({
  ...task,
  allowedActions: allowedSkillTaskActions(scope, task)
})

/** An outcome alone has with it all that hangs on it; a list leaves that out, so that it stays one statement. */
async function outcomeJson(scope: Scope, outcome: Outcome) {
  const ids = [outcome.id]
  const found = await Promise.all([
    referralsByOutcomeIds(scope, ids),
    referralGoalsOf(scope, ids),
    referralReachesOf(scope, ids),
    networkAddedBy(scope, [outcome]),
    resourcesOfOutcomes(scope, ids),
    leadsOfOutcomes(scope, ids),
    skillTasksOfOutcomes(scope, ids),
    feedbackOfOutcomes(scope, ids),
    completenessOfOutcomes(scope, [outcome])
  ])
  const [[referrals], [referralGoal], [ledTo], [networkAdded], [resources = []], [leads = []], [skills = []]] = found
  const [, , , , , , , [resumeFeedback], [completeness]] = found
  return {
    ...outcome,
    ...{ referrals, referralGoal, ledTo, networkAdded, resumeFeedback, completeness },
    resources: resources.map(resourceJson),
    leads: leads.map(leadJson(scope)),
    skillsToAcquire: skills.map(taskJson(scope))
  }
}

type Path = { id: string }

/** A move of the task in the path, with the body as its input. */
const taskRoute =
  (verb: (scope: Scope, input: never) => Promise<SkillTaskRow>): RouteHandler =>
  async ({ scope, body, params }) =>
    taskJson(scope)(await verb(scope, { ...(body as object), ...(params as Path) } as never))

export const routes: Record<string, RouteHandler> = {
  listOutcomes: async (request, reply) => {
    const args = pageArgs<OutcomeFilter, 'LOGGED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listOutcomes(request.scope, args), listedOutcomeJson)
  },
  getOutcome: async ({ scope, params }) => {
    scope.expectSeveralReads()
    return outcomeJson(scope, await getOutcome(scope, params as Path))
  },
  logOutcome: async ({ scope, body, params }, reply) => {
    const outcome = await logOutcome(scope, { ...(body as object), meetingId: (params as Path).id } as never)
    reply.code(201).header('location', `/v1/outcomes/${outcome.id}`)
    return outcomeJson(scope, outcome)
  },
  updateOutcome: async ({ scope, body, params }) =>
    outcomeJson(scope, await updateOutcome(scope, { ...(body as object), ...(params as Path) } as never)),
  listLeads: async (request, reply) => {
    const args = pageArgs<LeadFilter, 'CREATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listLeads(request.scope, args), leadJson(request.scope))
  },
  getLead: async ({ scope, params }) => leadJson(scope)(await getLead(scope, params as Path)),
  listSkillTasks: async (request, reply) => {
    const args = pageArgs<SkillTaskFilter, 'CREATED_AT'>(request.query, 'DESC')
    return sendPage(request, reply, await listSkillTasks(request.scope, args), taskJson(request.scope))
  },
  getSkillTask: taskRoute(getSkillTask),
  updateSkillTask: taskRoute(updateSkillTask),
  completeSkillTask: taskRoute(completeSkillTask),
  dropSkillTask: taskRoute(dropSkillTask),
  getCompetencyDeltas: async ({ scope, params }) => getCompetencyDeltas(scope, { studentId: (params as Path).id })
}
