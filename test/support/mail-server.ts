import { once } from 'node:events'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import type { Test } from 'tap'
import { smtpPost } from '../../src/mail/smtp-post.ts'
import type { Post } from '../../src/ports/mail.ts'

/** A real mail server with what it was handed. */
export interface MailServer {
  url: string
  post: Post
  mails: ParsedMail[]
  /** The mails as they came over the wire. */
  sources: string[]
  /** What it says to the next recipients; null takes them. */
  refuseWith: { responseCode: number } | null
  /** Called with each mail that it was handed, before it says that it has it. */
  onMail: (mail: ParsedMail) => void
}

/** Starts one on a free port, with a way out to it. */
export async function mailServer(t: Test): Promise<MailServer> {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, done) {
      done(started.refuseWith && Object.assign(new Error('Not now'), started.refuseWith))
    },
    onData(stream, _session, done) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', async () => {
        const source = Buffer.concat(chunks).toString()
        started.sources.push(source)
        const mail = await simpleParser(source)
        started.mails.push(mail)
        started.onMail(mail)
        done()
      })
    }
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as { port: number }
  const url = `smtp://127.0.0.1:${port}`
  const post = smtpPost({ smtpUrl: url, from: 'no-reply@halfhour.example' }, 'https://halfhour.example', { warn() {} })
  const started: MailServer = { url, post, mails: [], sources: [], refuseWith: null, onMail: () => {} }
  t.teardown(async () => {
    await post.close()
    await new Promise<void>((resolve) => server.close(resolve))
  })
  return started
}
