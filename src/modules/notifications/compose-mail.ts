import { renderMail } from '../../mail/render.ts'
import type { Mail } from '../../ports/mail.ts'
import type { DueDelivery } from './notifications.types.ts'
import { languageOf } from './texts/languages.ts'
import { wordsOf } from './words.ts'

/** Whom a campus's mails come from. */
export interface Sender {
  campus: string
  fromName: string
  fromAddress: string
  replyTo: string
  /** The link that stops a person's mail; null where nobody knows where this service is reached. */
  unsubscribeUrl(personId: string): string | null
}

/** The domain of message ids: they name deliveries, and nobody is to look anything up there. */
const idDomain = 'halfhour.invalid'

/**
 * One mail of one or several deliveries of a person. Its Message-ID is the first delivery's id: should a mail go out twice,
 * because a worker was killed in between, mail programs and servers can tell that it is the same.
 */
export function mailOf(deliveries: readonly DueDelivery[], sender: Sender): Mail {
  const [first] = deliveries as [DueDelivery]
  const language = languageOf(first.locale)
  const news = deliveries.map((delivery) => wordsOf(delivery))
  const isOne = news.length === 1
  const subject = isOne ? (news[0]?.title as string) : language.mail.digest.subject(news.length)
  const href = sender.unsubscribeUrl(first.recipientId)
  const contents = {
    locale: first.locale,
    subject,
    greeting: language.mail.greeting(first.recipientName),
    intro: isOne ? null : language.mail.digest.intro,
    news,
    why: language.mail.why(sender.campus),
    unsubscribe: href === null ? null : { href, label: language.mail.unsubscribe }
  }
  const oneClick = { 'List-Unsubscribe': `<${href}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
  return {
    messageId: `<${first.id}@${idDomain}>`,
    fromName: oneLine(sender.fromName || sender.campus),
    fromAddress: sender.fromAddress || null,
    replyTo: sender.replyTo || null,
    to: { name: oneLine(first.recipientName), address: first.email as string },
    subject: oneLine(subject),
    ...renderMail(contents),
    headers: { 'Auto-Submitted': 'auto-generated', ...(href !== null && oneClick) }
  }
}

// A name is somebody's to choose: a line break in it would begin a header of theirs.
const oneLine = (text: string): string => text.replace(/\p{Cc}+/gu, ' ').trim()
