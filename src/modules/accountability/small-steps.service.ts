import { newId } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { defaultInstitutionPolicy } from '../tenants/institution-policy.ts'
import { recordCheckIn } from './check-ins.service.ts'
import type { CheckInRow, DueIntention, TouchedIntention } from './check-ins.types.ts'
import { insertCompletions, lockDueIntentions, lockTouchedIntentions, miss, settle } from './small-steps.queries.ts'

const batch = 200

/**
 * Completes the intentions of the campus whose object its person has changed since, on the same local day (S#81), and says how
 * many it completed. The events of the object tell, those of its person alone: what others or the worker do to it is no step
 * of theirs. A completion is there once a day by its key, so several workers, repetitions and kill -9 double and lose none.
 */
export const completeSmallSteps = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const touched = (locked ?? []) as unknown as TouchedIntention[]
      if (touched.length === 0) return 0
      const completions = touched.map((intention) => ({ ...intention, completionId: newId() }))
      const made = await tx.rows<CheckInRow>(insertCompletions(completions, tx.now))
      const pairs = new Map(touched.map((intention) => [intention.pairId, intention]))
      for (const completion of made)
        recordCheckIn(tx, 'check_in.made', pairs.get(completion.pairId) as TouchedIntention, completion)
      return made.length
    },
    [lockTouchedIntentions(batch)]
  )

/**
 * Looks at the intentions of the campus whose day has been over for the campus's grace, and says how many it took. Each that
 * was not done is told of once, with the pact that the two agreed on (S#77), as `accountability.missed`: to the partner, who
 * does what the pact says, and to the person. After a pair has ended nothing is missed any more (S#80). An intention is looked
 * at once, by whichever worker locks it first, and a late worker looks at all that has come due.
 */
export const settleDays = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const due = (locked ?? []) as unknown as DueIntention[]
      if (due.length === 0) return 0
      const missed = due.filter(({ isDone, status }) => !isDone && status === 'ACTIVE')
      await tx.batch([settle(due, tx.now), ...(missed.length > 0 ? [miss(missed, tx.now)] : [])])
      for (const intention of missed) {
        const { pactVersion } = intention
        const told = { ...intention, kind: 'INTENTION', isDone: null } as const
        recordCheckIn(tx, 'accountability.missed', intention, told, intention.side, { pactVersion })
      }
      return due.length
    },
    [lockDueIntentions(defaultInstitutionPolicy.accountability.graceMinutes, scope.clock.now(), batch)]
  )
