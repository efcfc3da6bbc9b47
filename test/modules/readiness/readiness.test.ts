import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { draftedRequest } from '../preparation/prepared.ts'
import { doneOf, kinds, prepareAll, query, shownTo } from './prepared-whole.ts'

t.test('how well a request is prepared (S#30)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test(
    'is told item by item, as it is done, and nothing of it is required but what every request needs',
    async (t) => {
      const { student, id } = await draftedRequest(app, home)
      const before = await shownTo(app, student, id)
      t.same(
        before.items.map(({ kind }) => kind),
        kinds
      )
      t.same(doneOf(before), ['TARGET', 'WHY_YOU', 'TOPIC', 'DURATION'])
      t.same(
        before.items.filter(({ isRequired }) => isRequired).map(({ kind }) => kind),
        ['TARGET', 'WHY_YOU', 'TOPIC', 'DURATION']
      )
      t.match(before, { isReady: true, percentComplete: 36 })
      await prepareAll(app, student, id, await home.counselor())
      const after = await shownTo(app, student, id)
      t.same(doneOf(after), kinds)
      t.match(after, { isReady: true, percentComplete: 100 })
    }
  )

  t.test('is not ready without a reason, a topic and a target', async (t) => {
    const [student, mentor] = [await home.student(), await home.mentor()]
    const input = { mentorId: mentor.id, type: 'HIRING_MANAGER' }
    const { meetingRequest } = await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')
    t.match(await shownTo(app, student, meetingRequest.id), { isReady: false, percentComplete: 9 })
  })

  t.test('is for its student, counselors and admins, and for nobody else, the mentor included', async (t) => {
    const { student, mentor, id } = await draftedRequest(app, home)
    await mutate(app, student, 'sendMeetingRequest', { id }, '')
    for (const who of [student, await home.counselor(), await home.admin()])
      t.equal((await graphql(app, who, query, { id })).data.readiness.isReady, true)
    for (const who of [mentor, await home.student(), await home.machine(), await (await campus(app)).counselor()]) {
      t.equal((await graphql(app, who, query, { id })).data.readiness, null)
      t.match(await rest(app, who, 'GET', `/v1/meeting-requests/${id}/readiness`), { status: 404 })
    }
    const nested = await graphql(app, mentor, '{ meetingRequests { nodes { status readiness { isReady } } } }')
    t.same(nested.data.meetingRequests.nodes, [{ status: 'SENT', readiness: null }])
  })
})

t.test('the readiness of a page of requests costs the same with 5 and with 25', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const costs: number[][] = []
  for (const count of [5, 20]) {
    for (let n = 0; n < count; n++) await draftedRequest(app, home)
    const text = '{ meetingRequests(first: 50) { nodes { readiness { percentComplete } } } }'
    await graphql(app, counselor, text)
    await app.settled()
    app.forget()
    t.ok((await graphql(app, counselor, text)).data.meetingRequests.nodes.length >= count)
    await app.settled()
    costs.push([app.roundTrips.length, app.roundTrips.flat().length])
  }
  t.same(costs[0], costs[1])
})
