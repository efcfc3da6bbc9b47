import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { sendDueMail } from '../../src/modules/notifications/deliveries.service.ts'
import { relayEvents } from '../../src/modules/notifications/relay.service.ts'
import { remindOfRequests } from '../../src/modules/requests/reminders.service.ts'
import { MailFault, type Post } from '../../src/ports/mail.ts'
import { workerScope } from '../modules/notifications/told.ts'
import { requestRow, sent } from '../permissions/filled.ts'
import { notificationRows } from '../permissions/filled-notifications.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

/** Somebody who was told so many things, each about somebody else, of as many requests that wait. */
async function told(app: TestApp, count: number) {
  const home = await campus(app)
  const mentor = await home.mentor()
  for (let n = 0; n < count; n++) {
    const student = await home.student()
    const request = { id: newId(), studentId: student.id, mentorId: mentor.id, status: 'SENT', ...sent }
    await home.run(
      ...notificationRows(newId(), mentor.id, student.id, { readAt: null }),
      requestRow({ ...request, expiresAt: '2026-03-05T15:00:00.000Z' })
    )
  }
  await home.run(
    sql`insert into event_outbox (tenant_id, event_id) select e.tenant_id, e.id from domain_events e where e.tenant_id = ${tenant}`
  )
  return { home, mentor, admin: await home.admin() }
}

/** Everything that they were told is to go out by mail now. */
async function makeDue(...all: Awaited<ReturnType<typeof told>>[]) {
  for (const { home } of all)
    await home.run(
      sql`update notifications n set kind = 'REQUEST_CLOSED' where n.tenant_id = ${tenant}`,
      sql`update notification_deliveries d set state = 'PENDING', reason = null, attempts = 0, settled_at = null,
        due_at = d.created_at where d.tenant_id = ${tenant}`
    )
}

const taking: Post = { isOn: true, publicUrl: null, send: async () => {}, close: async () => {} }

t.test('what notifications cost is the same at 5 and at 50 of them', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [few, many] = [await told(app, 5), await told(app, 50)]
  const costOf = async (work: () => Promise<unknown>) => {
    await app.settled()
    app.forget()
    await work()
    await app.settled()
    const entering = /^(begin|commit|select set_config)/
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { statements, roundTrips: app.roundTrips.length }
  }
  const same = async (
    name: string,
    work: (of: typeof few) => Promise<unknown>,
    expected: { statements: number; roundTrips: number }
  ) => {
    t.same(await costOf(() => work(few)), expected, `${name} at 5`)
    t.same(await costOf(() => work(many)), expected, `${name} at 50`)
  }
  const page = '{ notifications(first: 50) { nodes { title text deliveries { state } aboutPerson { name } } } }'
  const signedIn = ({ mentor }: typeof few) => rest(app, mentor, 'GET', '/v1/viewer')
  for (const campus of [few, many]) {
    await signedIn(campus)
    await rest(app, campus.admin, 'GET', '/v1/viewer')
  }

  await same('a list', ({ mentor }) => rest(app, mentor, 'GET', '/v1/notifications?first=50'), {
    statements: 1,
    roundTrips: 1
  })
  await same('a list with whom it is about', ({ mentor }) => graphql(app, mentor, page), {
    statements: 2,
    roundTrips: 3
  })
  await same(
    'the number of unread ones',
    ({ mentor }) => graphql(app, mentor, '{ viewer { unreadNotificationCount } }'),
    {
      statements: 1,
      roundTrips: 1
    }
  )
  await same('a relay', ({ home }) => relayEvents(workerScope(app, home)), { statements: 5, roundTrips: 3 })
  await same('reminders', ({ home }) => remindOfRequests(workerScope(app, home)), { statements: 7, roundTrips: 3 })
  await same('preferences', ({ mentor }) => rest(app, mentor, 'GET', '/v1/notification-preferences'), {
    statements: 1,
    roundTrips: 1
  })
  const digest = { digest: 'IMMEDIATE', digestHour: 9 }
  const prefer = (of: typeof few) => mutate(app, of.mentor, 'updateNotificationPreferences', digest, '')
  await same('choosing', prefer, { statements: 7, roundTrips: 2 })
  const words = { kind: 'REQUEST_RECEIVED', locale: 'en', title: 'Hello', text: 'Write to {name}.' }
  await same('choosing words', ({ admin }) => mutate(app, admin, 'setNotificationText', words, ''), {
    statements: 6,
    roundTrips: 2
  })
  await same('all words', ({ admin }) => rest(app, admin, 'GET', '/v1/notification-texts?first=100'), {
    statements: 1,
    roundTrips: 1
  })
  // A claim and a settlement, each a commit.
  const sent = { statements: 8, roundTrips: 6 }
  await makeDue(few, many)
  await same('sending', ({ home }) => sendDueMail(workerScope(app, home), taking), sent)
  await makeDue(few, many)
  const failing = { ...taking, send: () => Promise.reject(new MailFault(false)) }
  await same('failing to send', ({ home }) => sendDueMail(workerScope(app, home), failing), sent)
  await same(
    'marking all',
    ({ mentor }) =>
      mutate(app, mentor, 'markNotificationsRead', { before: app.clock.now() }, 'viewer { unreadNotificationCount }'),
    { statements: 4, roundTrips: 3 }
  )
})
