import type { ProblemCode } from '../../src/errors.ts'
import type { Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

const [builder, analyst] = ['15-1252.00', '15-1253.00']

/** A student of its own starts a plan and goes on with it. */
const planning =
  (goOn: (ground: Ground, student: Someone, id: string) => Promise<Refused[]>, targets = [builder]): Provoke =>
  async (ground) => {
    const student = await ground.home.student()
    const plan = { targetOccupations: targets }
    const { body } = await rest(ground.app, student, 'POST', '/v1/exploration-plans', plan)
    return goOn(ground, student, body.id)
  }

/** A student and a counselor, brought together by an admin. */
async function assigning({ app, home, admin }: Ground, pair: { studentId?: string; counselorId?: string }) {
  const ids = { studentId: (await home.student()).id, counselorId: (await home.counselor()).id, ...pair }
  return change(app, admin, 'assignCounselor', ids)
}

/** What plans and counseling refuse, with the same code at both doors. */
export const ofPlans = {
  PLAN_ALREADY_ACTIVE: planning(({ app }, student) => change(app, student, 'startExplorationPlan', {})),
  TOO_MANY_TARGETS: async ({ app, home }) => {
    const codes = [builder, analyst, '15-1254.00', '15-1255.00']
    return change(app, await home.student(), 'startExplorationPlan', { targetOccupations: codes })
  },
  TARGET_ALREADY_CHOSEN: planning(({ app }, student, id) =>
    change(app, student, 'addTargetOccupation', { id, occupation: builder })
  ),
  NOT_A_TARGET: planning(({ app }, student, id) =>
    change(app, student, 'dropTargetOccupation', { id, occupation: analyst })
  ),
  NOT_A_STUDENT: async (ground) => assigning(ground, { studentId: (await ground.home.counselor()).id }),
  NOT_A_COUNSELOR: async (ground) => assigning(ground, { counselorId: (await ground.home.student()).id }),
  COUNSELOR_ALREADY_ASSIGNED: async (ground) => {
    const ids = { studentId: ground.student.id, counselorId: (await ground.home.counselor()).id }
    await assigning(ground, ids)
    return assigning(ground, ids)
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
