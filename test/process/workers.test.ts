import { setImmediate } from 'node:timers/promises'
import t from 'tap'
import { sql, tenant } from '../../src/db/sql.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { mailServer } from '../support/mail-server.ts'
import { startHalfhour } from './halfhour.ts'

// Real processes, several at a time, take seconds to start on a busy machine.
t.setTimeout(180_000)

const until = async (isSo: () => boolean | Promise<boolean>) => {
  while (!(await isSo())) await setImmediate()
}

t.test('workers apart', async (t) => {
  const app = await testApp(t)
  // The workers live by the real clock, by which what was asked months ago has expired, and is no longer mailed.
  app.clock.travel(Math.round((Date.now() - Date.parse(app.clock.now())) / 60_000))
  const home = await campus(app)
  const server = await mailServer(t)
  const settings = { DATABASE_URL: app.appUrl, SMTP_URL: server.url, MAIL_FROM: 'no-reply@halfhour.example' }
  const received = async () =>
    app.asOwner(home.tenantId, [
      sql`select n.id, d.state from notifications n join notification_deliveries d on d.tenant_id = ${tenant} and d.notification_id = n.id
        where n.tenant_id = ${tenant} and n.kind = 'REQUEST_RECEIVED'`
    ])
  const isAllSent = async (count: number) => {
    const rows = (await received()) as unknown as { state: string }[]
    return rows.length === count && rows.every(({ state }) => state === 'SENT')
  }
  const idsOf = (pattern: RegExp) =>
    server.mails.filter(({ subject }) => pattern.test(String(subject))).map(({ messageId }) => messageId)
  const asked = /asks you for a conversation/

  t.test('lose and double nothing when one is killed while it sends', async (t) => {
    for (let n = 0; n < 30; n++) await sentRequest(app, home)
    const first = startHalfhour(t, settings, 'worker')
    server.onMail = () => {
      if (server.mails.length === 7) first.signal('SIGKILL')
    }
    t.match(await first.ending, { signal: 'SIGKILL' })
    server.onMail = () => {}
    const claimed = idsOf(asked)
    t.ok(claimed.length >= 7 && claimed.length < 30, `${claimed.length} were handed over`)
    // The five minutes of its claim pass.
    await app.asOwner(home.tenantId, [
      sql`update notification_deliveries set due_at = created_at where tenant_id = ${tenant} and state = 'PENDING'`
    ])
    const second = startHalfhour(t, settings, 'worker')
    await until(() => isAllSent(30))
    const sent = idsOf(asked)
    t.equal((await received()).length, 30, 'each request is told of once')
    t.equal(new Set(sent).size, 30, 'and mailed')
    const twice = sent.filter((id, index) => sent.indexOf(id) !== index)
    t.ok(
      twice.every((id) => claimed.includes(id)),
      'again only what the killed one had handed over, under the same id'
    )
    second.signal('SIGTERM')
    t.match(await second.ending, { code: 0, signal: null })
  })

  t.test('share the work with each other and with a server that has one too', async (t) => {
    server.mails.length = 0
    const workers = ['worker', 'worker', 'server'] as const
    const started = workers.map((what) => startHalfhour(t, { ...settings, WORKER: 'on' }, what))
    await Promise.all(started.map(({ ready }) => ready))
    for (let n = 0; n < 30; n++) await sentRequest(app, home)
    await until(() => isAllSent(60))
    const sent = idsOf(asked)
    t.equal(sent.length, 30)
    t.equal(new Set(sent).size, 30)
  })
})
