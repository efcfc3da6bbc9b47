import { newId } from '../../src/db/ids.ts'
import { change, type Example, example, none } from './example.ts'
import { notificationRows } from './filled-notifications.ts'

export const notificationQueries: Record<string, Example> = {
  notification: example('person', ({ notification }) => ({ id: notification })),
  notifications: none,
  notificationPreferences: none
}

export const notificationMutations: Record<string, Example> = {
  markNotificationsRead: change('person', async ({ there, subject, student }) => {
    const id = newId()
    await there.run(...notificationRows(id, subject.id, student.id))
    return { ids: [id] }
  }),
  updateNotificationPreferences: change('anybody', () => ({ digestHour: 9 }))
}
