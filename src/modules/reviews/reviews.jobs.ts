import { type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { withdrawPointlessReviews } from './withdraw-reviews.ts'

/** Every minute: reviews of what was sent or put away meanwhile leave the queue. */
export const withdrawReviews: RecurringJob = {
  name: 'reviews.withdraw',
  cron: '* * * * *',
  async run(scopes) {
    let withdrawn = 0
    for await (const scope of scopes()) withdrawn += await untilNothing(() => withdrawPointlessReviews(scope))
    return { withdrawn }
  }
}
