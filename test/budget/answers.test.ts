import t from 'tap'
import { expireMeetingRequests } from '../../src/modules/requests/requests.service.ts'
import { workerScope } from '../modules/notifications/told.ts'
import { draft } from '../modules/requests/sent-request.ts'
import { testApp } from '../support/app.ts'
import { type Campus, campus, type Someone } from '../support/campus.ts'
import { rest } from '../support/graphql.ts'

t.test('an answer costs so many round trips, whatever it is', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const [home, some, many] = [await campus(app), await campus(app), await campus(app)]
  const cost = async (act: () => Promise<unknown>) => {
    await app.settled()
    app.forget()
    await act()
    await app.settled()
    const entering = /^(begin|commit|select set_config)/
    const statements = app.roundTrips.flat().filter(({ text }) => !entering.test(text.trim())).length
    return { statements, roundTrips: app.roundTrips.length }
  }
  const sentIn = async (home: Campus, student: Someone) => {
    const mentor = await home.mentor()
    const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', { mentorId: mentor.id, ...draft })
    await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)
    await rest(app, mentor, 'GET', '/v1/viewer')
    return { mentor, url: `/v1/meeting-requests/${body.id}` }
  }
  const sent = async () => sentIn(home, await home.student())

  t.test('to ask back and to answer that, the request read back included', async (t) => {
    const student = await home.student()
    const { mentor, url } = await sentIn(home, student)
    const ask = await cost(() => rest(app, mentor, 'POST', `${url}/request-info`, { question: 'Which?' }))
    const say = await cost(() => rest(app, student, 'POST', `${url}/provide-info`, { answer: 'This.' }))
    t.same([ask.roundTrips, say.roundTrips], [2, 3])
  })

  t.test('to decline, with a name outside, with a name of the campus, with a pause, and the name later', async (t) => {
    const trips: number[] = []
    for (const more of [
      {},
      { referral: { externalName: 'Sam' } },
      { referral: { mentorId: (await home.mentor()).id } },
      { isPaused: true }
    ]) {
      const { mentor, url } = await sent()
      const body = { reason: 'NO_TIME', ...more }
      trips.push((await cost(() => rest(app, mentor, 'POST', `${url}/decline`, body))).roundTrips)
    }
    const { mentor, url } = await sent()
    await rest(app, mentor, 'POST', `${url}/decline`, { reason: 'NO_TIME' })
    const body = { referral: { externalName: 'Sam' } }
    trips.push((await cost(() => rest(app, mentor, 'POST', `${url}/referral`, body))).roundTrips)
    t.same(trips, [4, 6, 6, 7, 5])
  })

  t.test('and what nobody answers expires in as many statements, be it 5 requests or 50', async (t) => {
    const costs: object[] = []
    for (const [size, there] of [
      [5, some],
      [50, many]
    ] as const) {
      for (let n = 0; n < size; n++) await sentIn(there, await there.student())
      app.clock.travel(14 * 24 * 60)
      costs.push(await cost(async () => t.equal(await expireMeetingRequests(workerScope(app, there)), size)))
    }
    t.same(costs[0], costs[1])
  })
})
