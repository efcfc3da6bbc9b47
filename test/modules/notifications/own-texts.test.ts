import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { relay, toldTo } from './told.ts'

const received = 'REQUEST_RECEIVED'
const fields = 'notificationText { kind locale title text placeholders isOwn version }'
const own = { title: 'Write to {name} of Campus North', text: '{name} awaits you, $& by {at}.' }

t.test("a campus's own words (row 78)", async (t) => {
  const app = await testApp(t)
  const server = await mailServer(t)
  const [home, other] = [await campus(app), await campus(app)]
  const [admin, mentor] = [await home.admin(), await home.mentor()]
  const set = (input: object, who = admin) => mutate(app, who, 'setNotificationText', input, fields)
  const saidIn = async (locale: string, at = home) => {
    const { mentor } = await sentRequest(app, at)
    await at.run(sql`update persons set locale = ${locale} where tenant_id = ${tenant} and id = ${mentor.id}`)
    await relay(app)
    return (await toldTo(app, at, mentor))[0]
  }

  t.test('are said in the list and by mail, with names and times filled in, at that campus alone', async (t) => {
    const { notificationText } = await set({ kind: received, locale: 'en', ...own })
    t.same(notificationText, {
      kind: received,
      locale: 'en',
      ...own,
      placeholders: ['{name}', '{at}'],
      isOwn: true,
      version: 1
    })
    t.match(await saidIn('en-US'), {
      title: /^Write to Ada Person .* of Campus North$/,
      text: /^Ada Person .* awaits you, \$& by Monday, March 16, 2026 at 10:00.AM\.$/
    })
    await sendNotifications.run(() => campusScopes(app.database, app.clock), { post: server.post })
    t.match(server.mails[0], { subject: /^Write to Ada Person .* of Campus North$/, html: /awaits you, \$&amp; by/ })
    t.match((await saidIn('en-US', other))?.title, /asks you for a conversation$/)
  })

  t.test('are those of the locale, else of its language, else English where no words are shipped', async (t) => {
    const say = (locale: string, title: string) => set({ kind: received, locale, title, text: 'x' })
    await say('es-mx', 'De México')
    t.equal((await saidIn('es-MX'))?.title, 'De México')
    t.match((await saidIn('es-ES'))?.title, /le pide una conversación$/, 'shipped Spanish before English of the campus')
    await say('es', 'En español')
    t.equal((await saidIn('es-ES'))?.title, 'En español')
    t.match((await saidIn('fr-CA'))?.title, /^Write to Ada/)
    await say('fr', 'En français')
    t.equal((await saidIn('fr-CA'))?.title, 'En français')
  })

  t.test('are listed beside the shipped ones, and taken back', async (t) => {
    const url = `/v1/notification-texts?kind=${received}`
    const listed = async (query = '') =>
      (await rest(app, admin, 'GET', `${url}${query}`)).body.items.map(
        ({ locale, isOwn }: { locale: string; isOwn: boolean }) => `${locale} ${isOwn}`
      )
    t.same(await listed(), ['en true', 'es true', 'es-MX true', 'fr true'])
    t.same(await listed('&isOwn=false'), [])
    const shipped = { locale: 'en', isOwn: false, version: 0, title: '{name} asks you for a conversation' }
    const reset = { kind: received, locale: 'en' }
    t.match(await rest(app, admin, 'POST', '/v1/notification-texts/reset', { ...reset, expectedVersion: 7 }), {
      status: 409,
      body: { code: 'VERSION_CONFLICT', currentVersion: 1 }
    })
    t.match((await rest(app, admin, 'POST', '/v1/notification-texts/reset', reset)).body, shipped)
    t.match(
      (await rest(app, admin, 'POST', '/v1/notification-texts/reset', reset)).body,
      shipped,
      'again changes nothing'
    )
    t.same(await listed('&locale=en'), ['en false'])
    t.match((await saidIn('en-US'))?.title, /asks you for a conversation$/)
    const all =
      '{ notificationTexts(first: 3) { totalCount } __type(name: "NotificationKind") { enumValues { name } } }'
    const { data } = await graphql(app, admin, all)
    t.equal(data.notificationTexts.totalCount, 2 * data.__type.enumValues.length + 2, 'two languages are shipped')
    const trail = await home.run(sql`select a.action from audit_events a join domain_events e on e.tenant_id = ${tenant}
      and e.audit_event_id = a.id where a.tenant_id = ${tenant} and a.action like 'notification_text.%' order by a.id`)
    t.equal(trail.filter(({ action }) => action === 'notification_text.reset').length, 1)
  })

  t.test('name nothing that the kind does not have, and are kept by admins alone', async (t) => {
    const wrong: [object, string, RegExp][] = [
      [{ title: '{names} asks' }, 'title', /^\{names\} is not known; a text of this kind may hold \{name\} and \{at\}/],
      [{ text: 'By {password}' }, 'text', /\{password\} is not known/],
      [{ title: ' ' }, 'title', /empty/],
      [{ text: 'a\0b' }, 'text', /can not be kept/],
      [{ title: 'x'.repeat(201) }, 'title', /longer/],
      [{ locale: 'not a locale' }, 'locale', /BCP 47/]
    ]
    for (const [input, path, message] of wrong)
      t.match(await set({ kind: received, locale: 'en', ...own, ...input }), {
        notificationText: null,
        problems: [{ code: 'INVALID_INPUT', path: [path], message }]
      })
    const timeless = await set({ kind: 'CARD_OFFERED', locale: 'en', title: 'By {at}', text: 'x' })
    t.match(timeless, { problems: [{ code: 'INVALID_INPUT', message: /may hold \{name\}\.$/ }] })
    for (const who of [mentor, await home.counselor(), await home.machine()] as Someone[]) {
      t.match(await set({ kind: received, locale: 'en', ...own }, who), { problems: [{ code: 'FORBIDDEN' }] })
      t.equal((await rest(app, who, 'GET', '/v1/notification-texts')).status, 403)
    }
  })
})
