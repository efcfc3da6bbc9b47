import { newId } from '../../db/ids.ts'
import { type Problem, problem } from '../../errors.ts'
import { type NotificationKind, type Telling, tellings } from './kinds.ts'
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

const idsIn = (payload: OutboxRow['payload'], key: string | undefined): string[] =>
  [key === undefined ? null : payload[key]].flat().filter((id) => typeof id === 'string')

function subjectOf({ subject }: Telling, { subjectType, subjectId, payload }: OutboxRow) {
  return subject ? { subjectType: subject[0], subjectId: String(payload[subject[1]]) } : { subjectType, subjectId }
}

/** Who is to be told what of these events, in their order. Nobody is told of what they did themselves, but of what came of it. */
export const notificationsOf = (events: readonly OutboxRow[]): NewNotification[] =>
  events.flatMap((event) => {
    const { id: eventId, type, actorId, payload, counselorIds } = event
    return (tellings[type] ?? []).flatMap((telling) => {
      if (telling.if?.(payload) === false) return []
      const [aboutPersonId = null] = idsIn(payload, telling.about)
      const recipients = telling.to === 'counselors' ? counselorIds : idsIn(payload, telling.to)
      return recipients
        .filter((recipientId) => telling.isForActor || recipientId !== actorId)
        .map((recipientId) => ({
          ...{ id: newId(), deliveryId: newId(), eventId, recipientId },
          ...{ kind: telling.kind, ...subjectOf(telling, event), aboutPersonId }
        }))
    })
  })

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
