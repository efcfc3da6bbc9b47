import { newId, toUuid } from '../../db/ids.ts'
import type { Scope } from '../../db/scope.ts'
import { write } from '../../db/write.ts'
import type { Mail } from '../../ports/mail.ts'
import { type InboxMail, insertMail, latestMails, mailById, trimInbox } from './inbox.queries.ts'

export type { InboxMail } from './inbox.queries.ts'

const kept = 200
const shown = 50

/** Keeps a mail of the embedded server, where it can be looked at; the latest 200 of a campus. */
export const keepInInbox = (scope: Scope, mail: Mail): Promise<void> =>
  write(scope, async (tx) => {
    const { messageId, fromName, fromAddress, subject, text, html } = mail
    const sender = fromAddress === null ? fromName : `${fromName} <${fromAddress}>`
    const recipient = `${mail.to.name} <${mail.to.address}>`
    await tx.batch([
      insertMail({ id: newId(), messageId, sender, recipient, subject, text, html, createdAt: tx.now }),
      trimInbox(kept)
    ])
  })

/** The latest mails of the scope's campus. For the page of the embedded server alone. */
export const inboxOf = (scope: Scope): Promise<InboxMail[]> => latestMails(scope, shown)

/** One of them, or null. */
export const inboxMail = async (scope: Scope, id: string): Promise<InboxMail | null> =>
  (await mailById(scope, toUuid(id))) ?? null
