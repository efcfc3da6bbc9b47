import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { kindsTo, relay } from '../notifications/told.ts'
import { invite, pact, pairedAt, refusedAs, say } from './paired.ts'

t.test('an accountability pair', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const read = async (who: Someone, id: string) => (await rest(app, who, 'GET', `/v1/accountability-pairs/${id}`)).body
  const change = (who: Someone, name: string, input: object) =>
    mutate(
      app,
      who,
      name,
      input,
      'accountabilityPair { status version pact { version text } proposedPact { version } }'
    )

  t.test('is agreed on by both, in the words that were read (S#75, S#77)', async (t) => {
    const [inviter, partner] = [await home.student(), await home.student()]
    const made = await rest(app, inviter, 'POST', '/v1/accountability-pairs', {
      personId: partner.id,
      platform: 'OTHER',
      platformNote: 'We meet at the gym.',
      pact
    })
    t.match(made, { status: 201, headers: { location: `/v1/accountability-pairs/${made.body.id}` } })
    const { id } = made.body
    t.match(await read(partner, id), {
      ...{ status: 'INVITED', pact: null, platformNote: 'We meet at the gym.', inviterTimeZone: 'America/Chicago' },
      proposedPact: { version: 1, text: pact, proposedBy: 'INVITER' },
      allowedActions: ['ACCEPT', 'DECLINE', 'PROPOSE_PACT']
    })
    await change(inviter, 'proposePact', { id, pact: 'I write to you.' })
    const stale = await change(partner, 'acceptAccountabilityInvitation', { id, pactVersion: 1 })
    t.match(stale, refusedAs('PACT_CHANGED', 'pactVersion'), 'nobody agrees to words that they have not read')
    await change(partner, 'proposePact', { id, pact: 'I ring at your door.' })
    t.match(
      await change(partner, 'acceptAccountabilityInvitation', { id, pactVersion: 3 }),
      refusedAs('INVALID_TRANSITION')
    )
    t.match(await change(partner, 'acceptPact', { id, pactVersion: 3 }), refusedAs('INVALID_TRANSITION'))
    t.match(await change(inviter, 'acceptPact', { id, pactVersion: 3 }), { accountabilityPair: { status: 'INVITED' } })
    const accepted = await rest(app, partner, 'POST', `/v1/accountability-pairs/${id}/accept`, { pactVersion: 3 })
    t.match(accepted.body, { status: 'ACTIVE', pact: { version: 3, text: 'I ring at your door.' }, proposedPact: null })
    t.equal(accepted.body.partnerTimeZone, 'America/Chicago', "that of the partner's profile")
    await relay(app)
    t.same(await kindsTo(app, home, partner), ['ACCOUNTABILITY_INVITED', 'ACCOUNTABILITY_PACT_PROPOSED'])
    t.same(await kindsTo(app, home, inviter), ['ACCOUNTABILITY_PACT_PROPOSED', 'ACCOUNTABILITY_ACCEPTED'])
  })

  t.test('keeps the words that both agreed on until the other one agrees to new ones', async (t) => {
    const { inviter, partner, id } = await pairedAt(app, home)
    await change(partner, 'proposePact', { id, pact: 'Coffee is on you.' })
    t.match(await read(inviter, id), {
      pact: { version: 1, text: pact },
      proposedPact: { version: 2, proposedBy: 'PARTNER' }
    })
    t.match(
      await change(partner, 'acceptPact', { id, pactVersion: 2 }),
      refusedAs('INVALID_TRANSITION'),
      'not by oneself'
    )
    t.match(await change(inviter, 'acceptPact', { id, pactVersion: 1 }), refusedAs('PACT_CHANGED'))
    const agreed = await rest(app, inviter, 'POST', `/v1/accountability-pairs/${id}/accept-pact`, { pactVersion: 2 })
    t.match(agreed.body, { pact: { version: 2, text: 'Coffee is on you.' }, proposedPact: null })
    const stale = { id, timeZone: 'Europe/Rome', expectedVersion: 1 }
    t.match(await change(partner, 'updateAccountabilityPair', stale), refusedAs('VERSION_CONFLICT'))
    await change(partner, 'updateAccountabilityPair', {
      ...stale,
      expectedVersion: agreed.body.version,
      platform: 'CHAT'
    })
    const now = { inviterTimeZone: 'America/Chicago', partnerTimeZone: 'Europe/Rome', platform: 'CHAT' }
    t.match(await read(inviter, id), now, "one's own zone, and nobody else's")
  })

  t.test('is ended by either, without a reason, and then stays so (S#80)', async (t) => {
    for (const ending of ['inviter', 'partner'] as const) {
      const paired = await pairedAt(app, home)
      const ended = await rest(app, paired[ending], 'POST', `/v1/accountability-pairs/${paired.id}/end`)
      t.match(ended.body, { status: 'ENDED', endedAt: app.clock.now(), allowedActions: [] })
      const other = ending === 'inviter' ? paired.partner : paired.inviter
      t.match(await say(app, home, other, paired.id, 'INTENTION'), refusedAs('INVALID_TRANSITION'))
      await relay(app)
      t.equal((await kindsTo(app, home, other)).at(-1), 'ACCOUNTABILITY_ENDED')
    }
    const [inviter, partner] = [await home.student(), await home.student()]
    const { accountabilityPair } = await invite(app, inviter, { personId: partner.id })
    const asked = { id: accountabilityPair.id }
    t.match(await change(inviter, 'declineAccountabilityInvitation', asked), refusedAs('FORBIDDEN'))
    const declined = await change(partner, 'declineAccountabilityInvitation', asked)
    t.match(declined, { accountabilityPair: { status: 'DECLINED' } })
    t.match(await invite(app, inviter, { personId: partner.id }), { problems: [] }, 'they may be asked again')
  })

  t.test('is one at a time of the same two, and of each as many as the campus allows', async (t) => {
    const [inviter, partner] = [await home.student(), await home.student()]
    const locked = sql`select id from persons where tenant_id = ${tenant} and id = any(${[inviter.id, partner.id]}) for update`
    const asks = [
      () => invite(app, inviter, { personId: partner.id }),
      () => invite(app, partner, { personId: inviter.id })
    ]
    const crossed = await raceAt(app, home, locked, asks)
    t.equal(crossed.filter(({ problems }) => problems[0]?.code === 'PAIR_EXISTS').length, 1, 'though both ask at once')
    const [busy, ...others] = [await home.student(), await home.student(), await home.student(), await home.student()]
    const held = sql`select id from persons where tenant_id = ${tenant} and id = ${busy.id} for update`
    const many = [...others, await home.student(), await home.student()]
    const all = await raceAt(
      app,
      home,
      held,
      many.map(
        ({ id }) =>
          () =>
            invite(app, busy, { personId: id })
      )
    )
    t.equal(all.filter(({ problems }) => problems[0]?.code === 'TOO_MANY_PAIRS').length, 2, 'three at a time')
    const asked = await invite(app, await home.student(), { personId: busy.id })
    const accept = { id: asked.accountabilityPair.id, pactVersion: 1 }
    t.match(
      await change(busy, 'acceptAccountabilityInvitation', accept),
      refusedAs('TOO_MANY_PAIRS'),
      'nor by accepting'
    )
    await rest(app, await home.admin(), 'PATCH', '/v1/institution/policy', { accountabilityPairsMax: 4 })
    t.match(await change(busy, 'acceptAccountabilityInvitation', accept), { accountabilityPair: { status: 'ACTIVE' } })
  })
})
