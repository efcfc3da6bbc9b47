import { inOrder } from '../../db/ids.ts'
import type { Connection, PageArgs } from '../../db/page.ts'
import type { Scope } from '../../db/scope.ts'
import { Last, write } from '../../db/write.ts'
import { refuse, refuseAll } from '../../errors.ts'
import { getViewer, type Viewer } from '../tenants/tenants.service.ts'
import { ownNotifications } from './notifications.policy.ts'
import {
  lockNotifications,
  markRead,
  notificationPage,
  notificationRows,
  unreadCount
} from './notifications.queries.ts'
import { deliveriesOf, markProblems } from './notifications.rules.ts'
import type { MarkNotificationsReadInput, NotificationFilter, NotificationRow } from './notifications.types.ts'
import { wordsOf } from './words.ts'

export type { NotificationRow } from './notifications.types.ts'

/** Who is asking, with what is left to read where that is known. */
export interface ReadingViewer extends Viewer {
  unreadNotificationCount?: number
}

interface ListArgs extends PageArgs {
  filter?: NotificationFilter | null
  orderBy?: { direction: 'ASC' | 'DESC' } | null
}

/**
 * What the actor has been told, latest first unless ordered otherwise; at most 100 a page. Everybody sees their own only,
 * and machines, which are told nothing, an empty list. Throws INVALID_PAGING, INVALID_CURSOR.
 */
export const listNotifications = (scope: Scope, args: ListArgs): Promise<Connection<NotificationRow>> =>
  notificationPage(scope, ownNotifications(scope.actor), args.filter ?? {}, args.orderBy?.direction ?? 'DESC', args)

/** Notifications by id in their order; null for what is missing or somebody else's, which are the same. */
export const notificationsByIds = async (scope: Scope, ids: readonly string[]): Promise<(NotificationRow | null)[]> =>
  inOrder(ids, await notificationRows(scope, ownNotifications(scope.actor), ids), ({ id }) => id)

/** One notification of the actor's, or null. */
export const findNotification = async (scope: Scope, { id }: { id: string }): Promise<NotificationRow | null> =>
  (await notificationsByIds(scope, [id]))[0] ?? null

/** One notification of the actor's. Throws NOT_FOUND. */
export async function getNotification(scope: Scope, args: { id: string }): Promise<NotificationRow> {
  const notification = await findNotification(scope, args)
  if (!notification) throw refuse('NOT_FOUND', { path: ['id'] })
  return notification
}

/** How many notifications the actor has not read. */
export async function countUnreadNotifications(scope: Scope): Promise<number> {
  const [found] = await scope.rows<{ count: number }>(unreadCount(ownNotifications(scope.actor)))
  return found?.count ?? 0
}

/** What a notification says, in the language and zone of its recipient; about a no in neutral words (S#32). */
export const shownNotification = (row: NotificationRow) => ({ ...wordsOf(row), deliveries: deliveriesOf(row) })

/**
 * Marks notifications of the actor's as read, those with these ids or all up to an instant, and gives the viewer with the
 * number that is left unread. What was read already stays as it was. What somebody reads is nobody's business: it is not audited.
 * Throws INVALID_INPUT, NOT_FOUND at the first id that is missing or somebody else's; then none is marked.
 */
export const markNotificationsRead = async (
  scope: Scope,
  input: MarkNotificationsReadInput
): Promise<ReadingViewer> => {
  refuseAll(markProblems(input))
  const own = ownNotifications(scope.actor)
  const { ids } = input
  const viewer = getViewer(scope)
  return write(
    scope,
    async (tx, [locked]) => {
      const found = inOrder(ids ?? [], (locked ?? []) as unknown as { id: string }[], ({ id }) => id)
      const missing = found.indexOf(null)
      if (missing >= 0) throw refuse('NOT_FOUND', { path: ['ids', missing] })
      await tx.rows(markRead(tx.now, own, input))
      return new Last(unreadCount(own), ([row]) => ({ ...viewer, unreadNotificationCount: Number(row?.count) }))
    },
    ids ? [lockNotifications(own, ids)] : []
  )
}
