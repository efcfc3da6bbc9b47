import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { settleDays } from '../../../src/modules/accountability/small-steps.service.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, kindsTo, relay, toldTo, workerScope } from '../notifications/told.ts'
import { pact, pairedAt, refusedAs, say } from './paired.ts'

const hour = 60
const day = 24 * hour

t.test('a check-in', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('is once a local day and kind, the completion after the intention (S#76)', async (t) => {
    const { inviter, partner, id: pairId } = await pairedAt(app, home)
    t.match(await say(app, home, inviter, pairId, 'COMPLETION'), refusedAs('INTENTION_MISSING', 'kind'))
    const lock = sql`select id from accountability_pairs where tenant_id = ${tenant} and id = ${pairId} for update`
    const twice = Array.from({ length: 6 }, () => () => say(app, home, inviter, pairId, 'INTENTION'))
    const said = await raceAt(app, home, lock, twice)
    t.equal(said.filter(({ problems }) => problems[0]?.code === 'ALREADY_CHECKED_IN').length, 5, 'of many at once, one')
    t.match(await say(app, home, partner, pairId, 'COMPLETION'), refusedAs('INTENTION_MISSING'), 'each for themselves')
    const done = { pairId, kind: 'COMPLETION', text: 'Sent at noon.' }
    const byRest = await rest(app, inviter, 'POST', '/v1/check-ins', done)
    t.match(byRest, { status: 201, body: { isDone: true, isAutomatic: false, onDate: '2026-03-02', side: 'INVITER' } })
    t.equal((await rest(app, inviter, 'POST', '/v1/check-ins', done)).body.code, 'ALREADY_CHECKED_IN')
    // Nine in the evening in Chicago, and the next day in Madrid.
    app.clock.travel(12 * hour)
    t.match(await say(app, home, inviter, pairId, 'INTENTION'), refusedAs('ALREADY_CHECKED_IN'))
    t.match(await say(app, home, partner, pairId, 'INTENTION'), { checkIn: { onDate: '2026-03-03' } })
    await relay(app)
    t.same((await kindsTo(app, home, partner)).slice(1), ['ACCOUNTABILITY_CHECKED_IN', 'ACCOUNTABILITY_CHECKED_IN'])
    const wrong: [string, object, string][] = [
      ['INTENTION', { text: null }, 'text'],
      ['INTENTION', { text: 'x'.repeat(1001) }, 'text'],
      ['INTENTION', { isDone: true }, 'isDone'],
      ['COMPLETION', { smallStep: { type: 'PITCH', id: pairId } }, 'smallStep']
    ]
    for (const [kind, more, path] of wrong)
      t.match(await say(app, home, inviter, pairId, kind, more), refusedAs('INVALID_INPUT', path))
  })

  t.test('is answered by the other one alone, who may think again (S#78)', async (t) => {
    const { inviter, partner, id: pairId } = await pairedAt(app, home)
    const { checkIn } = await say(app, home, inviter, pairId, 'INTENTION')
    const react = (who: Someone, more: object) =>
      mutate(app, fresh(home, who), 'reactToCheckIn', { id: checkIn.id, ...more }, 'checkIn { reaction version }')
    t.match(await react(inviter, { reaction: 'CHEER' }), refusedAs('FORBIDDEN'))
    t.match(await react(await home.student(), { reaction: 'CHEER' }), refusedAs('NOT_FOUND', 'id'))
    await react(partner, { reaction: 'CHEER', text: 'Go!' })
    t.match(await react(partner, { reaction: 'THANKS', expectedVersion: 1 }), refusedAs('VERSION_CONFLICT'))
    const again = await rest(app, fresh(home, partner), 'POST', `/v1/check-ins/${checkIn.id}/react`, {
      reaction: 'CONGRATULATE'
    })
    t.match(again.body, { reaction: 'CONGRATULATE', reactionText: null, reactedAt: app.clock.now(), version: 3 })
    await relay(app)
    t.equal((await kindsTo(app, home, inviter)).at(-1), 'ACCOUNTABILITY_REACTION')
  })

  t.test('that was missed is told of once, with the pact, once the day and the grace are over (S#77)', async (t) => {
    const home = await campus(app)
    const settled = () => settleDays(workerScope(app, home))
    const missing = await pairedAt(app, home)
    const { checkIn } = await say(app, home, missing.inviter, missing.id, 'INTENTION')
    const undone = await pairedAt(app, home)
    await say(app, home, undone.inviter, undone.id, 'INTENTION')
    await say(app, home, undone.inviter, undone.id, 'COMPLETION', { isDone: false })
    const kept = await pairedAt(app, home)
    await say(app, home, kept.inviter, kept.id, 'INTENTION')
    await say(app, home, kept.inviter, kept.id, 'COMPLETION')
    const over = await pairedAt(app, home)
    await say(app, home, over.inviter, over.id, 'INTENTION')
    await mutate(app, fresh(home, over.partner), 'endAccountabilityPair', { id: over.id }, '')
    // It is nine in the evening in Chicago: three hours to midnight, and two of grace.
    app.clock.travel(5 * hour - 1)
    t.equal(await settled(), 0)
    app.clock.travel(1)
    const taken = await Promise.all(Array.from({ length: 6 }, settled))
    t.equal(
      taken.reduce((sum, count) => sum + count, 0),
      4,
      'each by one of many workers'
    )
    t.equal(await settled(), 0, 'a repetition tells of nothing')
    await relay(app)
    const last = async (who: Someone) => (await toldTo(app, home, who)).at(-1)
    for (const { inviter, partner } of [missing, undone]) {
      t.match(await last(partner), { kind: 'ACCOUNTABILITY_MISSED', subjectType: 'CheckIn', text: new RegExp(pact) })
      t.match(await last(inviter), {
        kind: 'ACCOUNTABILITY_MISSED',
        title: /^Your day is over/,
        text: new RegExp(pact)
      })
    }
    for (const { partner } of [kept, over])
      t.notOk((await kindsTo(app, home, partner)).includes('ACCOUNTABILITY_MISSED'))
    await mutate(app, fresh(home, missing.inviter), 'proposePact', { id: missing.id, pact: 'Other words.' }, '')
    const read = await rest(app, fresh(home, missing.partner), 'GET', `/v1/check-ins/${checkIn.id}`)
    t.match(read.body, { missedAt: app.clock.now(), missedPact: pact })
    const [events] = await app.asOwner(home.tenantId, [
      sql`select count(*)::int as count, bool_and(payload::text not like '%call%') as thin from domain_events
        where tenant_id = ${tenant} and type = 'accountability.missed' and payload ->> 'pactVersion' = '1'`
    ])
    t.same({ ...events }, { count: 2, thin: true }, 'events are thin')
    const listed = await graphql(
      app,
      fresh(home, missing.partner),
      '{ checkIns(filter: { isMissed: true }) { nodes { id } } }'
    )
    t.same(listed.data.checkIns.nodes, [{ id: checkIn.id }])
  })

  t.test('makes streaks, and the health of the pair (S#78, S#80)', async (t) => {
    const home = await campus(app)
    const { inviter, partner, id } = await pairedAt(app, home)
    const days = [[inviter, partner], [inviter, partner], [inviter], [inviter, partner]]
    for (const who of days) {
      for (const one of who) {
        await say(app, home, one, id, 'INTENTION')
        await say(app, home, one, id, 'COMPLETION')
      }
      app.clock.travel(day)
    }
    const progress = await rest(app, fresh(home, partner), 'GET', `/v1/accountability-pairs/${id}/progress`)
    t.same(progress.body, {
      health: { days: 4, bothDoneDays: 3, rate: 0.75 },
      inviterStreak: { current: 4, longest: 4 },
      partnerStreak: { current: 1, longest: 2 }
    })
    await rest(app, fresh(home, await home.admin()), 'PATCH', '/v1/institution/policy', {
      accountabilityGraceMinutes: 5
    })
    await say(app, home, inviter, id, 'INTENTION')
    const settled = () => settleDays(workerScope(app, home))
    await settled()
    // Two in the morning in Chicago: 22 hours to midnight, and five minutes.
    app.clock.travel(22 * hour + 4)
    t.equal(await settled(), 0)
    app.clock.travel(1)
    t.equal(await settled(), 1, 'the campus says how long is waited')
  })
})
