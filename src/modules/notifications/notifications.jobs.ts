import type { Scope } from '../../db/scope.ts'
import { type Outside, type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { noPost, type Post } from '../../ports/mail.ts'
import { sendDueMail } from './deliveries.service.ts'
import { relayEvents } from './relay.service.ts'

/** Every minute, beside the worker's ear for changes: events that nobody was told of yet. */
export const relayNotifications: RecurringJob = {
  name: 'notifications.relay',
  cron: '* * * * *',
  async run(scopes) {
    let relayed = 0
    for await (const scope of scopes()) relayed += await untilNothing(() => relayEvents(scope))
    return { relayed }
  }
}

/** Every minute: mails whose time has come, after quiet hours, for the day, or to be tried again. */
export const sendNotifications: RecurringJob = {
  name: 'notifications.send',
  cron: '* * * * *',
  async run(scopes, { post }: Outside = { post: noPost }) {
    let handled = 0
    for await (const scope of scopes()) handled += await untilNothing(() => sendDueMail(scope, post))
    return { handled }
  }
}

/** Tells of what has just changed at a campus, and sends what may go out at once. */
export async function tellOfChanges(scope: Scope, post: Post): Promise<void> {
  await untilNothing(() => relayEvents(scope))
  await untilNothing(() => sendDueMail(scope, post))
}
