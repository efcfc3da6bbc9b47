import { payload } from '../../graphql/payload.ts'
import type { GraphqlContext } from '../module.ts'
import {
  findNotification,
  listNotifications,
  markNotificationsRead,
  type NotificationRow,
  shownNotification
} from './notifications.service.ts'
import {
  getNotificationPreferences,
  type UpdateNotificationPreferencesInput,
  updateNotificationPreferences
} from './preferences.service.ts'

type ListArgs = Parameters<typeof listNotifications>[1]
type MarkArgs = { input: Parameters<typeof markNotificationsRead>[1] }

export const resolvers = {
  Query: {
    notification: (_: unknown, args: { id: string }, { scope }: GraphqlContext) => findNotification(scope, args),
    notifications: (_: unknown, args: ListArgs, { scope }: GraphqlContext) => listNotifications(scope, args),
    notificationPreferences: (_: unknown, __: unknown, { scope }: GraphqlContext) => getNotificationPreferences(scope)
  },
  Mutation: {
    markNotificationsRead: (_: unknown, { input }: MarkArgs, { scope }: GraphqlContext) =>
      payload('viewer', () => markNotificationsRead(scope, input)),
    updateNotificationPreferences: (
      _: unknown,
      { input }: { input: UpdateNotificationPreferencesInput },
      { scope }: GraphqlContext
    ) => payload('notificationPreferences', () => updateNotificationPreferences(scope, input))
  },
  Notification: {
    title: (row: NotificationRow) => shownNotification(row).title,
    text: (row: NotificationRow) => shownNotification(row).text,
    deliveries: (row: NotificationRow) => shownNotification(row).deliveries
  }
}
