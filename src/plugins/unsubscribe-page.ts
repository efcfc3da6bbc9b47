import helmet from '@fastify/helmet'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { systemActor } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { openScope } from '../db/scope.ts'
import { renderPage } from '../mail/render.ts'
import { languageOf } from '../modules/notifications/texts/languages.ts'
import { unsubscribe, whoseLink } from '../modules/notifications/unsubscribe.service.ts'
import type { Clock } from '../ports/clock.ts'

interface UnsubscribeOptions {
  database: Database
  clock: Clock
}

type Linked = FastifyRequest<{ Params: { token: string } }>

/**
 * Where the links of mails lead, for people who are not signed in: the page asks, and what it posts, as mail programs do by
 * themselves (RFC 8058), stops the mail. Looking alone changes nothing, because mail servers follow links to look at them.
 */
export async function unsubscribePage(app: FastifyInstance, { database, clock }: UnsubscribeOptions): Promise<void> {
  const directives = {
    defaultSrc: ["'none'"],
    styleSrc: ["'unsafe-inline'"],
    imgSrc: ['data:'],
    formAction: ["'self'"],
    frameAncestors: ["'none'"]
  }
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false,
    referrerPolicy: { policy: 'no-referrer' }
  })
  // Mail programs post a form with one known field; what it says is known already.
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume()
    done(null)
  })
  const scopesOf = (requestId: string) => (tenantId: string) =>
    openScope({ database, clock, tenantId, actor: systemActor, requestId })
  const page = (reply: FastifyReply, locale: string | null, say: 'question' | 'done') => {
    const words = languageOf(locale ?? '').unsubscribed
    const contents =
      locale === null ? { locale: 'en', text: words.unknown, button: null } : { locale, text: words[say], button: null }
    const button = locale !== null && say === 'question' ? words.button : null
    reply.code(locale === null ? 404 : 200).header('cache-control', 'no-store')
    return reply.type('text/html; charset=utf-8').send(renderPage('unsubscribe', { ...contents, button }))
  }
  app.get('/unsubscribe/:token', async ({ params, id }: Linked, reply) => {
    const link = await whoseLink(params.token, scopesOf(id))
    return page(reply, link && link.locale, 'question')
  })
  app.post('/unsubscribe/:token', async ({ params, id }: Linked, reply) =>
    page(reply, await unsubscribe(params.token, scopesOf(id)), 'done')
  )
}
