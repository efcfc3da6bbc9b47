import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { call } from '../../support/keyed.ts'
import { raceAt } from '../meetings/row-race.ts'
import { fresh, relay, toldTo } from '../notifications/told.ts'
import { invite, pact, pairedOutside, refusedAs, say, settleAll } from './paired.ts'

const day = 24 * 60
const nobody: Someone = { id: '', token: 'none' }

t.test('an accountability partner from outside', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const open = (token: string) => rest(app, null, 'GET', `/v1/accountability-links/${token}`)
  const act = (token: string, what: string, body?: object) =>
    rest(app, null, 'POST', `/v1/accountability-links/${token}/${what}`, body)
  const agreed = { pactVersion: 1, timeZone: 'Asia/Tokyo' }

  t.test('agrees, checks in, answers and leaves by a link, without a sign-in (S#10, S#75)', async (t) => {
    const { inviter, id, token } = await pairedOutside(app, home)
    const { status, body, headers } = await open(token)
    t.equal(status, 200)
    t.match(headers, { 'cache-control': 'private, no-cache', 'referrer-policy': 'no-referrer' })
    t.same(body, {
      ...{ institutionName: `Campus ${home.slug}`, inviterGivenName: 'Mateo', partnerName: 'Sam Rivera' },
      ...{ status: 'INVITED', platform: 'PHONE', platformNote: null },
      ...{ inviterTimeZone: 'America/Chicago', partnerTimeZone: null, pact: null, checkIns: [], version: 1 },
      proposedPact: { version: 1, text: pact, proposedBy: 'INVITER', proposedAt: app.clock.now() },
      allowedActions: ['ACCEPT', 'DECLINE', 'PROPOSE_PACT'],
      expiresAt: new Date(Date.parse(app.clock.now()) + 90 * day * 60_000).toISOString()
    })
    t.match(await act(token, 'check-ins', { kind: 'INTENTION', text: 'I run.' }), {
      body: { code: 'INVALID_TRANSITION' }
    })
    t.match(await act(token, 'agree', { pactVersion: 2 }), { status: 409, body: { code: 'PACT_CHANGED' } })
    const wrong = { status: 422, body: { path: ['timeZone'] } }
    t.match(await act(token, 'agree', { ...agreed, timeZone: 'Mars/Olympus' }), wrong)
    const accepted = await act(token, 'agree', agreed)
    t.match(accepted.body, { status: 'ACTIVE', pact: { version: 1 }, partnerEmail: null, accountabilityLink: null })
    // It is past midnight in Tokyo.
    const lock = sql`select id from accountability_pairs where tenant_id = ${tenant} and id = ${id} for update`
    const said = { kind: 'INTENTION', text: 'I run.' }
    const many = await raceAt(
      app,
      home,
      lock,
      [1, 2, 3].map(() => () => act(token, 'check-ins', said))
    )
    t.same(many.map((one) => one.status).sort(), [200, 409, 409], 'once a day, however many send it')
    t.match(many.find((one) => one.status === 200)?.body, { side: 'PARTNER', personId: null, onDate: '2026-03-03' })
    const { checkIn } = await say(app, home, inviter, id, 'INTENTION')
    t.match(await act(token, 'react', { id: checkIn.id, reaction: 'CHEER' }), {
      status: 200,
      body: { reaction: 'CHEER' }
    })
    const own = many.find((one) => one.status === 200)?.body.id
    t.match(await act(token, 'react', { id: own, reaction: 'CHEER' }), { status: 403 })
    t.match((await open(token)).body.checkIns, [
      { id: checkIn.id, text: 'I write one mail.' },
      { id: own, side: 'PARTNER' }
    ])
    const words = { id, pact: 'I ring at your door.' }
    await mutate(app, inviter, 'proposePact', words, '')
    t.match((await act(token, 'agree', { pactVersion: 2 })).body, {
      pact: { version: 2 },
      partnerTimeZone: 'Asia/Tokyo'
    })
    t.match((await act(token, 'leave')).body, { status: 'ENDED' })
    t.equal((await open(token)).status, 404)
    await relay(app)
    const told = await toldTo(app, home, inviter)
    t.match(
      told.map(({ kind }) => kind.replace('ACCOUNTABILITY_', '')),
      ['ACCEPTED', 'CHECKED_IN', 'REACTION', 'ENDED']
    )
    t.match(told[0], { title: 'Sam Rivera is your accountability partner', aboutPerson: null })
    const [trail] = await app.asOwner(home.tenantId, [
      sql`select string_agg(distinct actor_kind, ' ') as actors, bool_or(changes::text like '%Rivera%' or changes::text like '%run%') as tells
        from audit_events where tenant_id = ${tenant} and changes ->> 'pairId' = ${id}`
    ])
    t.same({ ...trail }, { actors: 'LINK PERSON', tells: false })
  })

  t.test('misses a day as anybody does, and the inviter is told', async (t) => {
    const { inviter, token } = await pairedOutside(app, home, 'Ines')
    await act(token, 'agree', agreed)
    await act(token, 'check-ins', { kind: 'INTENTION', text: 'I run.' })
    app.clock.travel(day + 2 * 60)
    await settleAll(app)
    await relay(app)
    t.match((await toldTo(app, home, inviter)).at(-1), {
      title: 'Ines has not said that it is done',
      text: new RegExp(pact)
    })
    t.match((await open(token)).body.checkIns, [{ missedPact: pact }])
  })

  t.test('has one link, which is shown once, expires, is revoked, and is for outsiders alone', async (t) => {
    const renew = async (who: Someone, id: string) =>
      mutate(
        app,
        fresh(home, who),
        'renewAccountabilityLink',
        { id },
        'accountabilityPair { accountabilityLink { token isOpen } }'
      )
    const inviter = fresh(home, await home.student())
    const url = '/v1/accountability-pairs'
    const body = { partner: { name: 'Sam' }, platform: 'CHAT', pact }
    const once = () => call(app, inviter, { url, key: 'one', body })
    const [first, again] = [await once(), await once()]
    t.match(again.headers, { 'idempotency-replayed': 'true' })
    t.same(
      again.body.accountabilityLink,
      { ...first.body.accountabilityLink, token: null },
      'a repeated answer lacks it'
    )
    const { id, accountabilityLink } = first.body
    const { token } = accountabilityLink
    const next = (await renew(inviter, id)).accountabilityPair.accountabilityLink.token
    t.same([(await open(token)).status, (await open(next)).status], [404, 200], 'a new one closes the one before')
    const send = () => call(app, nobody, { url: `/v1/accountability-links/${next}/agree`, key: 'mine', body: agreed })
    const [done, repeated] = [await send(), await send()]
    t.match([done.status, repeated.status, repeated.headers['idempotency-replayed']], [200, 200, 'true'])
    for (const path of ['/v1/viewer', `${url}/${id}`])
      t.equal((await app.inject({ url: path, headers: { authorization: `Bearer ${next}` } })).statusCode, 401)
    const revoke = () => rest(app, fresh(home, inviter), 'POST', `${url}/${id}/revoke-link`)
    t.match(
      [(await revoke()).status, (await revoke()).body.code, (await open(next)).status],
      [200, 'INVALID_TRANSITION', 404]
    )
    const old = (await renew(inviter, id)).accountabilityPair.accountabilityLink.token
    app.clock.travel(90 * day - 1)
    t.equal((await open(old)).status, 200)
    app.clock.travel(1)
    t.equal((await open(old)).status, 404)
    t.equal((await act(old, 'leave')).status, 404)
    const kept = await app.asOwner(home.tenantId, [
      sql`select (select string_agg(p::text, '') from accountability_pairs p where p.tenant_id = ${tenant})
        || (select string_agg(i::text, '') from idempotency_keys i where i.tenant_id = ${tenant})
        || (select string_agg(a::text, '') from audit_events a where a.tenant_id = ${tenant}) as all`
    ])
    for (const one of [token, next, old]) t.notMatch(JSON.stringify(kept), one, 'it is kept nowhere')
    const student = fresh(home, await home.student())
    const onCampus = await invite(app, student, { personId: (await home.student()).id })
    t.match(await renew(student, onCampus.accountabilityPair.id), refusedAs('INVALID_TRANSITION'))
  })
})
