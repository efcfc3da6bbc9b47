import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendNotifications } from '../../../src/modules/notifications/notifications.jobs.ts'
import { notificationRows, preferencesRow } from '../../permissions/filled-notifications.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { mutate } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { sentRequest } from '../requests/sent-request.ts'
import { asked } from '../reviews/reviewed.ts'
import { fresh, relay, toldTo } from './told.ts'

/** So many people who want one mail a day, with so many notifications each that are due. */
async function dailyReaders(home: Campus, people: number, each: number): Promise<Someone[]> {
  const readers = await Promise.all(Array.from({ length: people }, () => home.student()))
  for (let n = 0; n < each; n++)
    for (const { id } of readers) await home.run(...notificationRows(newId(), id, null, { kind: 'REQUEST_CLOSED' }))
  await home.run(
    ...readers.map(({ id }) => preferencesRow(id)),
    sql`update notification_deliveries d set state = 'PENDING', reason = null, attempts = 0, settled_at = null
      where d.tenant_id = ${tenant}`,
    sql`update notification_preferences c set quiet_from = null, quiet_until = null where c.tenant_id = ${tenant}`
  )
  return readers
}

t.test('mail that has waited', async (t) => {
  const app = await testApp(t)
  const server = await mailServer(t)
  const send = () => sendNotifications.run(() => campusScopes(app.database, app.clock), { post: server.post })

  t.test('is one a day for each, however many people wait for it and workers send it', async (t) => {
    const home = await campus(app)
    await dailyReaders(home, 15, 3)
    await Promise.all([send(), send()])
    const mails = server.mails.splice(0)
    t.same(
      mails.map(({ subject }) => subject),
      Array(15).fill('3 news')
    )
    t.equal(new Set(mails.map(({ to }) => JSON.stringify(to))).size, 15)
  })

  t.test('is not sent when it asks for what has been done meanwhile', async (t) => {
    const home = await campus(app)
    const counselor = await home.counselor()
    const act = (who: Someone, verb: string, input: object) => mutate(app, fresh(home, who), verb, input, '')
    const quiet = (who: Someone) =>
      act(who, 'updateNotificationPreferences', { quietFrom: '08:30', quietUntil: '11:15' })
    // It is nine in the morning in Chicago.
    const [answered, open, back] = [
      await sentRequest(app, home),
      await sentRequest(app, home),
      await sentRequest(app, home)
    ]
    const { reviewId } = await asked(app, home, { counselorId: counselor.id })
    for (const who of [answered.mentor, open.mentor, back.mentor, back.student, counselor]) await quiet(who)
    await act(back.mentor, 'requestMoreInfo', { id: back.id, question: 'Which?' })
    await relay(app)
    await send()
    await act(answered.mentor, 'declineMeetingRequest', { id: answered.id, reason: 'NO_TIME' })
    await act(counselor, 'approveReview', { id: reviewId })
    app.clock.travel(136)
    await send()
    const fates = async (who: Someone) =>
      (await toldTo(app, home, who)).map(({ kind, deliveries: [way] }) => `${kind} ${way?.reason ?? way?.state}`)
    t.same(await fates(answered.mentor), ['REQUEST_RECEIVED OUTDATED'])
    t.same(await fates(counselor), ['REVIEW_REQUESTED OUTDATED'])
    t.same(await fates(back.mentor), ['REQUEST_RECEIVED OUTDATED'], 'whose own question is to be answered first')
    t.same(await fates(back.student), ['INFO_REQUESTED SENT'])
    t.same(await fates(open.mentor), ['REQUEST_RECEIVED SENT'])
  })
})
