import type { RecurringJob } from '../../jobs/recurring.ts'
import { forgetOldUses } from './usage.service.ts'

/** Every night: what clients used longer than a term ago is removed. */
export const forgetUses: RecurringJob = {
  name: 'contract-usage.forget',
  cron: '23 4 * * *',
  async run(scopes) {
    let forgotten = 0
    for await (const scope of scopes()) forgotten += await forgetOldUses(scope)
    return { forgotten }
  }
}
