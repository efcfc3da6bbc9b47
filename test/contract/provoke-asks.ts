import type { ProblemCode } from '../../src/errors.ts'
import { counter, inDays } from '../modules/requests/countered-request.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { change, type Ground, type Refused } from './provoke-doors.ts'

type Provoke = (ground: Ground) => Promise<Refused[]>

/** What counter-proposals are refused with. */
export const ofAsks = {
  TOO_MANY_COUNTER_PROPOSALS: async ({ app, home }) => {
    const { student, mentor, id } = await sentRequest(app, home)
    for (const [turn, who] of [mentor, student, mentor, student].entries())
      await counter(app, who, id, { proposedTimes: [inDays(app, 3 + turn)] })
    return change(app, mentor, 'counterPropose', { id, proposedTimes: [inDays(app, 9)] })
  }
} satisfies Partial<Record<ProblemCode, Provoke>>
