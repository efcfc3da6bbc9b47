import { randomBytes } from 'node:crypto'
import type { Rows } from '../../db/pipeline.ts'
import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import { MailFault, type Post } from '../../ports/mail.ts'
import { waitsFor } from '../requests/counter-proposals.service.ts'
import { mailOf, type Sender } from './compose-mail.ts'
import {
  campusName,
  claimDeliveries,
  lockDue,
  postponeDeliveries,
  retryLater,
  settleFailed,
  settleSent,
  suppressDeliveries
} from './deliveries.queries.ts'
import { claimMinutes, decisionOn, isOutdated, mailsOf, retryAt } from './deliveries.rules.ts'
import { handOver, type Outcome } from './hand-over.ts'
import type { DueDelivery } from './notifications.types.ts'
import { mailKey, makeMailKey } from './unsubscribe.queries.ts'
import { unsubscribeToken } from './unsubscribe.service.ts'

export { campusName } from './deliveries.queries.ts'
export { claimMinutes, decisionOn, isMailAddress, retryAt } from './deliveries.rules.ts'

// A worker that is killed after handing over and before settling sends as many mails again, under the same Message-IDs.
const batch = 20

interface Claim {
  mails: DueDelivery[][]
  sender: Sender
  taken: number
}

/**
 * Sends the campus's due mails, and says how many deliveries it looked at; none means that none is due which another worker
 * does not have. Deliveries are claimed in a commit of their own, so no two workers send the same at a time; one that is
 * claimed and never settled comes due again after five minutes. What is not wanted or not possible is suppressed, what is
 * to come later waits, and what fails is tried again ever more rarely and given up in the end (docs/decisions/0018).
 */
export async function sendDueMail(scope: Scope, post: Post): Promise<number> {
  const { mails, sender, taken } = await claim(scope, post)
  await handOver(scope, post, { claimed: mails, compose: (mail) => mailOf(mail, sender) }, (tx, outcomes) =>
    settlements(tx, mails, outcomes)
  )
  return taken
}

const claim = (scope: Scope, post: Post): Promise<Claim> =>
  write(
    scope,
    async (tx, [due, campus]) => {
      const deliveries = (due ?? []) as unknown as DueDelivery[]
      if (deliveries.length === 0) return { mails: [], sender: senderOf(tx, campus, null, ''), taken: 0 }
      const decided = deliveries.map((delivery) => {
        const due = { ...delivery, isOutdated: isOutdated(delivery, waitsForOf(delivery)) }
        return { delivery, decision: decisionOn(due, tx.now, post.isOn) }
      })
      const sent = decided.flatMap(({ delivery, decision }) => (decision.to === 'SEND' ? [delivery] : []))
      const keys = sent.length > 0 ? linkKey(tx.now) : []
      const answers = await tx.batch([...decisions(decided, tx.now), ...keys])
      const sender = senderOf(tx, campus, post.publicUrl, answers.at(-1)?.[0]?.key as string)
      // The attempt that was counted just now is the one that may settle.
      const claimed = sent.map((delivery) => ({ ...delivery, attempts: delivery.attempts + 1 }))
      return { mails: mailsOf(claimed), sender, taken: deliveries.length }
    },
    [lockDue(scope.clock.now(), batch), campusName()]
  )

const waitsForOf = ({ requestStatus: status, counteredBy }: DueDelivery) =>
  status && waitsFor({ status, counteredBy } as Parameters<typeof waitsFor>[0])
/** The campus's key for links in mails, made with the first one: the last statement's row has it. */
export const linkKey = (now: string): Sql[] => [makeMailKey(randomBytes(32).toString('base64url'), now), mailKey()]

type Decided = { delivery: DueDelivery; decision: ReturnType<typeof decisionOn> }

function decisions(decided: readonly Decided[], now: string): Sql[] {
  const sent: string[] = []
  const waits: { id: string; until: string }[] = []
  const suppressed: Parameters<typeof suppressDeliveries>[0][number][] = []
  for (const { delivery, decision } of decided) {
    if (decision.to === 'SEND') sent.push(delivery.id)
    else if (decision.to === 'WAIT') waits.push({ id: delivery.id, until: decision.until })
    else suppressed.push({ id: delivery.id, reason: decision.reason })
  }
  return [
    ...(sent.length > 0 ? [claimDeliveries(sent, addMinutes(now, claimMinutes))] : []),
    ...(waits.length > 0 ? [postponeDeliveries(waits)] : []),
    ...(suppressed.length > 0 ? [suppressDeliveries(suppressed, now)] : [])
  ]
}

/** Whom the campus's mails come from, with the links that `key` signs. */
export function senderOf(tx: Tx, campus: Rows | undefined, publicUrl: string | null, key: string): Sender {
  const unsubscribeUrl = (personId: string) =>
    publicUrl && `${publicUrl}/unsubscribe/${unsubscribeToken(key, tx.tenantId, personId)}`
  return { campus: String(campus?.[0]?.name), ...tx.policy.mail, unsubscribeUrl }
}

type Fate = Pick<DueDelivery, 'id' | 'attempts'> & { is: 'SENT' | 'REFUSED' | 'GIVEN_UP' | 'RETRIED'; at: string }

function fateOf(tx: Tx, { id, attempts }: DueDelivery, outcome: Outcome | undefined): Fate {
  const fate = { id, attempts, at: tx.now }
  if (outcome?.status === 'fulfilled') return { ...fate, is: 'SENT' }
  if (outcome?.reason instanceof MailFault && outcome.reason.isFinal) return { ...fate, is: 'REFUSED' }
  const at = retryAt(attempts, tx.now)
  return at === null ? { ...fate, is: 'GIVEN_UP' } : { ...fate, is: 'RETRIED', at }
}

/** What became of the mails: a statement for each fate, however many met it. */
function settlements(tx: Tx, mails: readonly DueDelivery[][], outcomes: readonly Outcome[]): Sql[] {
  const fates = mails.flatMap((mail, index) => mail.map((delivery) => fateOf(tx, delivery, outcomes[index])))
  const settle = {
    SENT: (of: Fate[]) => settleSent(of, tx.now),
    REFUSED: (of: Fate[]) => settleFailed(of, 'REFUSED', tx.now),
    GIVEN_UP: (of: Fate[]) => settleFailed(of, 'GIVEN_UP', tx.now),
    RETRIED: retryLater
  }
  return [...Map.groupBy(fates, ({ is }) => is)].map(([is, of]) => settle[is](of))
}
