import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { campusScopes } from '../../../src/jobs/campuses.ts'
import { sendFollowUps } from '../../../src/modules/followups/followups.jobs.ts'
import { sendFollowUpMails } from '../../../src/modules/followups/mails.service.ts'
import { contactRow } from '../../permissions/filled-contacts.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { mailServer } from '../../support/mail-server.ts'
import { fresh, kindsTo, relay, workerScope } from '../notifications/told.ts'
import { fields, talk, thankYouOf } from './owed.ts'

const own = { subject: 'Thank you, Ruth', text: 'Dear Ruth,\n\nI have begun to <read> & it helps.\nToday.\n\nMateo' }

t.test('the mail of a follow-up', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const server = await mailServer(t)
  const send = () => sendFollowUps.run(() => campusScopes(app.database, app.clock), { post: server.post })
  const owed = async () => {
    const found = await talk(home)
    await mutate(app, fresh(home, found.student), 'completeMeeting', { id: found.meetingId }, 'meeting { id }')
    return { ...found, id: (await thankYouOf(app, home, found.student, found.meetingId)).id as string }
  }
  const write = (who: Someone, id: string, mail: object = own) =>
    mutate(app, fresh(home, who), 'sendFollowUp', { id, ...mail }, `followUp { ${fields} }`)

  t.test(
    'goes out in the sender’s words, answered to them, and neither address is shown to the other side',
    async (t) => {
      const { student, mentor, id } = await owed()
      const { followUp, problems } = await write(student, id)
      t.same(problems, [])
      t.match(followUp, {
        status: 'DONE_ON_TIME',
        channel: 'MAIL',
        doneAt: app.clock.now(),
        mail: { ...own, state: 'PENDING' }
      })
      t.same(server.mails, [], 'queued in the commit, sent by the worker')
      await send()
      const [mail, ...more] = server.mails.splice(0)
      t.same(more, [])
      t.match(mail, {
        messageId: `<${id}@halfhour.invalid>`,
        subject: own.subject,
        replyTo: { text: `${student.id}@campus.example` }
      })
      t.match(mail?.to, { value: [{ address: `${mentor.id}@campus.example` }] })
      t.match(mail?.from?.text, new RegExp(`Ada Person .*, Campus ${home.slug}" <no-reply@halfhour.example>`))
      t.ok(mail?.text?.startsWith(`${own.text}\n\n-- \n`))
      t.match(mail?.html, /I have begun to &lt;read&gt; &amp; it helps.\nToday.<\/p>/)
      const { body } = await rest(app, fresh(home, student), 'GET', `/v1/follow-ups/${id}`)
      t.match(body, { mail: { ...own, state: 'SENT', settledAt: app.clock.now() } })
      t.notOk(JSON.stringify(body).includes(`${mentor.id}@`), 'the address stays where it is')
      const touched = await rest(app, fresh(home, student), 'GET', `/v1/touchpoints?mentorId=${mentor.id}`)
      t.match(touched.body.items, [{ kind: 'THANK_YOU', occurredAt: app.clock.now() }])
      t.match((await write(student, id)).problems, [{ code: 'INVALID_TRANSITION' }], 'once')
    }
  )

  t.test('is read by its owner alone', async (t) => {
    const { student, mentor, meetingId, id } = await owed()
    await write(student, id)
    const [counselor, machine] = [await home.counselor(), await home.machine()]
    for (const who of [counselor, machine]) {
      t.match(await thankYouOf(app, home, who, meetingId), {
        id,
        status: 'DONE_ON_TIME',
        mail: null,
        allowedActions: []
      })
      t.match((await rest(app, fresh(home, who), 'GET', `/v1/follow-ups/${id}`)).body, {
        status: 'DONE_ON_TIME',
        mail: null
      })
      t.match((await write(who, id)).problems, [{ code: 'FORBIDDEN' }])
    }
    t.equal(await thankYouOf(app, home, mentor, meetingId), null)
    t.equal((await rest(app, fresh(home, mentor), 'GET', `/v1/follow-ups/${id}`)).status, 404)
    t.match((await write(mentor, id)).problems, [{ code: 'NOT_FOUND' }])
  })

  t.test('begins with a draft in the owner’s language, which is refused as it is (S#24)', async (t) => {
    const { student, mentor, id } = await owed()
    await home.run(sql`update persons set locale = 'es-MX' where tenant_id = ${tenant} and id = ${student.id}`)
    const draftOf = async (who: Someone) =>
      (await graphql(app, fresh(home, who), `{ followUpDraft(id: "${id}") { subject text slots } }`)).data.followUpDraft
    const draft = await draftOf(student)
    t.match(draft, { subject: 'Gracias por nuestra conversación', text: /^Hola, Ada Person/, slots: { length: 3 } })
    t.same((await rest(app, fresh(home, student), 'GET', `/v1/follow-ups/${id}/draft`)).body, draft)
    const { subject, text, slots } = draft
    t.match((await write(student, id, { subject, text })).problems, [{ code: 'FOLLOW_UP_NOT_EDITED', path: ['text'] }])
    const filled = slots.reduce((left: string, slot: string) => left.replace(slot, 'algo propio'), text)
    t.same((await write(student, id, { subject, text: filled })).problems, [])
    t.equal(await draftOf(student), null, 'nothing is owed any more')
    t.equal(await draftOf(mentor), null)
    const bad = { subject: 'Hi\r\nBcc: eve@evil.example', text: own.text }
    t.match((await write((await owed()).student, id, bad)).problems, [{ code: 'NOT_FOUND' }])
    const other = await owed()
    t.match((await write(other.student, other.id, bad)).problems, [{ code: 'INVALID_INPUT', path: ['subject'] }])
  })

  t.test('is refused in the same words to whoever reads no mail, has left or has no address', async (t) => {
    const blocks = [
      (id: string) => sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${id}`,
      (id: string) => sql`update persons set email = null where tenant_id = ${tenant} and id = ${id}`,
      (
        id: string
      ) => sql`insert into notification_preferences (tenant_id, person_id, is_mail_on, unmailed_kinds, digest, digest_hour, version, created_at, updated_at)
        values (${tenant}, ${id}, false, '{}', 'IMMEDIATE', 8, 2, now(), now())`
    ]
    const answers = []
    for (const block of blocks) {
      const { student, mentor, id } = await owed()
      await home.run(block(mentor.id))
      answers.push((await write(student, id)).problems)
    }
    t.match(answers[0], [{ code: 'FOLLOW_UP_NOT_MAILABLE', remedy: /completeFollowUp/ }])
    t.same(answers[1], answers[0])
    t.same(answers[2], answers[0])
  })

  t.test('goes out at least once: six workers send one, and one that is killed leaves it to another', async (t) => {
    await send()
    server.mails.splice(0)
    const { student, id } = await owed()
    await write(student, id)
    await Promise.all(Array.from({ length: 6 }, () => sendFollowUpMails(workerScope(app, home), server.post)))
    t.equal(server.mails.splice(0).length, 1)
    const other = await owed()
    await write(other.student, other.id)
    const killed = {
      ...server.post,
      send: (...mail: Parameters<typeof server.post.send>) =>
        server.post.send(...mail).then(() => new Promise<void>(() => {}))
    }
    void sendFollowUpMails(workerScope(app, home), killed)
    while (server.mails.length < 1) await new Promise((resolve) => setImmediate(resolve))
    await send()
    t.equal(server.mails.length, 1, 'the claim holds')
    app.clock.travel(5)
    await send()
    t.same(new Set(server.mails.map(({ messageId }) => messageId)).size, 1)
    t.equal(server.mails.splice(0).length, 2)
  })

  t.test('tells its sender when it can not be delivered', async (t) => {
    const { student, id } = await owed()
    await write(student, id)
    server.refuseWith = { responseCode: 550 }
    await send()
    server.refuseWith = null
    await relay(app)
    t.same((await kindsTo(app, home, student)).at(-1), 'FOLLOW_UP_UNDELIVERED')
    t.match((await rest(app, fresh(home, student), 'GET', `/v1/follow-ups/${id}`)).body, { mail: { state: 'FAILED' } })
  })

  t.test('goes to a contact off the platform too, while the contact is kept', async (t) => {
    const student = await home.student()
    const [contactId, id, orphan] = [newId(), newId(), newId()]
    const row = {
      ownerId: student.id,
      kind: 'UPDATE',
      status: 'PENDING',
      dueAt: app.clock.now(),
      version: 1,
      createdAt: app.clock.now(),
      updatedAt: app.clock.now()
    }
    await home.run(
      contactRow({ id: contactId, ownerId: student.id, occupationCode: null }),
      insertRow('follow_ups', { id, contactId, ...row }, sql`1`),
      insertRow('follow_ups', { id: orphan, contactId: newId(), ...row }, sql`1`)
    )
    t.same((await write(student, id, { subject: 'News', text: 'It went well.' })).problems, [])
    await send()
    t.match(server.mails.splice(0), [{ to: { value: [{ address: 'sam@lab.example' }] } }])
    const touched = await rest(app, fresh(home, student), 'GET', `/v1/touchpoints?contactId=${contactId}`)
    t.match(touched.body.items, [{ kind: 'UPDATE' }])
    t.match((await write(student, orphan)).problems, [{ code: 'FOLLOW_UP_NOT_MAILABLE' }])
    t.same((await mutate(app, fresh(home, student), 'completeFollowUp', { id: orphan }, '')).problems, [])
  })
})
