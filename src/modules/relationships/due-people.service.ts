import type { Connection } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import { duePage, noteDue } from './due-people.queries.ts'
import { keeperOf } from './relationships.policy.ts'
import type { DuePersonRow, ListDuePeopleArgs } from './updates.types.ts'

/**
 * Whom the actor owes an update (S#68): own contacts in use and mentors, each person once, the longest overdue first
 * unless ordered otherwise; those who are due by now unless `dueUntil` looks ahead. Nobody reads anybody else's.
 * Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listDuePeople = async (scope: Scope, args: ListDuePeopleArgs): Promise<Connection<DuePersonRow>> =>
  duePage(scope, keeperOf(scope.actor), args.filter?.dueUntil ?? scope.clock.now(), args)

const batch = 100
// The work comes round every day, at no exact time: a little less than a day keeps it to one reminder a day.
const quietMinutes = 20 * 60

/**
 * Reminds the campus's people of updates that have come due, one event an owner and day however many these are, and says
 * how many owners it took (S#68). No due time is told of twice, and whoever was told today hears of the rest tomorrow.
 */
export const remindOfUpdates = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [noted]) => {
      const owners = Map.groupBy((noted ?? []) as unknown as { ownerId: string }[], ({ ownerId }) => ownerId)
      for (const [ownerId, { length: count }] of owners) {
        const about = { subjectType: 'Person', subjectId: ownerId, changes: { count } } as const
        tx.record({ action: 'person.updates_due', ...about, payload: { ownerId, count } })
      }
      return owners.size
    },
    [noteDue(scope.clock.now(), addMinutes(scope.clock.now(), -quietMinutes), batch)]
  )
