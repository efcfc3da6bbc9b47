import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { move } from '../state-machine.ts'
import { record } from './change-reviews.ts'
import { lockPointless, withdrawRows } from './reviews.queries.ts'
import { reviewMachine } from './reviews.rules.ts'
import type { ReviewRow } from './reviews.types.ts'

const batch = 200

/**
 * Takes back the campus's reviews of what was sent, taken back or put away while they waited, so that the queue of the
 * counselors holds what they can still help with (S#34), and says how many it took. Until it has run, isReviewable tells.
 * Run by the worker; safe to run by several at once and again.
 */
export const withdrawPointlessReviews = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const reviews = (locked ?? []) as unknown as ReviewRow[]
      if (reviews.length === 0) return 0
      const ids = reviews.map(({ id }) => id)
      await tx.rows(withdrawRows(ids, tx.now))
      for (const review of reviews) {
        const status = move(reviewMachine, review.status, 'WITHDRAW', ['SYSTEM'])
        record(tx, 'review.withdrawn', { ...review, status }, { from: review.status, status })
      }
      return reviews.length
    },
    [lockPointless(batch)]
  )
