import type { RecurringJob } from '../../jobs/recurring.ts'
import { forgetIdempotencyKeys } from './idempotency.service.ts'

/** Every hour: what was kept for repeated requests is removed when its day is over. */
export const forgetKeys: RecurringJob = {
  name: 'idempotency-keys.forget',
  cron: '17 * * * *',
  async run(scopes) {
    let forgotten = 0
    for await (const scope of scopes()) forgotten += await forgetIdempotencyKeys(scope)
    return { forgotten }
  }
}
