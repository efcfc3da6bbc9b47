import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { systemActor } from '../actor.ts'
import type { Database } from '../db/database.ts'
import { openScope } from '../db/scope.ts'
import { refuse } from '../errors.ts'
import { renderPage } from '../mail/render.ts'
import { inboxMail, inboxOf } from '../modules/notifications/inbox.service.ts'
import { campusIdBySlug, listCampuses } from '../modules/tenants/list-campuses.ts'
import type { Clock } from '../ports/clock.ts'

interface InboxOptions {
  database: Database
  clock: Clock
}

const none = ["'none'"]
const styles = ["'self'", "'unsafe-inline'"]

/** What the embedded server has sent, for whoever tries it out. Registered only where mail goes to the inbox. */
export async function inboxPages(app: FastifyInstance, { database, clock }: InboxOptions): Promise<void> {
  const scopeOf = (tenantId: string, requestId: string) =>
    openScope({ database, clock, tenantId, actor: systemActor, requestId })

  await app.register(async (page) => {
    const directives = {
      defaultSrc: none,
      styleSrc: styles,
      imgSrc: ['data:'],
      frameSrc: ["'self'"],
      frameAncestors: none
    }
    await page.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: false
    })
    page.get('/dev/inbox', async ({ id }, reply) => {
      // A campus has as many rows here as issuers.
      const found = new Map((await listCampuses(database, clock)).map((campus) => [campus.institutionId, campus]))
      const campuses = await Promise.all(
        [...found].map(async ([tenantId, { name, institutionSlug }]) => {
          return { campus: name, slug: institutionSlug, mails: await inboxOf(scopeOf(tenantId, id)) }
        })
      )
      return reply.type('text/html; charset=utf-8').send(renderPage('inbox', { campuses }))
    })
  })

  // A mail alone, as a frame shows it: nothing in it runs, whoever wrote it.
  await app.register(async (frame) => {
    const directives = { defaultSrc: none, styleSrc: ["'unsafe-inline'"], sandbox: [], frameAncestors: ["'self'"] }
    await frame.register(helmet, {
      contentSecurityPolicy: { useDefaults: false, directives },
      strictTransportSecurity: false,
      xFrameOptions: false
    })
    frame.get<{ Params: { campus: string; id: string } }>('/dev/inbox/:campus/:id', async (request, reply) => {
      const tenantId = await campusIdBySlug(database, clock, request.params.campus)
      const mail = tenantId && (await inboxMail(scopeOf(tenantId, request.id), request.params.id))
      if (!mail) throw refuse('NOT_FOUND')
      return reply.type('text/html; charset=utf-8').send(mail.html)
    })
  })
}
