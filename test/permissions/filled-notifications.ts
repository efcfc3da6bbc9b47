import { newId } from '../../src/db/ids.ts'
import { type Sql, sql } from '../../src/db/sql.ts'
import { insertRow } from '../../src/db/statements.ts'

const ignored = sql`1`
const at = '2026-02-20T09:00:00.000Z'

/** A notification of somebody's, read, with all that there can be to it. */
export function notificationRows(id: string, recipientId: string, aboutPersonId: string | null, values = {}): Sql[] {
  const [auditEventId, eventId, subjectId] = [newId(), newId(), newId()]
  const subject = { subjectType: 'MeetingRequest', subjectId }
  const audited = { action: 'meeting_request.sent', actorKind: 'SYSTEM', requestId: 'seed', changes: '{}' }
  const payload = JSON.stringify({ mentorId: recipientId, studentId: aboutPersonId })
  const settled = { state: 'SUPPRESSED', reason: 'OPTED_OUT', attempts: 1, dueAt: at, settledAt: at }
  const notified = { eventId, recipientId, kind: 'REQUEST_RECEIVED', aboutPersonId, readAt: at, createdAt: at }
  return [
    insertRow('audit_events', { id: auditEventId, ...subject, ...audited, occurredAt: at }, ignored),
    insertRow(
      'domain_events',
      { id: eventId, type: audited.action, ...subject, auditEventId, payload, occurredAt: at },
      ignored
    ),
    insertRow('notifications', { id, ...subject, ...notified, ...values }, ignored),
    insertRow(
      'notification_deliveries',
      { id: newId(), notificationId: id, recipientId, channel: 'MAIL', ...settled, createdAt: at },
      ignored
    )
  ]
}

/** What somebody has chosen, with quiet hours. */
export const preferencesRow = (personId: string): Sql =>
  insertRow(
    'notification_preferences',
    {
      personId,
      isMailOn: true,
      unmailedKinds: ['MEETING_COMPLETED'],
      digest: 'DAILY',
      digestHour: 7,
      quietFrom: '22:00',
      quietUntil: '07:00',
      version: 2,
      createdAt: at,
      updatedAt: at
    },
    ignored
  )

/** What the campus says in its own words, in a language of nobody's, so that there may be several. */
export const ownTextRow = (): Sql =>
  insertRow(
    'notification_texts',
    {
      id: newId(),
      kind: 'CARDS_EXCHANGED',
      locale: `en-x-${newId().slice(-8)}`,
      title: 'You know how to reach {name}',
      text: 'Say thank you.',
      version: 1,
      createdAt: at,
      updatedAt: at
    },
    ignored
  )
