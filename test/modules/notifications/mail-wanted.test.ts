import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendDueMail } from '../../../src/modules/notifications/deliveries.service.ts'
import { sendNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { draft, sentRequest } from '../requests/sent-request.ts'
import { fresh, relay, toldTo, workerScope } from './told.ts'

t.test('mail as it is wanted', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const server = await mailServer(t)
  const send = () => sendNotifications.run(() => campusScopes(app.database, app.clock), { post: server.post })
  const want = (who: Someone, input: object) =>
    mutate(app, fresh(home, who), 'updateNotificationPreferences', input, 'notificationPreferences { version }')
  const received = async () => {
    await relay(app)
    await send()
    return server.mails.splice(0)
  }
  const askOf = async (at: Campus, mentor: Someone) => {
    const student = await at.student()
    const input = { mentorId: mentor.id, ...draft }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    await mutate(app, student, 'sendMeetingRequest', { id: meetingRequest.id }, '')
  }

  t.test('waits for the end of quiet hours, by the clock on the wall', async (t) => {
    const mentor = await home.mentor()
    // It is nine in the morning in Chicago.
    await want(mentor, { quietFrom: '08:30', quietUntil: '11:15' })
    await askOf(home, mentor)
    t.same(await received(), [])
    app.clock.travel(134)
    t.same(await received(), [])
    app.clock.travel(1)
    t.equal((await received()).length, 1)
  })

  t.test('comes once a day, with all there is', async (t) => {
    const mentor = await home.mentor()
    await want(mentor, { digest: 'DAILY', digestHour: 12 })
    await askOf(home, mentor)
    await askOf(home, mentor)
    t.same(await received(), [])
    app.clock.travel(45)
    const [mail, ...more] = await received()
    t.same(more, [])
    t.match(mail, {
      subject: '2 news',
      text: /\* Ada Person .* asks you for a conversation\n.*\* Ada Person .* asks you/s
    })
    const told = await toldTo(app, home, mentor)
    t.match(
      told.map(({ deliveries }) => deliveries[0]?.state),
      ['SENT', 'SENT']
    )
  })

  t.test('is none where it is not wanted, not possible, or for somebody who has left', async (t) => {
    const [off, kind, gone, nowhere] = [
      await home.mentor(),
      await home.mentor(),
      await home.mentor(),
      await home.mentor()
    ]
    await want(off, { isMailOn: false })
    await want(kind, { unmailedKinds: ['REQUEST_RECEIVED'] })
    for (const mentor of [off, kind, gone, nowhere]) await askOf(home, mentor)
    await home.run(
      sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${gone.id}`,
      sql`update persons set email = null where tenant_id = ${tenant} and id = ${nowhere.id}`
    )
    t.same(await received(), [])
    const reasonOf = async (who: Someone) => (await toldTo(app, home, who))[0]?.deliveries[0]?.reason
    t.same(
      [await reasonOf(off), await reasonOf(kind), await reasonOf(nowhere)],
      ['OPTED_OUT', 'OPTED_OUT', 'NO_ADDRESS']
    )
    const [row] = await app.asOwner(home.tenantId, [
      sql`select reason from notification_deliveries where tenant_id = ${tenant} and recipient_id = ${gone.id}`
    ])
    t.same(row, { reason: 'INACTIVE' })
  })

  t.test('is sent once by many workers, and again by another when one was killed while sending', async (t) => {
    for (let n = 0; n < 9; n++) await sentRequest(app, home)
    await relay(app)
    await Promise.all(Array.from({ length: 6 }, () => sendDueMail(workerScope(app, home), server.post)))
    t.equal(new Set(server.mails.map(({ messageId }) => messageId)).size, 9)
    t.equal(server.mails.splice(0).length, 9)
    const { mentor } = await sentRequest(app, home)
    await relay(app)
    // Killed after handing over: what it claimed is never settled.
    const killed = {
      ...server.post,
      send: async (...mail: Parameters<typeof server.post.send>) => {
        await server.post.send(...mail)
        return new Promise<void>(() => {})
      }
    }
    void sendDueMail(workerScope(app, home), killed)
    while (server.mails.length < 1) await new Promise((resolve) => setImmediate(resolve))
    await send()
    t.equal(server.mails.length, 1, 'the claim holds')
    app.clock.travel(5)
    await send()
    const [first, again] = server.mails.splice(0)
    t.equal(again?.messageId, first?.messageId, 'a mail that comes twice can be known by its id')
    t.match((await toldTo(app, home, mentor))[0]?.deliveries, [{ state: 'SENT', attempts: 2 }])
  })

  t.test('does not show what somebody else was sent', async (t) => {
    const { student, mentor } = await sentRequest(app, home)
    await relay(app)
    const [{ id }] = (await rest(app, fresh(home, mentor), 'GET', '/v1/notifications')).body.items
    t.equal((await rest(app, fresh(home, student), 'GET', `/v1/notifications/${id}`)).status, 404)
  })
})
