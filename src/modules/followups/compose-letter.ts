import { renderLetter } from '../../mail/render.ts'
import type { Mail } from '../../ports/mail.ts'
import type { Sender } from '../notifications/compose-mail.ts'
import { footerOf } from './letters.rules.ts'

/** What a mail from one person to another is made of. */
export interface LetterFacts {
  id: string
  personId: string | null
  subject: string
  text: string
  senderName: string
  senderEmail: string
  recipientName: string
  email: string
  locale: string
}

// A name is somebody's to choose: a line break in it would begin a header of theirs.
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()

/**
 * The mail of a follow-up: the sender's words and a line that says through whom they came. It is answered to the sender. Its
 * Message-ID is the follow-up's id, so two copies, should a worker be killed in between, are known as one.
 */
export function letterMail(facts: LetterFacts, { campus, unsubscribeUrl }: Sender): Mail {
  const { id, personId, subject, text, senderName, senderEmail, recipientName, email, locale } = facts
  const { why, unsubscribe } = footerOf(locale, senderName, campus)
  // Who is no member of the campus has no preferences that a link could change.
  const href = personId && unsubscribeUrl(personId)
  const link = href ? { href, label: unsubscribe } : null
  return {
    messageId: `<${id}@halfhour.invalid>`,
    fromName: oneLine(`${senderName}, ${campus}`),
    replyTo: senderEmail,
    to: { name: oneLine(recipientName), address: email },
    subject,
    ...renderLetter({ locale, subject, paragraphs: text.trim().split(/\n{2,}/), why, unsubscribe: link }),
    headers: {}
  }
}
