import { newId } from '../../src/db/ids.ts'
import { change, type Example, example, none } from './example.ts'
import { notificationRows } from './filled-notifications.ts'

const kind = { kind: 'REQUEST_ACCEPTED', locale: 'en' }

export const notificationQueries: Record<string, Example> = {
  notification: example('person', ({ notification }) => ({ id: notification })),
  notifications: none,
  notificationPreferences: none,
  notificationTexts: none
}

export const notificationMutations: Record<string, Example> = {
  markNotificationsRead: change('person', async ({ there, subject, student }) => {
    const id = newId()
    await there.run(...notificationRows(id, subject.id, student.id))
    return { ids: [id] }
  }),
  updateNotificationPreferences: change('anybody', () => ({ digestHour: 9 })),
  setNotificationText: change('anybody', () => ({ ...kind, title: '{name} says yes', text: 'On {at}.' })),
  resetNotificationText: change('anybody', () => kind)
}
