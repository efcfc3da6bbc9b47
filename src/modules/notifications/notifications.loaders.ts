import type { Loader } from '../module.ts'
import { personsByIds } from '../people/people.service.ts'
import { countUnreadNotifications, type NotificationRow, type ReadingViewer } from './notifications.service.ts'

export const loaders = {
  Notification: {
    aboutPerson: ((queries, { scope }) =>
      personsByIds(
        scope,
        queries.map(({ obj }) => obj.aboutPersonId)
      )) as Loader<NotificationRow>
  },
  Viewer: {
    unreadNotificationCount: (async (queries, { scope }) => {
      const known = queries[0]?.obj.unreadNotificationCount
      const count = known ?? (await countUnreadNotifications(scope))
      return queries.map(() => count)
    }) as Loader<ReadingViewer>
  }
}
