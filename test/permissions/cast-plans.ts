import { newId } from '../../src/db/ids.ts'
import type { Campus, Someone } from '../support/campus.ts'
import { archived, assignmentRow, droppedTarget, planRow, sessionRow, targetRow } from './filled-plans.ts'

interface People {
  there: Campus
  student: Someone
  subject: Someone
}

/** What the student plans, and who counsels them. */
export interface PlansCast {
  plans: string[]
  assignments: string[]
  session: string
}

/** An active plan with more targets than is advised, one that was put away, and a counselor who was there at its beginning. */
export async function plansOf({ there, student, subject }: People): Promise<PlansCast> {
  const [active, old, now, past, session] = [newId(), newId(), newId(), newId(), newId()]
  const studentId = student.id
  const counselorId = (await there.counselor()).id
  const more = ['15-1253.00', '15-1254.00', '15-1255.00']
  await there.run(
    planRow({ id: active, studentId }),
    planRow({ id: old, studentId, ...archived }),
    targetRow({ planId: active }),
    ...more.map((occupationCode, index) => targetRow({ planId: active, occupationCode, rank: index + 2 })),
    targetRow({ planId: active, occupationCode: '15-1251.00', ...droppedTarget }),
    assignmentRow({ id: now, studentId, counselorId }),
    assignmentRow({ id: past, studentId, counselorId, until: '2026-02-21T09:00:00.000Z' }),
    sessionRow({ id: session, studentId, counselorId, planId: active, loggedById: counselorId }),
    // Whoever the cast is about has a plan, so that what somebody else reads as empty is kept from them.
    ...(subject.id === studentId ? [] : [planRow({ id: newId(), studentId: subject.id })])
  )
  return { plans: [active, old], assignments: [now, past], session }
}
