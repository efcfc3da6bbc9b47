import type { Logger } from 'pino'
import type { Config } from '../config.ts'
import { noPost, type Post } from '../ports/mail.ts'
import { inboxPost } from './inbox-post.ts'

/** Whether mails of the embedded server can be looked at: where it is for trying things out, and never in production. */
export const hasInbox = ({ external, isProduction, pages }: Pick<Config, 'external' | 'isProduction' | 'pages'>) =>
  external === null && !isProduction && pages.graphiql

/** The way out for mail that the configuration asks for. */
export async function openPost(config: Config, logger: Logger): Promise<Post> {
  if (config.mail) {
    // Imported only when there is a mail server.
    const { smtpPost } = await import('./smtp-post.ts')
    return smtpPost(config.mail, config.publicUrl, logger)
  }
  return hasInbox(config) ? inboxPost(config.publicUrl ?? `http://${config.server.host}:${config.server.port}`) : noPost
}
