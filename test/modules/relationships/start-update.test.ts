import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, relay } from '../notifications/told.ts'
import { completed, inDays, metPair, relationshipOf, travelDays } from './related.ts'

const followUp = 'followUp { id kind status dueAt isOverdue contact { id } person { id } allowedActions version }'

t.test('an update that is due is begun as a follow-up, and done there (S#68)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('by mail to a mentor, which counts as being in touch', async (t) => {
    const now = app.clock.now()
    const { id, student, mentor } = await metPair(app, home, { ...completed, startsAt: now, completedAt: now })
    travelDays(app, 70)
    const me = fresh(home, student)
    const begun = await rest(app, me, 'POST', '/v1/due-people/start-update', { relationshipId: id })
    const due = { kind: 'UPDATE', status: 'PENDING', personId: mentor.id, dueAt: inDays(app, -10), isOverdue: true }
    t.match(begun, { status: 200, body: due })
    t.match(await mutate(app, me, 'startUpdate', { relationshipId: id }, followUp), {
      followUp: { id: begun.body.id, version: 1 }
    })
    const letter = { subject: 'How it went', text: 'I took the course that you named, and I like it.' }
    const sent = await mutate(app, me, 'sendFollowUp', { id: begun.body.id, ...letter }, 'followUp { status }')
    t.match(sent, { problems: [], followUp: { status: 'DONE_LATE' } })
    await relay(app)
    t.match(await relationshipOf(app, home, { student, mentor }), { stage: 'ONGOING' })
    t.same((await rest(app, me, 'GET', '/v1/due-people')).body.items, [])
    const next = await mutate(app, me, 'startUpdate', { relationshipId: id }, followUp)
    t.match(next, { followUp: { status: 'PENDING', dueAt: inDays(app, 60) } }, 'the next one is another')
    t.not(next.followUp.id, begun.body.id)
  })

  t.test('to a contact, once however often it is begun, and to nobody else’s', async (t) => {
    const student = fresh(home, await home.student())
    const jan = { givenName: 'Jan', kind: 'EXISTING', source: 'ALUM' }
    const { contact } = await mutate(app, student, 'createContact', jan, 'contact { id }')
    const begin = () => mutate(app, student, 'startUpdate', { contactId: contact.id }, followUp)
    const lock = sql`select 1 from persons where tenant_id = ${tenant} and id = ${student.id} for update`
    const answers = await raceAt(app, home, lock, [begin, begin, begin, begin])
    t.equal(new Set(answers.map((answer) => answer.followUp.id)).size, 1)
    t.match(answers[0], { followUp: { contact: { id: contact.id }, person: null, dueAt: inDays(app, 60) } })
    const theirs = await mutate(app, fresh(home, await home.student()), 'startUpdate', { contactId: contact.id }, '')
    t.match(theirs, { problems: [{ code: 'NOT_FOUND', path: ['contactId'] }] })
    t.match(await mutate(app, student, 'startUpdate', {}, ''), { problems: [{ code: 'INVALID_INPUT' }] })
    await mutate(app, student, 'updateContact', { id: contact.id, isArchived: true }, '')
    const { id } = answers[0].followUp
    await mutate(app, student, 'waiveFollowUp', { id, reason: 'We lost touch.' }, '')
    t.match(
      await begin(),
      { followUp: { dueAt: app.clock.now() } },
      'whoever was put away is owed none, but may get one'
    )
  })
})
