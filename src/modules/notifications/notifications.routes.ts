import { pageArgs } from '../../rest/page-args.ts'
import { sendPage } from '../../rest/page-reply.ts'
import type { RouteHandler } from '../module.ts'
import {
  getNotification,
  listNotifications,
  markNotificationsRead,
  type NotificationRow,
  shownNotification
} from './notifications.service.ts'
import { getNotificationPreferences, updateNotificationPreferences } from './preferences.service.ts'

function toJson(row: NotificationRow): object {
  const { id, kind, subjectType, subjectId, aboutPersonId, readAt, createdAt } = row
  return { id, kind, ...shownNotification(row), subjectType, subjectId, aboutPersonId, readAt, createdAt }
}

export const routes: Record<string, RouteHandler> = {
  listNotifications: async (request, reply) =>
    sendPage(request, reply, await listNotifications(request.scope, pageArgs(request.query, 'DESC')), toJson),
  getNotification: async ({ scope, params }) => toJson(await getNotification(scope, params as { id: string })),
  markNotificationsRead: async ({ scope, body }) => {
    const { unreadNotificationCount } = await markNotificationsRead(scope, body as never)
    return { unreadNotificationCount }
  },
  getNotificationPreferences: async ({ scope }) => getNotificationPreferences(scope),
  updateNotificationPreferences: async ({ scope, body }) => updateNotificationPreferences(scope, body as never)
}
