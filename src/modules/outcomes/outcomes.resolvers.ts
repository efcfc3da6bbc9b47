import type { GraphqlContext } from '../module.ts'
import { mutation, query } from '../verb-fields.ts'
import { findCompetencyDeltas } from './competencies.service.ts'
import { findLead, isOpen, listLeads } from './leads.service.ts'
import { logOutcome, updateOutcome } from './log-outcome.ts'
import { findOutcome, listOutcomes } from './outcomes.service.ts'
import type { LeadRow } from './outcomes.types.ts'
import {
  allowedSkillTaskActions,
  completeSkillTask,
  dropSkillTask,
  findSkillTask,
  listSkillTasks,
  updateSkillTask
} from './skill-tasks.service.ts'
import type { SkillTaskRow } from './skill-tasks.types.ts'

export const resolvers = {
  Query: {
    outcome: query(findOutcome),
    outcomes: query(listOutcomes),
    lead: query(findLead),
    leads: query(listLeads),
    skillTask: query(findSkillTask),
    skillTasks: query(listSkillTasks),
    competencyDeltas: query(findCompetencyDeltas)
  },
  Mutation: {
    logOutcome: mutation('outcome', logOutcome),
    updateOutcome: mutation('outcome', updateOutcome),
    updateSkillTask: mutation('skillTask', updateSkillTask),
    completeSkillTask: mutation('skillTask', completeSkillTask),
    dropSkillTask: mutation('skillTask', dropSkillTask)
  },
  Lead: { isOpen: (lead: LeadRow, _: unknown, { scope }: GraphqlContext) => isOpen(scope, lead) },
  SkillTask: {
    allowedActions: (task: SkillTaskRow, _: unknown, { scope }: GraphqlContext) => allowedSkillTaskActions(scope, task)
  }
}
