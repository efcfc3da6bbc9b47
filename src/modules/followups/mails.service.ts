import type { Scope } from '../../db/scope.ts'
import type { Sql } from '../../db/sql.ts'
import { type Tx, write } from '../../db/write.ts'
import { addMinutes } from '../../ports/clock.ts'
import { MailFault, type Post } from '../../ports/mail.ts'
import type { Sender } from '../notifications/compose-mail.ts'
import {
  campusName,
  claimMinutes,
  decisionOn,
  linkKey,
  retryAt,
  senderOf
} from '../notifications/deliveries.service.ts'
import { handOver, type Outcome } from '../notifications/hand-over.ts'
import { type LetterFacts, letterMail } from './compose-letter.ts'
import { claimMail, lockDueMails, postponeMail, retryMail, settleMail } from './mails.queries.ts'
import type { Owed } from './thank-yous.queries.ts'
import { recordFollowUp } from './thank-yous.service.ts'

// As with notifications: a worker that is killed while it sends sends as many again, under the same Message-IDs.
const batch = 20

interface DueMail extends LetterFacts, Omit<Owed, 'personId'> {
  attempts: number
  createdAt: string
  timeZone: string
  isActive: boolean
  isMailOn: boolean
  quietFrom: string | null
  quietUntil: string | null
}

interface Claim {
  mails: DueMail[]
  sender: Sender
  taken: number
}

/**
 * Sends the campus's due mails of follow-ups, and says how many it looked at. As with notifications, each is claimed in one
 * commit, sent, and settled in another, so that it goes out at least once (docs/decisions/0018). What its recipient wants is asked
 * now: an opt-out stops what waits, quiet hours are kept; a daily mail is for news, not for what somebody wrote themselves. When one
 * can't be delivered, its sender is told.
 */
export async function sendFollowUpMails(scope: Scope, post: Post): Promise<number> {
  const { mails, sender, taken } = await claim(scope, post)
  await handOver(scope, post, { claimed: mails, compose: (mail) => letterMail(mail, sender) }, (tx, outcomes) =>
    mails.map((mail, index) => settlement(tx, mail, outcomes[index] as Outcome))
  )
  return taken
}

const claim = (scope: Scope, post: Post): Promise<Claim> =>
  write(
    scope,
    async (tx, [due, campus]) => {
      const found = (due ?? []) as unknown as DueMail[]
      if (found.length === 0) return { mails: [], sender: senderOf(tx, campus, null, ''), taken: 0 }
      const sent: DueMail[] = []
      const statements = found.map((mail) => {
        const decision = decisionOn(
          { ...mail, kind: null, unmailedKinds: [], digest: 'IMMEDIATE', digestHour: 0 },
          tx.now,
          post.isOn
        )
        if (decision.to === 'WAIT') return postponeMail(mail.id, decision.until)
        if (decision.to === 'SUPPRESS') return undelivered(tx, mail, 'SUPPRESSED', decision.reason)
        // The attempt that is counted here is the one that may settle.
        sent.push({ ...mail, attempts: mail.attempts + 1 })
        return claimMail(mail.id, addMinutes(tx.now, claimMinutes))
      })
      const answers = await tx.batch([...statements, ...linkKey(tx.now)])
      const sender = senderOf(tx, campus, post.publicUrl, answers.at(-1)?.[0]?.key as string)
      return { mails: sent, sender, taken: found.length }
    },
    [lockDueMails(scope.clock.now(), batch), campusName()]
  )

function undelivered(tx: Tx, mail: DueMail, state: 'FAILED' | 'SUPPRESSED', reason: string): Sql {
  recordFollowUp(tx, 'follow_up.undelivered', mail, { mailState: state })
  return settleMail(mail, state, reason, tx.now)
}

function settlement(tx: Tx, mail: DueMail, outcome: Outcome): Sql {
  if (outcome.status === 'fulfilled') return settleMail(mail, 'SENT', null, tx.now)
  if (outcome.reason instanceof MailFault && outcome.reason.isFinal) return undelivered(tx, mail, 'FAILED', 'REFUSED')
  const at = retryAt(mail.attempts, tx.now)
  return at === null ? undelivered(tx, mail, 'FAILED', 'GIVEN_UP') : retryMail(mail, at)
}
