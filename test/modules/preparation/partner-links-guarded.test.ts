import t from 'tap'
import { raw, sql } from '../../../src/db/sql.ts'
import { openMetrics } from '../../../src/metrics.ts'
import { newPartnerToken } from '../../../src/modules/preparation/partner-token.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { rest } from '../../support/graphql.ts'
import { collectedLog } from '../../support/log.ts'
import { linkOf, plannedSession } from './prepared.ts'

t.test('a link leaves no trace of its token in the log or the metrics, whatever comes of it', async (t) => {
  const log = collectedLog()
  const metrics = openMetrics()
  const app = await testApp(t, { logger: log.logger, metrics })
  const home = await campus(app)
  const student = await home.student({ givenName: 'Quirina' })
  const id = await plannedSession(app, student, { partnerName: 'Osgood Babbage', partnerEmail: 'o@babbage.example' })
  const token = await linkOf(app, student, id)
  const url = `/v1/partner-links/${token}`
  log.forget()
  t.equal((await rest(app, null, 'GET', url)).status, 200)
  t.match(log.entries(), [{ route: '/v1/partner-links/:token', actor: 'LINK', campus: home.tenantId, status: 200 }])
  await rest(app, null, 'GET', `${url}?x=1`)
  await rest(app, null, 'DELETE', url)
  await rest(app, null, 'POST', `${url}/feedback`, { rating: 9 })
  await rest(app, null, 'POST', `${url}/feedback`, { rating: 4, strengths: 'Calm as Babbage' })
  await rest(app, null, 'POST', `${url}/feedback`, { rating: 4 })
  await home.run(sql`${raw('alter table mock_sessions rename to mock_sessions_gone')}`)
  t.equal((await rest(app, null, 'GET', url)).status, 500)
  t.notMatch(log.text() + (await metrics.text()), new RegExp(`${token}|${token.slice(-40)}|Babbage|Quirina`, 'i'))
})

t.test('all links of a campus have one budget, and made-up ones are no way around it', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000, quotas: { tokenPoints: 100, campusPoints: 1_000 } })
  const [home, neighbour] = [await campus(app), await campus(app)]
  const student = await home.student()
  const token = await linkOf(app, student, await plannedSession(app, student))
  const open = (tenantId: string) => rest(app, null, 'GET', `/v1/partner-links/${newPartnerToken(tenantId).token}`)
  const statuses: number[] = []
  for (let tries = 0; tries < 120; tries++) statuses.push((await open(home.tenantId)).status)
  t.same([...new Set(statuses)], [404, 429])
  t.equal(statuses.indexOf(429), 100)
  app.forget()
  t.match(await rest(app, null, 'GET', `/v1/partner-links/${token}`), {
    status: 429,
    headers: { 'retry-after': /\d+/ }
  })
  t.notMatch(JSON.stringify(app.roundTrips), /mock_sessions/, 'what is over it is not looked for')
  t.equal((await rest(app, await home.student(), 'GET', '/v1/viewer')).status, 200, 'others of the campus go on')
  t.equal((await open(neighbour.tenantId)).status, 404, 'and other campuses')
})

t.test('a link is open as long as the campus says', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  await rest(app, await home.admin(), 'PATCH', '/v1/institution/policy', { partnerLinkDays: 1 })
  const student = await home.student()
  const token = await linkOf(app, student, await plannedSession(app, student))
  app.clock.travel(24 * 60 - 1)
  t.equal((await rest(app, null, 'GET', `/v1/partner-links/${token}`)).status, 200)
  app.clock.travel(1)
  t.equal((await rest(app, null, 'GET', `/v1/partner-links/${token}`)).status, 404)
})

t.test('a link that names no campus costs no statement', async (t) => {
  const app = await testApp(t, { actorTtlMs: 3_600_000 })
  const home = await campus(app)
  await rest(app, await home.student(), 'GET', '/v1/viewer')
  app.forget()
  for (const token of ['x', 'x'.repeat(64), newPartnerToken('01900000-0000-7000-8000-000000000000').token])
    t.match(await rest(app, null, 'GET', `/v1/partner-links/${token}`), { status: 404, body: { code: 'NOT_FOUND' } })
  t.equal(app.roundTrips.length, 0)
})
