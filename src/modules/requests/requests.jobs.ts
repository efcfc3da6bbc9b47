import type { RecurringJob } from '../../jobs/recurring.ts'
import { expireMeetingRequests } from './requests.service.ts'

/** Every minute: requests whose reply window has passed expire, campus by campus, so that none goes silent. */
export const expireRequests: RecurringJob = {
  name: 'meeting-requests.expire',
  cron: '* * * * *',
  async run(scopes) {
    let expired = 0
    for await (const scope of scopes()) {
      let taken: number
      do {
        taken = await expireMeetingRequests(scope)
        expired += taken
      } while (taken > 0)
    }
    return { expired }
  }
}
