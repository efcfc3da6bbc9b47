import { alone, both, byIds, plain, type Reach, within } from './ways.ts'

const notification = byIds('person', 'Notification', (cast) => [cast.notification])
const notifications = plain('anybody', 'notifications')
const texts = plain('anybody', 'notificationTexts')

export const notificationReaches: Record<string, Reach> = {
  Notification: both(
    notification,
    alone('notification', notification, (cast) => cast.notification)
  ),
  NotificationDelivery: within(notification, 'deliveries'),
  NotificationConnection: notifications,
  NotificationEdge: within(notifications, 'edges'),
  NotificationPreferences: plain('anybody', 'notificationPreferences'),
  NotificationText: within(texts, 'nodes'),
  NotificationTextConnection: texts,
  NotificationTextEdge: within(texts, 'edges')
}
