import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import type { Cast } from './cast.ts'
import { type Arguments, change, type Example, example, none } from './example.ts'
import { archivePlansOf, assignmentRow, planRow, sessionRow, targetRow } from './filled-plans.ts'

const [builder, tester] = ['15-1252.00', '15-1253.00']

/** A plan of the cast's student with one target; they can have one at a time. */
async function freshPlan({ there, student }: Cast): Promise<Arguments> {
  const id = newId()
  await there.run(
    archivePlansOf(student.id),
    planRow({ id, studentId: student.id }),
    targetRow({ planId: id, occupationCode: builder })
  )
  return { id }
}

const onPlan = (more: Arguments = {}) =>
  change('conversation', async (cast) => ({ ...(await freshPlan(cast)), ...more }))

/** The reader where they counsel, else a counselor of their own. */
const counselorIn = async ({ there, column, reader }: Cast): Promise<string> =>
  column.role === 'counselor' && column.relation === 'campus' ? reader.id : (await there.counselor()).id

async function freshAssignment(cast: Cast): Promise<Arguments> {
  const id = newId()
  const counselorId = (await cast.there.counselor()).id
  await cast.there.run(assignmentRow({ id, studentId: cast.student.id, counselorId }))
  return { id }
}

/** A session that its student logged, or the counselor who reads. */
async function freshSession(cast: Cast): Promise<Arguments> {
  const [id, counselorId, studentId] = [newId(), await counselorIn(cast), cast.student.id]
  const loggedById = counselorId === cast.reader.id ? counselorId : studentId
  await cast.there.run(sessionRow({ id, studentId, counselorId, loggedById }))
  return { id }
}

async function newSession(cast: Cast): Promise<Arguments> {
  const { there, student } = cast
  // Whoever seeks is one who can be counseled, whatever else they are.
  await there.run(sql`insert into affiliations (tenant_id, person_id, kind) values (${tenant}, ${student.id}, 'ALUM')
    on conflict do nothing`)
  return { studentId: student.id, counselorId: await counselorIn(cast), heldAt: '2026-02-20T09:00:00.000Z' }
}

export const planQueries: Record<string, Example> = {
  explorationPlan: example('conversation', ({ plans }) => ({ id: plans[0] })),
  explorationPlans: none,
  counselorAssignment: example('conversation', ({ assignments }) => ({ id: assignments[1] })),
  counselorAssignments: none,
  counselingSession: example('conversation', ({ session }) => ({ id: session })),
  counselingSessions: none
}

export const planMutations: Record<string, Example> = {
  startExplorationPlan: change('anybody', async ({ home, reader }) => {
    await home.run(archivePlansOf(reader.id))
    return { goal: 'To find out.' }
  }),
  updateExplorationPlan: onPlan({ goal: 'To find out more.' }),
  archiveExplorationPlan: onPlan(),
  addTargetOccupation: onPlan({ occupation: tester }),
  dropTargetOccupation: onPlan({ occupation: builder }),
  swapTargetOccupation: onPlan({ drop: builder, add: tester }),
  assignCounselor: change('anybody', async ({ home }) => ({
    studentId: (await home.student()).id,
    counselorId: (await home.counselor()).id
  })),
  endCounselorAssignment: change('conversation', freshAssignment),
  logCounselingSession: change('conversation', newSession),
  updateCounselingSession: change('conversation', async (cast) => ({ ...(await freshSession(cast)), note: 'More.' }))
}
