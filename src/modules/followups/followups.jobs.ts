import type { Scope } from '../../db/scope.ts'
import { type Outside, type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { noPost, type Post } from '../../ports/mail.ts'
import { remindOfCommitments } from './commitments.service.ts'
import { sendFollowUpMails } from './mails.service.ts'
import { missThankYous, oweThankYous, remindOfThankYous } from './thank-yous.service.ts'

/** Every minute: thanks that begin to be owed, are due soon, or were not said; promises whose day has come. */
export const keepFollowUps: RecurringJob = {
  name: 'follow-ups.keep',
  cron: '* * * * *',
  async run(scopes) {
    const done = { owed: 0, reminded: 0, missed: 0, promisesReminded: 0 }
    for await (const scope of scopes()) {
      done.owed += await untilNothing(() => oweThankYous(scope))
      done.reminded += await untilNothing(() => remindOfThankYous(scope))
      done.missed += await untilNothing(() => missThankYous(scope))
      done.promisesReminded += await untilNothing(() => remindOfCommitments(scope))
    }
    return done
  }
}

/** Every minute: mails of follow-ups that wait, after quiet hours or to be tried again. */
export const sendFollowUps: RecurringJob = {
  name: 'follow-ups.send',
  cron: '* * * * *',
  async run(scopes, { post }: Outside = { post: noPost }) {
    let handled = 0
    for await (const scope of scopes()) handled += await sendWrittenMails(scope, post)
    return { handled }
  }
}

/** Sends what was written at a campus and may go out now. */
export const sendWrittenMails = (scope: Scope, post: Post): Promise<number> =>
  untilNothing(() => sendFollowUpMails(scope, post))
