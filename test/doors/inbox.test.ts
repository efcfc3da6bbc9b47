import t from 'tap'
import { sql, tenant } from '../../src/db/sql.ts'
import { campusScopes } from '../../src/jobs/campuses.ts'
import { inboxPost } from '../../src/mail/inbox-post.ts'
import { relayNotifications, sendNotifications } from '../../src/modules/notifications/notifications.jobs.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('the inbox of the embedded server', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const scopes = () => campusScopes(app.database, app.clock)
  const { student } = await sentRequest(app, home)
  await home.run(
    sql`update persons set given_name = '<script>alert(1)</script>' where tenant_id = ${tenant} and id = ${student.id}`
  )
  await relayNotifications.run(scopes)
  await sendNotifications.run(scopes, { post: inboxPost('http://127.0.0.1:3000') })

  t.test('shows what was sent, and runs nothing of it', async (t) => {
    const page = await app.inject({ url: '/dev/inbox' })
    t.equal(page.statusCode, 200)
    t.match(page.headers['content-security-policy'], /default-src 'none'.*frame-ancestors 'none'/)
    t.notMatch(page.payload, '<script>')
    t.match(page.payload, /&lt;script&gt;alert\(1\)&lt;\/script&gt; Person .* asks you for a conversation/)
    const [, frame = ''] = /<iframe sandbox [^>]*src="([^"]+)"/.exec(page.payload) ?? []
    const mail = await app.inject({ url: frame })
    t.equal(mail.statusCode, 200)
    t.match(mail.headers['content-security-policy'], /sandbox.*frame-ancestors 'self'/)
    t.match(mail.payload, /http:\/\/127\.0\.0\.1:3000\/unsubscribe\//)
    t.notMatch(mail.payload, '<script>')
  })

  t.test('shows no mail of another campus, nor what is none', async (t) => {
    const other = await campus(app)
    const [, id = ''] = /\/dev\/inbox\/[\w-]+\/([\w-]+)/.exec((await app.inject({ url: '/dev/inbox' })).payload) ?? []
    for (const url of [`/dev/inbox/${other.slug}/${id}`, `/dev/inbox/nowhere/${id}`, `/dev/inbox/${home.slug}/x`])
      t.equal((await app.inject({ url })).statusCode, 404, url)
  })

  t.test('is not there in production', async (t) => {
    const production = await testApp(t, { isProduction: true })
    t.equal((await production.inject({ url: '/dev/inbox' })).statusCode, 404)
  })
})
