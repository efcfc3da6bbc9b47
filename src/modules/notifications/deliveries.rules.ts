import { addMinutes } from '../../ports/clock.ts'
import { isBetween, nextLocal } from './local-time.rules.ts'
import type { DeliveryReason, DueDelivery } from './notifications.types.ts'

/** What becomes of a delivery that has come due. */
export type Decision = { to: 'SEND' } | { to: 'SUPPRESS'; reason: DeliveryReason } | { to: 'WAIT'; until: string }

// What a mail program would take for more than one address is none.
const addressPattern = /^[^\s@<>,;:"()[\]\\\p{Cc}]+@[^\s@<>,;:"()[\]\\\p{Cc}]+$/u

/** Whether a mail can go to an address: there is one, and it is one. */
export const isMailAddress = (email: string | null): email is string => email !== null && addressPattern.test(email)

/** What is to go out, and what its recipient wants. What somebody wrote themselves is of no kind: only all mail is turned off. */
type Outgoing = Pick<
  DueDelivery,
  | 'isActive'
  | 'isMailOn'
  | 'unmailedKinds'
  | 'email'
  | 'digest'
  | 'digestHour'
  | 'quietFrom'
  | 'quietUntil'
  | 'timeZone'
  | 'createdAt'
> & { kind: DueDelivery['kind'] | null }

const isUnwanted = ({ isMailOn, unmailedKinds, kind }: Outgoing): boolean =>
  !isMailOn || (kind !== null && unmailedKinds.includes(kind))

function suppressionOf(due: Outgoing, isPostOn: boolean): DeliveryReason | null {
  if (!isPostOn) return 'MAIL_OFF'
  if (!due.isActive) return 'INACTIVE'
  if (isUnwanted(due)) return 'OPTED_OUT'
  return isMailAddress(due.email) ? null : 'NO_ADDRESS'
}

/**
 * Whether a due mail goes out, with what its recipient wants at this moment: never what they do not want; a daily mail at
 * their hour; nothing in their quiet hours. Times of the day are those of the recipient's zone, across changes of the clock.
 */
export function decisionOn(due: Outgoing, now: string, isPostOn: boolean): Decision {
  const reason = suppressionOf(due, isPostOn)
  if (reason !== null) return { to: 'SUPPRESS', reason }
  const { digest, digestHour, quietFrom, quietUntil, timeZone, createdAt } = due
  if (digest === 'DAILY') {
    const until = nextLocal(`${String(digestHour).padStart(2, '0')}:00`, createdAt, timeZone)
    if (until > now) return { to: 'WAIT', until }
  }
  const isQuiet = quietFrom !== null && quietUntil !== null && isBetween(quietFrom, quietUntil, now, timeZone)
  return isQuiet ? { to: 'WAIT', until: nextLocal(quietUntil, now, timeZone) } : { to: 'SEND' }
}

/** The mails to make of deliveries: one each, or all of a person's together where they want one a day. */
export function mailsOf<Due extends Pick<DueDelivery, 'id' | 'recipientId' | 'digest'>>(due: readonly Due[]): Due[][] {
  const keyOf = ({ id, recipientId, digest }: Due) => (digest === 'DAILY' ? recipientId : id)
  return [...Map.groupBy(due, keyOf).values()]
}

/** How long a claim lasts: whoever has not settled by then is taken for dead. */
export const claimMinutes = 5

// Seventeen hours in all: a mail server that is away over night is no reason to lose a mail, one that stays away is.
const waitsMinutes = [1, 5, 15, 60, 240, 720]

/** When a delivery is tried again after so many attempts; null when it is given up. */
export function retryAt(attempts: number, now: string): string | null {
  const wait = waitsMinutes[attempts - 1]
  return wait === undefined ? null : addMinutes(now, wait)
}
