import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { noPost } from '../../../src/ports/mail.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { relay, toldTo } from './told.ts'

t.test('mail', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const server = await mailServer(t)
  const send = (post = server.post) => sendNotifications.run(() => campusScopes(app.database, app.clock), { post })
  const named = (id: string, givenName: string, familyName: string) =>
    home.run(
      sql`update persons set given_name = ${givenName}, family_name = ${familyName} where tenant_id = ${tenant} and id = ${id}`
    )
  const received = async () => {
    await relay(app)
    await send()
    return server.mails.splice(0)
  }

  t.test('has both forms of its text, and headers that say what it is', async (t) => {
    const { student, mentor } = await sentRequest(app, home)
    await named(student.id, 'Jörg', 'Müller <b>')
    const [mail] = await received()
    t.match(mail, {
      subject: 'Jörg Müller <b> asks you for a conversation',
      from: { value: [{ name: /^Campus c/, address: 'no-reply@halfhour.example' }] },
      to: { value: [{ address: `${mentor.id}@campus.example`, name: /^Ada Person/ }] },
      text: /^Hello Ada Person.*Jörg Müller <b> would like to hear from you about your work\..*https:\/\/halfhour\.example\/unsubscribe\//s,
      html: /<p style="margin-top: 4px">Jörg Müller &lt;b&gt; would like/
    })
    t.equal(mail?.headers.get('auto-submitted'), 'auto-generated')
    t.notOk(mail?.replyTo)
    const [told] = await toldTo(app, home, mentor)
    t.match(told?.deliveries, [{ state: 'SENT', reason: null, attempts: 1 }])
  })

  t.test('comes from whom the campus says, and answers go there', async (t) => {
    const admin = await home.admin()
    const settings = { mailFromName: 'Career Center “Nord”', mailReplyTo: 'careers@campus.example' }
    await mutate(app, admin, 'updateInstitutionPolicy', settings, 'institution { id }')
    await sentRequest(app, home)
    const [mail] = await received()
    t.match(mail, {
      from: { value: [{ name: 'Career Center “Nord”', address: 'no-reply@halfhour.example' }] },
      replyTo: { value: [{ address: 'careers@campus.example' }] }
    })
    const own = { mailFromAddress: 'careers@north.example' }
    await mutate(app, admin, 'updateInstitutionPolicy', own, 'institution { id }')
    await sentRequest(app, home)
    t.match(await received(), [{ from: { value: [{ name: 'Career Center “Nord”', address: own.mailFromAddress }] } }])
    await mutate(app, admin, 'updateInstitutionPolicy', { mailFromAddress: '' }, 'institution { id }')
    for (const [name, value] of [
      ['mailFromAddress', 'careers'],
      ['mailFromAddress', 'a\0@b.example'],
      ['mailFromAddress', 'a@b.example\r\nBcc: eve@evil.example'],
      ['mailFromName', 'A\r\nBcc: eve@evil.example'],
      ['mailFromName', 'x'.repeat(101)],
      ['mailReplyTo', 'careers'],
      ['mailReplyTo', 'a@b.example, eve@evil.example']
    ] as const) {
      const answer = await mutate(app, admin, 'updateInstitutionPolicy', { [name]: value }, 'institution { id }')
      t.match(answer, { institution: null, problems: [{ code: 'INVALID_INPUT', path: [name] }] })
    }
  })

  t.test('takes no header from a name', async (t) => {
    const { student, mentor } = await sentRequest(app, home)
    await named(student.id, 'Eve\r\nBcc: all@campus.example\r\n\r\nBuy', 'Now')
    await named(mentor.id, 'Mia\r\nX-Evil: yes', 'M\u0000'.replace('\u0000', ''))
    const [mail] = await received()
    const headers = String(server.sources.at(-1)?.split('\r\n\r\n')[0])
    t.notMatch(headers, /^(bcc|x-evil):/im)
    t.match(mail, {
      subject: /^Eve Bcc: all@campus\.example Buy Now asks you/,
      to: { value: [{ name: /^Mia X-Evil: yes/ }] }
    })
  })

  t.test('is in the language of who gets it', async (t) => {
    const { mentor } = await sentRequest(app, home)
    await home.run(sql`update persons set locale = 'es-MX' where tenant_id = ${tenant} and id = ${mentor.id}`)
    t.match(await received(), [
      { subject: /le pide una conversación$/, text: /^Hola, Ada Person/, html: /<html lang="es-MX">/ }
    ])
  })

  t.test('is tried again ever more rarely, and given up in the end', async (t) => {
    const { mentor } = await sentRequest(app, home)
    server.refuseWith = { responseCode: 451 }
    t.same(await received(), [])
    const delivery = async () => (await toldTo(app, home, mentor))[0]?.deliveries[0]
    t.match(await delivery(), { state: 'PENDING', attempts: 1 })
    await send()
    t.match(await delivery(), { state: 'PENDING', attempts: 1 }, 'not at once')
    let minutes = 0
    for (const wait of [1, 5, 15, 60, 240, 720]) {
      app.clock.travel(wait)
      minutes += wait
      await send()
    }
    t.match(await delivery(), { state: 'FAILED', reason: 'GIVEN_UP', attempts: 7 })
    t.equal(Math.round(minutes / 60), 17)
    server.refuseWith = null
    await send()
    t.equal(server.mails.length, 0)
  })

  t.test('goes out once the server is back, and not again to an address that is none', async (t) => {
    const { mentor } = await sentRequest(app, home)
    server.refuseWith = { responseCode: 421 }
    t.same(await received(), [])
    server.refuseWith = null
    app.clock.travel(1)
    t.equal((await received()).length, 1)
    t.match((await toldTo(app, home, mentor))[0]?.deliveries, [{ state: 'SENT', attempts: 2 }])
    const { mentor: unknown } = await sentRequest(app, home)
    server.refuseWith = { responseCode: 550 }
    t.same(await received(), [])
    t.match((await toldTo(app, home, unknown))[0]?.deliveries, [{ state: 'FAILED', reason: 'REFUSED', attempts: 1 }])
    server.refuseWith = null
  })

  t.test('is suppressed where there is no way out, and the delivery says so', async (t) => {
    const { mentor } = await sentRequest(app, home)
    await relay(app)
    await send(noPost)
    t.match((await toldTo(app, home, mentor))[0]?.deliveries, [
      { state: 'SUPPRESSED', reason: 'MAIL_OFF', attempts: 0 }
    ])
    t.same(await received(), [])
  })
})
