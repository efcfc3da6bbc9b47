import { createTransport } from 'nodemailer'
import { MailFault, type Post } from '../ports/mail.ts'

// The claim of a delivery lasts five minutes; a batch of twenty over three connections has to end in less.
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** The way out by an SMTP server, over connections that are kept for some mails. */
export function smtpPost(
  { smtpUrl, from }: { smtpUrl: string; from: string },
  publicUrl: string | null,
  log: { warn(details: object, message: string): void }
): Post {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 3,
    ...timeouts,
    // Texts may be anybody's: none of them may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true
  })
  return {
    isOn: true,
    publicUrl,
    async send(_scope, { messageId, fromName, fromAddress, replyTo, to, subject, text, html, headers }) {
      const sender = { name: fromName, address: fromAddress ?? from }
      const mail = { messageId, from: sender, to, subject, text, html, headers: { ...headers } }
      try {
        await transport.sendMail({ ...mail, ...(replyTo && { replyTo }) })
      } catch (error) {
        const { code, responseCode } = error as { code?: string; responseCode?: number }
        // Its words hold the address.
        log.warn({ code, responseCode }, 'The mail server did not take a mail')
        throw new MailFault(isFinal(error), error)
      }
    },
    close: async () => transport.close()
  }
}

// 5xx of an address or a message is for good (RFC 5321, 4.2.1); of a login or a greeting it is the operator's mistake.
function isFinal(error: unknown): boolean {
  const { responseCode, code } = error as { responseCode?: number; code?: string }
  return (responseCode ?? 0) >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE')
}
