import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import { followEvents } from '../relationships/courses.service.ts'
import { notificationsOf } from './notifications.rules.ts'
import type { OutboxRow } from './notifications.types.ts'
import { insertDeliveries, insertNotifications, lockOutbox, removeFromOutbox } from './outbox.queries.ts'

const batch = 200

/**
 * Tells those whom they concern of the campus's next events, and says how many events it took; none means that there is
 * nothing left that another worker does not have. The notifications, the stages of relationships that follow, and the
 * events' leaving of the outbox are one commit, so a worker that is killed at any point loses and doubles nothing
 * (docs/decisions/0018). A notification is no state of the campus: it has neither an audit row nor an event of its own.
 */
export const relayEvents = (scope: Scope): Promise<number> =>
  write(
    scope,
    async (tx, [locked]) => {
      const events = (locked ?? []) as unknown as OutboxRow[]
      if (events.length === 0) return 0
      const told = notificationsOf(events)
      const statements = told.length > 0 ? [insertNotifications(told, tx.now), insertDeliveries(told, tx.now)] : []
      await tx.batch([...statements, removeFromOutbox(events.map(({ id }) => id))])
      await followEvents(tx, events)
      return events.length
    },
    [lockOutbox(batch)]
  )
