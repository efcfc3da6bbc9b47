import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { invite, pact, pairedAt, refusedAs, say } from './paired.ts'

t.test('an accountability pair', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('refuses what is no invitation', async (t) => {
    const student = await home.student()
    const hidden = await home.student({ isDirectoryOptedOut: true })
    const { id: personId } = await home.student()
    const wrong: [object, string, ...string[]][] = [
      [{}, 'INVALID_INPUT', 'personId'],
      [{ personId, partner: { name: 'Sam' } }, 'INVALID_INPUT', 'personId'],
      [{ partner: { name: ' ' } }, 'INVALID_INPUT', 'partner', 'name'],
      [{ personId, platform: 'OTHER' }, 'INVALID_INPUT', 'platformNote'],
      [{ personId, pact: 'x'.repeat(501) }, 'INVALID_INPUT', 'pact'],
      [{ personId, pact: 'a\0b' }, 'INVALID_INPUT', 'pact'],
      [{ personId: student.id }, 'SAME_PERSON', 'personId'],
      [{ personId: hidden.id }, 'NOT_FOUND', 'personId']
    ]
    for (const [input, code, ...path] of wrong) t.match(await invite(app, student, input), refusedAs(code, ...path))
    const body = { personId, platform: 'PHONE', pact, timeZone: 'Mars/Olympus' }
    t.match(await rest(app, student, 'POST', '/v1/accountability-pairs', body), {
      status: 422,
      body: { path: ['timeZone'] }
    })
    const byCounselor = await invite(app, await home.counselor(), { personId })
    t.match(byCounselor, refusedAs('FORBIDDEN'), 'those who look for a career ask')
  })

  t.test('is read by the two, and seen without its texts by their counselors and by admins', async (t) => {
    const { inviter, partner, id } = await pairedAt(app, home)
    const [counselor, other, admin] = [await home.counselor(), await home.counselor(), await home.admin()]
    await mutate(app, counselor, 'assignCounselor', { studentId: partner.id, counselorId: counselor.id }, '')
    const said = await say(app, home, inviter, id, 'INTENTION')
    const query = `query ($id: ID!, $checkIn: ID!) { accountabilityPair(id: $id) { status pact { text } platformNote allowedActions
      progress { health { rate } inviterStreak { current } } } checkIn(id: $checkIn) { text } pairProgress(id: $id) { health { days } }
      accountabilityPairs(filter: { personId: "${partner.id}" }) { totalCount } checkIns(filter: { pairId: $id }) { nodes { text } } }`
    const seenBy = async (who: Someone) => (await graphql(app, who, query, { id, checkIn: said.checkIn.id })).data
    t.match(await seenBy(partner), {
      accountabilityPair: { pact: { text: pact }, progress: { health: null, inviterStreak: { current: 0 } } },
      ...{ checkIn: { text: 'I write one mail.' }, accountabilityPairs: { totalCount: 1 }, checkIns: { nodes: [{}] } }
    })
    for (const official of [counselor, admin]) {
      const { accountabilityPair, ...more } = await seenBy(official)
      t.same(accountabilityPair, {
        ...{ status: 'ACTIVE', pact: null, platformNote: null, allowedActions: [] },
        progress: { health: null, inviterStreak: null }
      })
      t.same(more.checkIn, null)
      t.same(more.checkIns.nodes, [])
      t.match(await say(app, home, official, id, 'INTENTION'), refusedAs('FORBIDDEN'))
    }
    for (const nobody of [other, await home.student(), await home.machine(), await (await campus(app)).admin()]) {
      const { accountabilityPairs, checkIns, ...ones } = await seenBy(nobody)
      t.same(ones, { accountabilityPair: null, checkIn: null, pairProgress: null })
      t.same([accountabilityPairs.totalCount, checkIns.nodes], [0, []])
      t.equal((await rest(app, nobody, 'GET', `/v1/accountability-pairs/${id}/progress`)).status, 404)
    }
  })
})
