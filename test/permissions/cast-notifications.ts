import { newId } from '../../src/db/ids.ts'
import type { Cast } from './cast.ts'
import { notificationRows, ownTextRow, preferencesRow } from './filled-notifications.ts'

type People = Pick<Cast, 'column' | 'home' | 'there' | 'reader' | 'subject' | 'student' | 'mentor'>

/** What the subject was told about the other one of the two, and what the reader has chosen. */
export async function toldOf({ column, home, there, reader, subject, student, mentor }: People) {
  const [notification, other] = [newId(), subject.id === student.id ? mentor : student]
  await there.run(...notificationRows(notification, subject.id, other.id))
  await home.run(ownTextRow())
  // And each reader has something of their own to read.
  const unread = { kind: 'REQUEST_CLOSED', readAt: null }
  if (column.role !== 'integration')
    await home.run(preferencesRow(reader.id), ...notificationRows(newId(), reader.id, null, unread))
  return { notification }
}
