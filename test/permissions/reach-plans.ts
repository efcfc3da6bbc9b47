import type { Cast } from './cast.ts'
import { alone, both, byIds, list, type Reach, within } from './ways.ts'

const ofStudent = ({ student }: Cast) => student.id
const plan = byIds('conversation', 'ExplorationPlan', ({ plans }) => plans)
const assignment = byIds('conversation', 'CounselorAssignment', ({ assignments }) => assignments)
const session = byIds('conversation', 'CounselingSession', (cast) => [cast.session])
const plans = list('conversation', 'explorationPlans', ['studentId', 'ID'], ofStudent)
const assignments = list('conversation', 'counselorAssignments', ['studentId', 'ID'], ofStudent)
const sessions = list('conversation', 'counselingSessions', ['studentId', 'ID'], ofStudent)
const ofPerson = within(
  byIds('conversation', 'Person', ({ student }) => [student.id]),
  'explorationPlan'
)

/** How to come to plans, and to who counsels those who have them. */
export const planReaches: Record<string, Reach> = {
  ExplorationPlan: both(
    plan,
    alone('explorationPlan', plan, (cast) => cast.plans[0]),
    within(plans, 'nodes'),
    within(session, 'plan'),
    ofPerson
  ),
  TargetOccupation: both(within(plan, 'targetOccupations', 'targetHistory'), within(ofPerson, 'targetHistory')),
  ExplorationPlanWarning: within(plan, 'warnings'),
  TargetCoverage: both(within(plan, 'coverage'), within(ofPerson, 'coverage')),
  CounselorAssignment: both(
    assignment,
    alone('counselorAssignment', assignment, (cast) => cast.assignments[0]),
    within(assignments, 'nodes'),
    within(plan, 'counselorAssignments')
  ),
  CounselingSession: both(
    session,
    alone('counselingSession', session, (cast) => cast.session),
    within(sessions, 'nodes'),
    within(plan, 'lastCounselingSession')
  ),
  ExplorationPlanConnection: plans,
  ExplorationPlanEdge: within(plans, 'edges'),
  CounselorAssignmentConnection: assignments,
  CounselorAssignmentEdge: within(assignments, 'edges'),
  CounselingSessionConnection: sessions,
  CounselingSessionEdge: within(sessions, 'edges')
}
