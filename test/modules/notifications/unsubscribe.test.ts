import t from 'tap'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { rest } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { relay } from './told.ts'

t.test('the link of a mail that stops it', async (t) => {
  const app = await testApp(t)
  const [home, other] = [await campus(app), await campus(app)]
  const server = await mailServer(t)
  const mailed = async (at: typeof home) => {
    const { mentor } = await sentRequest(app, at)
    await relay(app)
    await sendNotifications.run(() => campusScopes(app.database, app.clock), { post: server.post })
    const mail = server.mails.splice(0)[0]
    const source = server.sources.splice(0)[0] as string
    const [, path = ''] = /https:\/\/halfhour\.example(\/unsubscribe\/[\w-]+)/.exec(String(mail?.text)) ?? []
    return { mentor, path, source: source.replaceAll('\r\n ', ' ') }
  }
  const isMailOn = async (who: { id: string; token: string }) =>
    (await rest(app, who, 'GET', '/v1/notification-preferences')).body.isMailOn
  const oneClick = (url: string, payload = 'List-Unsubscribe=One-Click') =>
    app.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } })

  t.test('is named by the headers, as mail programs look for it (RFC 8058)', async (t) => {
    const { mentor, path, source } = await mailed(home)
    t.match(source, `List-Unsubscribe: <https://halfhour.example${path}>`)
    t.match(source, /^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m)
    const answer = await oneClick(path)
    t.equal(answer.statusCode, 200)
    t.equal(await isMailOn(mentor), false)
    t.equal((await oneClick(path)).statusCode, 200, 'once more changes nothing')
  })

  t.test('only asks when it is looked at, because mail servers look', async (t) => {
    const { mentor, path } = await mailed(home)
    const page = await app.inject({ url: path })
    t.equal(page.statusCode, 200)
    t.match(page.headers, {
      'content-type': /^text\/html/,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer'
    })
    t.match(page.headers['content-security-policy'], /default-src 'none'.*form-action 'self'/)
    t.match(page.payload, '<form method="post">')
    t.equal(await isMailOn(mentor), true)
    await app.inject({ method: 'POST', url: path })
    t.equal(await isMailOn(mentor), false, 'and its button does it')
  })

  t.test('is none when anything of it is changed', async (t) => {
    const [ours, theirs] = [await mailed(home), await mailed(other)]
    const token = ours.path.split('/').at(-1) as string
    const [tenant, person, signature] = [token.slice(0, 22), token.slice(22, 44), token.slice(44)]
    const stranger = (theirs.path.split('/').at(-1) as string).slice(22, 44)
    const forged = [
      `${tenant}${person}${signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))}`,
      `${tenant}${stranger}${signature}`,
      `${(theirs.path.split('/').at(-1) as string).slice(0, 22)}${person}${signature}`,
      token.slice(1),
      'x'.repeat(87),
      'x',
      '%00'
    ]
    for (const text of forged) {
      const answer = await oneClick(`/unsubscribe/${text}`)
      t.equal(answer.statusCode, 404, text)
      t.notMatch(answer.payload, '<form')
    }
    t.equal(await isMailOn(ours.mentor), true)
    t.equal(await isMailOn(theirs.mentor), true)
  })
})
