import { newId } from '../../db/ids.ts'
import { type Problem, problem } from '../../errors.ts'
import { type NotificationKind, tellings } from './kinds.ts'
import type { MarkNotificationsReadInput, NotificationRow, OutboxRow } from './notifications.types.ts'

/** A notification that is yet to be written. */
export interface NewNotification {
  id: string
  deliveryId: string
  eventId: string
  recipientId: string
  kind: NotificationKind
  subjectType: string
  subjectId: string
  aboutPersonId: string | null
}

const idIn = (payload: OutboxRow['payload'], key: string | undefined): string | null =>
  key !== undefined && typeof payload[key] === 'string' ? payload[key] : null

/** Who is to be told what of these events, in their order. Nobody is told of what they did themselves, but of what came of it. */
export const notificationsOf = (events: readonly OutboxRow[]): NewNotification[] =>
  events.flatMap(({ id: eventId, type, subjectType, subjectId, actorId, payload, counselorIds }) =>
    (tellings[type] ?? []).flatMap((telling) => {
      if (telling.if?.(payload) === false) return []
      const aboutPersonId = idIn(payload, telling.about)
      const recipients = telling.to === 'counselors' ? counselorIds : [idIn(payload, telling.to)]
      return recipients
        .filter((recipientId) => recipientId !== null && (telling.isForActor || recipientId !== actorId))
        .map((recipientId) => ({
          ...{ id: newId(), deliveryId: newId(), eventId, recipientId: recipientId as string },
          ...{ kind: telling.kind, subjectType, subjectId, aboutPersonId }
        }))
    })
  )

/** How many notifications may be named at a time. */
export const markedMax = 100

/** What is wrong with what is to be marked: either some ids or an instant, and not too many ids. */
export function markProblems({ ids, before }: MarkNotificationsReadInput): Problem[] {
  const invalid = (path: string, message: string) => [problem('INVALID_INPUT', { path: [path], message })]
  if ((ids == null) === (before == null)) return invalid('ids', 'Give either ids or before.')
  if (ids?.length === 0) return invalid('ids', 'Give at least one id.')
  if (ids && ids.length > markedMax) return invalid('ids', `At most ${markedMax} ids at a time.`)
  return []
}

/** The ways out of a notification, as the doors show them. */
export const deliveriesOf = (row: NotificationRow) =>
  row.mailState === null
    ? []
    : [
        {
          channel: 'MAIL',
          state: row.mailState,
          reason: row.mailReason,
          attempts: row.mailAttempts,
          settledAt: row.mailSettledAt
        }
      ]
