import t from 'tap'
import { newId } from '../../src/db/ids.ts'
import { pairedAt, pairedOutside } from '../modules/accountability/paired.ts'
import { pitchOf } from '../modules/preparation/prepared.ts'
import { activeRow, checkInRow } from '../permissions/filled-accountability.ts'
import { type TestApp, testApp } from '../support/app.ts'
import { campus, type Someone } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

// More than a campus allows somebody, so that a page is full.
async function pairsOf(app: TestApp, count: number) {
  const home = await campus(app)
  const student = await home.student()
  for (let n = 0; n < count; n++) {
    const [pairId, partner] = [newId(), await home.student()]
    const intention = { pairId, kind: 'INTENTION' }
    await home.run(
      activeRow({ id: pairId, inviterId: student.id, partnerId: partner.id }),
      checkInRow({ id: newId(), ...intention }),
      checkInRow({ id: newId(), ...intention, side: 'PARTNER' })
    )
  }
  return student
}

const entering = /^(begin|commit|select set_config)/

async function cost(app: TestApp, ask: () => Promise<unknown>) {
  await app.settled()
  app.forget()
  await ask()
  await app.settled()
  const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
  return { statements, roundTrips: app.roundTrips.length }
}

const pairs =
  '{ accountabilityPairs(first: 50) { nodes { pact { text } allowedActions inviter { name } partner { name } progress { health { rate } inviterStreak { current } } } } }'
const checkIns = '{ checkIns(first: 50) { nodes { text smallStep { id } person { name } pair { status } } } }'

t.test('accountability costs as many statements at 50 rows as at 5', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  for (const who of [await pairsOf(app, 5), await pairsOf(app, 50)]) {
    for (const [query, statements] of [
      [pairs, 4],
      [checkIns, 3]
    ] as const) {
      await graphql(app, who, query)
      t.same(await cost(app, () => graphql(app, who, query)), { statements, roundTrips: 3 }, query)
    }
    for (const path of ['accountability-pairs', 'check-ins'])
      t.same(
        await cost(app, () => rest(app, who, 'GET', `/v1/${path}?first=50`)),
        { statements: 1, roundTrips: 1 },
        path
      )
  }
})

t.test('a change of a pair and a check-in are two round trips, by a link too', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  const { inviter, partner, id } = await pairedAt(app, home)
  const outside = await pairedOutside(app, home)
  const smallStep = { type: 'PITCH', id: (await pitchOf(app, inviter)).id }
  const intention = { pairId: id, kind: 'INTENTION', text: 'I write.', smallStep }
  const asked = { personId: (await home.student()).id, platform: 'PHONE', pact: 'I call you.' }
  const changes: [Someone, string, object][] = [
    [inviter, 'inviteAccountabilityPartner', asked],
    [inviter, 'updateAccountabilityPair', { id, platform: 'CHAT' }],
    [inviter, 'proposePact', { id, pact: 'I write to you.' }],
    [partner, 'acceptPact', { id, pactVersion: 2 }],
    [inviter, 'logCheckIn', intention],
    [inviter, 'logCheckIn', { pairId: id, kind: 'COMPLETION' }],
    [inviter, 'endAccountabilityPair', { id }]
  ]
  for (const [who, name, input] of changes) {
    const run = async () => t.same((await mutate(app, who, name, input, '')).problems, [], name)
    t.equal((await cost(app, run)).roundTrips, 2, name)
  }
  const url = `/v1/accountability-links/${outside.token}`
  const byLink: [string, object][] = [
    ['agree', { pactVersion: 1 }],
    ['check-ins', { kind: 'INTENTION', text: 'I run.' }],
    ['leave', {}]
  ]
  t.equal((await cost(app, () => rest(app, null, 'GET', url))).roundTrips, 1)
  for (const [path, body] of byLink)
    t.equal((await cost(app, () => rest(app, null, 'POST', `${url}/${path}`, body))).roundTrips, 2, path)
})
