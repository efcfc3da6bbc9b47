import { type RecurringJob, untilNothing } from '../../jobs/recurring.ts'
import { openRelationships, restRelationships } from './courses.service.ts'
import { remindOfUpdates } from './due-people.service.ts'

/** Every night: relationships that have been silent for long enough fall asleep, and those that are lacking are made. */
export const ageRelationships: RecurringJob = {
  name: 'relationships.age',
  cron: '17 3 * * *',
  async run(scopes) {
    const done = { opened: 0, moved: 0 }
    for await (const scope of scopes()) {
      done.opened += await untilNothing(() => openRelationships(scope))
      done.moved += await untilNothing(() => restRelationships(scope))
    }
    return done
  }
}

/** Every day: whoever owes updates that have come due since is reminded of them, all in one. */
export const remindOfDueUpdates: RecurringJob = {
  name: 'relationships.remind',
  cron: '30 13 * * *',
  async run(scopes) {
    let reminded = 0
    for await (const scope of scopes()) reminded += await untilNothing(() => remindOfUpdates(scope))
    return { reminded }
  }
}
