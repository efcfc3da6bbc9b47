import { type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { remindOfRequests } from './reminders.service.ts'
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

/** Every minute: whoever has to answer soon is reminded. */
export const remindOfWaiting: RecurringJob = {
  name: 'meeting-requests.remind',
  cron: '* * * * *',
  async run(scopes) {
    let reminded = 0
    for await (const scope of scopes()) reminded += await untilNothing(() => remindOfRequests(scope))
    return { reminded }
  }
}
