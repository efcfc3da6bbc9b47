import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { counteredRequest, inDays } from './countered-request.ts'

t.test('answers to a request that meet at the same instant', async (t) => {
  const app = await testApp(t)
  const meetingsOf = async (who: Someone) =>
    (await graphql(app, who, '{ meetings { totalCount } }')).data.meetings.totalCount
  const rowsOf = (home: Campus, id: string) =>
    app.asOwner(home.tenantId, [
      sql`select c.ordinal from counter_proposals c where c.tenant_id = ${tenant} and c.request_id = ${id} order by 1`
    ])

  t.test('six that have met at the request and go on together: one is done, accepting or countering', async (t) => {
    for (const order of ['accept first', 'counter first']) {
      const home = await campus(app)
      const { student, mentor, id, proposal, startsAt } = await counteredRequest(app, home)
      const accept = () => rest(app, student, 'POST', `/v1/counter-proposals/${proposal}/accept`, { startsAt })
      const again = { proposedTimes: [inDays(app, 5)] }
      const counter = () => rest(app, student, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, again)
      const both = order === 'accept first' ? [accept, counter] : [counter, accept]
      const lock = sql`select 1 from meeting_requests r where r.tenant_id = ${tenant} and r.id = ${id} for update`
      const calls = Array.from({ length: 6 }, (_, n) => both[n % 2] as typeof accept)
      const answers = await raceAt(app, home, lock, calls)
      const done = answers.filter(({ status }) => status < 300)
      t.equal(done.length, 1, 'one was in time')
      for (const { status, body } of answers.filter((answer) => !done.includes(answer)))
        t.match({ status, body }, { status: 409, body: { code: 'INVALID_TRANSITION' } })
      const isAccepted = done[0]?.status === 200
      t.equal(await meetingsOf(mentor), isAccepted ? 1 : 0)
      t.equal((await rowsOf(home, id)).length, isAccepted ? 1 : 2)
    }
  })

  t.test(
    '20 acceptances and counter-proposals of both sides make exactly one meeting or one more proposal',
    async (t) => {
      const home = await campus(app)
      const { student, mentor, id, proposal, startsAt } = await counteredRequest(app, home)
      const accept = (who: Someone) => rest(app, who, 'POST', `/v1/counter-proposals/${proposal}/accept`, { startsAt })
      const again = { proposedTimes: [inDays(app, 5)] }
      const counter = () => rest(app, student, 'POST', `/v1/meeting-requests/${id}/counter-proposals`, again)
      const calls = [() => accept(student), () => accept(mentor), () => accept(student), counter]
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => calls[n % 4]?.()))
      const done = answers.flatMap((answer) => (answer && answer.status < 300 ? [answer.status] : []))
      t.equal(
        done.length,
        1,
        'the mentor alone could accept what the student then proposes, and not the one that it replaced'
      )
      t.equal(await meetingsOf(student), done[0] === 200 ? 1 : 0)
      t.equal((await rowsOf(home, id)).length, done[0] === 200 ? 1 : 2)
    }
  )

  t.test('a withdrawal and an acceptance: whichever is first, the other is told', async (t) => {
    const home = await campus(app)
    const { student, mentor, id, proposal, startsAt } = await counteredRequest(app, home)
    const calls = [
      () => rest(app, student, 'POST', `/v1/counter-proposals/${proposal}/accept`, { startsAt }),
      () => rest(app, student, 'POST', `/v1/meeting-requests/${id}/withdraw`),
      () => rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, { reason: 'NO_TIME' })
    ]
    const answers = await Promise.all(calls.map((call) => call()))
    t.same(answers.map(({ status }) => status).sort(), [200, 409, 409])
  })
})
