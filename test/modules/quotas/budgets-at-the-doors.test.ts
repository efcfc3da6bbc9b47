import t from 'tap'
import { type TestApp, testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { left } from './instances.ts'

const hours = { actorTtlMs: 3_600_000 }
const readCampus = (app: TestApp, who: Someone) => rest(app, who, 'GET', '/v1/institution')

const query = (app: TestApp, who: Someone) =>
  app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${who.token}` },
    payload: { query: '{ institution { name } }' }
  })

t.test('every answer of both doors tells the policies and what is left, refusals too', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 600, campusPoints: 6000 } })
  const student = await (await campus(app)).student()
  const policy = '"token";q=600;w=60, "campus";q=6000;w=60'
  const answers = [
    await readCampus(app, student),
    await query(app, student),
    await rest(app, student, 'GET', '/v1/people?first=1000'),
    await rest(app, student, 'GET', '/v1/people?colour=red'),
    await rest(app, student, 'POST', '/v1/people', {}),
    await app.inject({ method: 'GET', url: '/graphql', headers: { authorization: `Bearer ${student.token}` } })
  ]
  for (const { headers } of answers) {
    t.equal(headers['ratelimit-policy'], policy)
    t.match(headers.ratelimit, /^"token";r=\d+;t=\d+, "campus";r=\d+;t=\d+$/)
    t.notOk(headers['retry-after'])
  }
  const stranger = await rest(app, null, 'GET', '/v1/institution')
  t.match(stranger, { status: 401, headers: { 'ratelimit-policy': policy } })
  t.notOk(stranger.headers.ratelimit, 'nobody has a budget')
})

t.test('a spent budget is refused by both doors in their own form, with the time to wait', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 6, campusPoints: 6000 } })
  const student = await (await campus(app)).student()
  for (let n = 0; n < 6; n++) t.equal((await readCampus(app, student)).status, 200)
  const refused = await readCampus(app, student)
  t.match(refused, { status: 429, body: { code: 'RATE_LIMITED', status: 429 }, headers: { 'retry-after': '10' } })
  t.match(refused.headers['content-type'], /^application\/problem\+json/)
  t.match(left(refused.headers).token, { r: 0, t: 60 })
  const inGraphql = await query(app, student)
  t.match(inGraphql, { statusCode: 429, headers: { 'retry-after': '10', ratelimit: /^"token";r=0;t=60/ } })
  t.match(inGraphql.json(), { errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
  app.clock.travel(10 / 60)
  t.equal((await readCampus(app, student)).status, 200, 'after the seconds of Retry-After there is enough')
})

t.test('an operation over GraphQL is paid in full before it runs, and the answer tells what is left', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 100, campusPoints: 6000 } })
  const student = await (await campus(app)).student()
  const ask = (first: number) => graphql(app, student, `{ people(first: ${first}) { nodes { id } } }`)
  const { extensions } = (await ask(60)) as never as { extensions: { cost: Record<string, unknown> } }
  t.match(extensions.cost, {
    requested: 61,
    actual: 2,
    limit: 10_000,
    remaining: 39,
    resetAt: app.clock
      .now()
      .replace(/15:00:00/, '15:00:36')
      .slice(0, 17)
  })
  const refused = await ask(50)
  t.match(refused, { status: 429, errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
  t.equal((await ask(30)).status, 200, 'what is left buys a smaller page')
})

t.test('tokens of one person share a budget, people do not', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 3, campusPoints: 6000 } })
  const home = await campus(app)
  const [ada, bo, machine] = [await home.student(), await home.student(), await home.machine()]
  for (let n = 0; n < 3; n++) await readCampus(app, ada)
  app.clock.travel(1 / 60)
  const again = { ...ada, token: home.tokenOf(ada.id) }
  t.not(again.token, ada.token)
  t.equal((await readCampus(app, again)).status, 429, 'a new token is no new budget')
  for (const other of [bo, machine]) t.equal((await readCampus(app, other)).status, 200)
})

t.test('a campus that has spent its budget waits, and no other', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 4, campusPoints: 10 } })
  const [home, neighbour] = [await campus(app), await campus(app)]
  const statuses: number[] = []
  const people = [await home.student(), await home.student(), await home.student(), await home.student()]
  for (const who of people) for (let n = 0; n < 4; n++) statuses.push((await readCampus(app, who)).status)
  t.equal(statuses.filter((status) => status === 200).length, 10)
  const refused = await readCampus(app, people[3] as Someone)
  t.match(refused, { status: 429, body: { detail: /of the campus/ } })
  t.equal(left(refused.headers).token?.r, 4, 'what the campus refuses costs the person nothing')
  t.equal((await readCampus(app, await neighbour.student())).status, 200)
})

t.test('an operation pays for what it asks for, once, and nothing when refused', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 1000, campusPoints: null } })
  const admin = await (await campus(app)).admin()
  let before = 1000
  const cost = async (ask: Promise<{ headers: Record<string, unknown> }>) => {
    const now = left((await ask).headers).token?.r as number
    const paid = before - now
    before = now
    return paid
  }
  t.equal(await cost(readCampus(app, admin)), 1)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/people')), 21)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/people?first=50')), 51)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/people?first=5&totalCount=true')), 56)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/mentors?first=5&text=north')), 106)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/reports/funnel')), 200)
  t.equal(await cost(rest(app, admin, 'PATCH', '/v1/institution/policy', { replyWindowDays: 9 })), 10)
  const row = { givenName: 'Ada', familyName: 'Ek', affiliations: [{ kind: 'STUDENT' }] }
  const people = Array.from({ length: 7 }, (_, n) => ({ externalId: `sis-${n}`, ...row }))
  t.equal(await cost(rest(app, admin, 'POST', '/v1/people/batch', { people })), 17)
  t.equal(await cost(rest(app, admin, 'GET', '/v1/people?colour=red')), 1, 'a mistake costs the point at the door')
})

t.test('an operation dearer than the whole budget costs the whole budget, and can be had', async (t) => {
  const app = await testApp(t, { ...hours, quotas: { tokenPoints: 30, campusPoints: 20 } })
  const student = await (await campus(app)).student()
  t.equal((await rest(app, student, 'GET', '/v1/mentors?first=100')).status, 200)
  t.match(await readCampus(app, student), { status: 429, headers: { 'retry-after': '3' } })
})
