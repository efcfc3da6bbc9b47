import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { oweThankYous, remindOfThankYous } from '../../../src/modules/followups/thank-yous.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, kindsTo, relay, toldTo, workerScope } from '../notifications/told.ts'
import { fields, keep, talk, thankYouOf } from './owed.ts'

const day = 24 * 60
const settled = 'meeting { id }'

t.test('a thank-you', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  // The meeting began at 14:00, and the clock starts at 15:00.
  const completed = async (actualMinutes: number | null = null) => {
    const found = await talk(home)
    await mutate(app, fresh(home, found.mentor), 'completeMeeting', { id: found.meetingId, actualMinutes }, settled)
    return { ...found, thankYou: await thankYouOf(app, home, found.student, found.meetingId) }
  }

  t.test('is owed with the commit that completes the meeting', async (t) => {
    const { student, mentor, meetingId } = await talk(home)
    await mutate(app, mentor, 'completeMeeting', { id: meetingId, actualMinutes: 20 }, 'meeting { version }')
    const thankYou = await thankYouOf(app, home, student, meetingId)
    t.match(thankYou, { kind: 'THANK_YOU', status: 'PENDING', dueAt: '2026-03-02T16:20:00.000Z', isOverdue: false })
    t.match(thankYou, { owner: { id: student.id }, person: { id: mentor.id }, meeting: { id: meetingId }, mail: null })
    const [counts] = await app.asOwner(home.tenantId, [
      sql`select (select count(*)::int from audit_events where tenant_id = ${tenant} and subject_id = ${thankYou.id}) as audited,
        (select count(*)::int from domain_events where tenant_id = ${tenant} and subject_id = ${thankYou.id} and type = 'follow_up.owed') as told`
    ])
    t.same(counts, { audited: 1, told: 1 })
  })

  t.test('is on time at 119:59 and at the due instant, and late at 120:01, through both doors (S#64)', async (t) => {
    app.clock.travel(120)
    const at = { '16:29:59': 'DONE_ON_TIME', '16:30:00': 'DONE_ON_TIME', '16:30:01': 'DONE_LATE' }
    for (const [time, status] of Object.entries(at)) {
      const doneAt = `2026-03-02T${time}.000Z`
      const one = await talk(home, { status: 'SCHEDULED' })
      await mutate(app, fresh(home, one.student), 'completeMeeting', { id: one.meetingId }, settled)
      const { id } = await thankYouOf(app, home, one.student, one.meetingId)
      const answer = await mutate(
        app,
        fresh(home, one.student),
        'completeFollowUp',
        { id, doneAt },
        `followUp { ${fields} }`
      )
      t.match(answer, { followUp: { status, doneAt, channel: 'ELSEWHERE', allowedActions: [] }, problems: [] })
      const two = await completed()
      const url = `/v1/follow-ups/${two.thankYou.id}/complete`
      const { status: code, body } = await rest(app, fresh(home, two.student), 'POST', url, { doneAt })
      t.match({ code, ...body }, { code: 200, status, doneAt, isOverdue: false, mail: null })
    }
    const { student, thankYou } = await completed(60)
    const inputs = [
      ['2026-03-02T14:59:59.999Z', 'The conversation was not over by then.'],
      ['2026-03-02T17:00:00.001Z', 'It is done already, so not in the future.']
    ]
    for (const [doneAt, message] of inputs) {
      const refused = await mutate(app, fresh(home, student), 'completeFollowUp', { id: thankYou.id, doneAt }, '')
      t.match(refused.problems, [{ code: 'INVALID_INPUT', path: ['doneAt'], message }])
    }
    const byMail = { id: thankYou.id, channel: 'MAIL' }
    const { problems } = await mutate(app, fresh(home, student), 'completeFollowUp', byMail, '')
    t.match(problems, [{ code: 'INVALID_INPUT', path: ['channel'] }])
  })

  t.test(
    'is owed once nobody spoke of the meeting by its planned end, never before, and once by six workers',
    async (t) => {
      const startsAt = app.clock.now()
      const { student, meetingId } = await talk(home, { startsAt })
      app.clock.travel(29.99)
      await keep(app)
      t.equal(await thankYouOf(app, home, student, meetingId), null)
      app.clock.travel(0.01)
      const made = await Promise.all(Array.from({ length: 6 }, () => oweThankYous(workerScope(app, home))))
      t.equal(
        made.reduce((all, one) => all + one),
        1
      )
      const due = new Date(Date.parse(startsAt) + 150 * 60_000).toISOString()
      t.match(await thankYouOf(app, home, student, meetingId), { status: 'PENDING', dueAt: due })
      await mutate(app, fresh(home, student), 'completeMeeting', { id: meetingId, actualMinutes: 20 }, settled)
      const moved = new Date(Date.parse(due) - 10 * 60_000).toISOString()
      t.match(await thankYouOf(app, home, student, meetingId), { status: 'PENDING', dueAt: moved, version: 2 })
    }
  )

  t.test('is made once when the meeting is completed while a worker makes it', async (t) => {
    const { student, meetingId } = await talk(home)
    const lock = sql`select 1 from meetings where tenant_id = ${tenant} and id = ${meetingId} for update`
    const complete = () => mutate(app, fresh(home, student), 'completeMeeting', { id: meetingId }, settled)
    const [answer] = await raceAt(app, home, lock, [
      complete,
      async () => ({ problems: [], made: await oweThankYous(workerScope(app, home)) })
    ])
    t.same(answer?.problems, [])
    await keep(app)
    t.match(await thankYouOf(app, home, student, meetingId), { status: 'PENDING' })
  })

  t.test('is reminded of once before it is due, by several workers, and not when it was said', async (t) => {
    const startsAt = app.clock.now()
    const [waiting, said] = [await talk(home, { startsAt }), await talk(home, { startsAt })]
    app.clock.travel(30)
    await keep(app)
    const { id } = await thankYouOf(app, home, said.student, said.meetingId)
    await mutate(app, fresh(home, said.student), 'completeFollowUp', { id }, '')
    app.clock.travel(89)
    await keep(app)
    await relay(app)
    t.same(await kindsTo(app, home, waiting.student), [], 'not before its time')
    app.clock.travel(1)
    await Promise.all(Array.from({ length: 6 }, () => remindOfThankYous(workerScope(app, home))))
    await keep(app)
    await relay(app)
    t.match(await toldTo(app, home, waiting.student), [
      { kind: 'THANK_YOU_REMINDER', subjectType: 'FollowUp', text: /on time until Monday/ }
    ])
    t.same(await kindsTo(app, home, said.student), [])
  })

  t.test('is missed after the days of the campus, and can still be said, late (S#65)', async (t) => {
    const { student, thankYou } = await completed()
    app.clock.travel(7 * day)
    await keep(app)
    const find = async () =>
      (await graphql(app, fresh(home, student), `{ followUp(id: "${thankYou.id}") { ${fields} } }`)).data.followUp
    t.match(await find(), { status: 'MISSED', isOverdue: true, allowedActions: ['COMPLETE', 'SEND', 'WAIVE'] })
    const { followUp } = await mutate(
      app,
      fresh(home, student),
      'completeFollowUp',
      { id: thankYou.id },
      'followUp { status }'
    )
    t.equal(followUp.status, 'DONE_LATE')
  })

  t.test('is no longer owed when the meeting turns out not to have been', async (t) => {
    for (const verb of ['markMeetingNoShow', 'cancelMeeting']) {
      const startsAt = app.clock.now()
      const { student, mentor, meetingId } = await talk(home, { startsAt })
      app.clock.travel(31)
      await keep(app)
      await mutate(app, fresh(home, mentor), verb, { id: meetingId }, settled)
      t.match(await thankYouOf(app, home, student, meetingId), {
        status: 'WAIVED',
        waiveCause: 'OBSOLETE',
        allowedActions: []
      })
    }
  })

  t.test('is let go for a reason only, and never deleted (S#65)', async (t) => {
    const { student, thankYou } = await completed()
    const waive = (reason: string) =>
      mutate(app, fresh(home, student), 'waiveFollowUp', { id: thankYou.id, reason }, `followUp { ${fields} }`)
    t.match((await waive('  ')).problems, [{ code: 'INVALID_INPUT', path: ['reason'] }])
    t.match((await waive('We talk every day.')).followUp, {
      status: 'WAIVED',
      waiveCause: 'OWNER',
      waiveReason: 'We talk every day.'
    })
    t.match((await waive('Again.')).problems, [{ code: 'INVALID_TRANSITION', allowed: [] }])
    await t.rejects(
      app.database.pool.query('delete from follow_ups'),
      /permission denied/,
      'the service itself could not'
    )
  })
})
