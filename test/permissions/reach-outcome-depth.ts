import type { Cast } from './cast.ts'
import { alone, both, byIds, list, plain, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const lead = byIds('conversation', 'Lead', (cast) => [cast.lead])
const task = byIds('conversation', 'SkillTask', ({ skillTask, doneTask }) => [skillTask, doneTask])
const resume = byIds('conversation', 'Resume', (cast) => [cast.resume])
const leads = list('conversation', 'leads', ['studentId', 'ID'], ofStudent)
const tasks = list('conversation', 'skillTasks', ['studentId', 'ID'], ofStudent)
const fit = plain('anybody', 'fitReport')
const competencies = plain('anybody', 'competencyReport')
const deltas: Reach = {
  circle: 'conversation',
  ways: ({ student }) => [
    { steps: ['competencyDeltas(studentId: $id)'], declared: '($id: ID!)', variables: { id: student.id } }
  ]
}

/** How to come to what is said of a conversation beyond a verdict and a sentence. */
export const depthReaches = (outcome: Reach): Record<string, Reach> => ({
  OccupationVerdict: within(outcome, 'fitVerdicts'),
  MetPurpose: within(outcome, 'purposesMet'),
  Resource: within(outcome, 'resources'),
  Lead: both(
    lead,
    alone('lead', lead, (cast) => cast.lead),
    within(leads, 'nodes'),
    within(outcome, 'leads')
  ),
  SkillTask: both(
    task,
    alone('skillTask', task, (cast) => cast.skillTask),
    within(tasks, 'nodes'),
    within(outcome, 'skillsToAcquire')
  ),
  ResumeFeedback: both(within(outcome, 'resumeFeedback'), within(within(resume, 'versions'), 'feedback')),
  OutcomeClosing: within(outcome, 'closing'),
  Observation: within(outcome, 'observations'),
  CompetencyRating: within(outcome, 'competencies'),
  OutcomeCompleteness: within(outcome, 'completeness'),
  ReferralGoal: within(outcome, 'referralGoal'),
  ReferralReach: within(outcome, 'ledTo'),
  ReachedReferral: within(within(outcome, 'ledTo'), 'referrals'),
  CompetencyDeltas: deltas,
  CompetencyDelta: within(deltas, 'deltas'),
  FitReport: fit,
  OccupationFit: within(fit, 'occupations'),
  FitFigures: both(within(fit, 'others'), within(within(fit, 'occupations'), 'figures')),
  CompetencyReport: competencies,
  CompetencyFigures: within(competencies, 'competencies'),
  ReferralReport: plain('anybody', 'referralReport'),
  LeadConnection: leads,
  LeadEdge: within(leads, 'edges'),
  SkillTaskConnection: tasks,
  SkillTaskEdge: within(tasks, 'edges')
})
