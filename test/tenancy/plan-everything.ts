import type { TestApp } from '../support/app.ts'
import type { Campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Does with plans and counselors what can be done, so that every statement of theirs has been sent. */
export async function planEverything(app: TestApp, home: Campus): Promise<void> {
  const [student, counselor] = [await home.student(), await home.counselor()]
  const pair = { studentId: student.id, counselorId: counselor.id }
  const targetOccupations = ['15-1252.00', '15-1253.00']
  const started = await mutate(app, student, 'startExplorationPlan', { targetOccupations }, 'explorationPlan { id }')
  const { id } = started.explorationPlan
  const assigned = await mutate(app, counselor, 'assignCounselor', pair, 'counselorAssignment { id }')
  const heldAt = '2026-02-20T09:00:00.000Z'
  const logged = await mutate(app, counselor, 'logCounselingSession', { ...pair, heldAt }, 'counselingSession { id }')
  await mutate(app, counselor, 'updateCounselingSession', { id: logged.counselingSession.id, note: 'x' }, '')
  await mutate(app, student, 'updateExplorationPlan', { id, targetOrder: targetOccupations.toReversed() }, '')
  await mutate(app, student, 'addTargetOccupation', { id, occupation: '15-1254.00' }, '')
  await mutate(app, student, 'dropTargetOccupation', { id, occupation: '15-1252.00' }, '')
  await mutate(app, student, 'swapTargetOccupation', { id, drop: '15-1253.00', add: '15-1255.00' }, '')
  await rest(app, student, 'GET', `/v1/exploration-plans/${id}`)
  const filters = [
    `explorationPlans(filter: { studentId: "${student.id}", counselorId: "${counselor.id}", status: [ACTIVE], occupation: "15-1254.00" }, orderBy: { field: UPDATED_AT })`,
    `counselorAssignments(filter: { counselorId: "${counselor.id}", isCurrent: true })`,
    `counselingSessions(filter: { planId: "${id}", heldFrom: "${heldAt}" })`
  ]
  for (const filter of filters) await graphql(app, counselor, `{ ${filter} { totalCount nodes { id } } }`)
  await graphql(app, student, 'query ($id: ID!) { person(id: $id) { explorationPlan { id } } }', { id: student.id })
  await mutate(app, counselor, 'endCounselorAssignment', { id: assigned.counselorAssignment.id }, '')
  await mutate(app, student, 'archiveExplorationPlan', { id }, '')
}
