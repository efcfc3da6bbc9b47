import { type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { completeSmallSteps, settleDays } from './small-steps.service.ts'

/** Every minute: small steps that were taken are completed, and then days that are over are looked at. */
export const settleCheckIns: RecurringJob = {
  name: 'accountability.settle',
  cron: '* * * * *',
  async run(scopes) {
    let [completed, settled] = [0, 0]
    for await (const scope of scopes()) {
      completed += await untilNothing(() => completeSmallSteps(scope))
      settled += await untilNothing(() => settleDays(scope))
    }
    return { completed, settled }
  }
}
