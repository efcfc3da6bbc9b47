import t from 'tap'
import { raw, sql } from '../../src/db/sql.ts'
import { openMetrics } from '../../src/metrics.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'
import { collectedLog } from '../support/log.ts'

const freeText = {
  topic: 'Zebrafish husbandry',
  whyYou: 'Your odyssey from the lab to the field trials',
  learned: 'Too much pipetting for my taste',
  outsider: 'Samwise Outsider'
}

t.test('a day at a campus leaves nothing personal in the log or the metrics', async (t) => {
  const log = collectedLog()
  const metrics = openMetrics()
  const app = await testApp(t, { logger: log.logger, metrics })
  const home = await campus(app)
  const student = await home.student({ givenName: 'Quirina', familyName: 'Lovelace', email: 'q@lovelace.example' })
  const mentor = await home.mentor({ givenName: 'Osgood', familyName: 'Babbage', email: 'o@babbage.example' })
  const admin = await home.admin({ givenName: 'Wilhelmina', familyName: 'Hopper', email: 'w@hopper.example' })
  const personal = [
    ...['Quirina', 'Lovelace', 'Osgood', 'Babbage', 'Wilhelmina', 'Hopper', '\\.example', 'Bearer', 'eyJ'],
    ...Object.values(freeText),
    ...[student, mentor, admin].map(({ token }) => token.slice(-40))
  ]
  const holds = async () => {
    const written = log.text() + (await metrics.text())
    return personal.filter((words) => new RegExp(words, 'i').test(written))
  }

  t.test('when people find each other, meet and say how it was', async (t) => {
    t.equal((await rest(app, student, 'GET', '/v1/mentors?text=Babbage')).status, 200)
    t.equal((await rest(app, admin, 'GET', '/v1/people?name=Lovelace')).status, 200)
    const find = 'query Find($text: String) { mentors(first: 3, filter: { text: $text }) { nodes { name } } }'
    t.notOk((await graphql(app, student, find, { text: 'Babbage' })).errors)
    const url = `/graphql?query=${encodeURIComponent('{ mentors(filter: { text: "Babbage" }) { nodes { name } } }')}`
    const headers = { authorization: `Bearer ${student.token}`, cookie: 'session=Lovelace' }
    t.equal((await app.inject({ url, headers })).statusCode, 200)
    const draft = { type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'CAREER_PATH', mentorId: mentor.id }
    const { topic, whyYou } = freeText
    const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', { ...draft, topic, whyYou })
    await mutate(app, student, 'sendMeetingRequest', { id: body.id }, 'meetingRequest { id }')
    const startsAt = '2026-03-02T15:10:00Z'
    const accepted = await rest(app, mentor, 'POST', `/v1/meeting-requests/${body.id}/accept`, { startsAt })
    app.clock.travel(20)
    const meeting = `/v1/meetings/${accepted.body.meetingId}`
    t.equal((await rest(app, mentor, 'POST', `${meeting}/complete`, { actualMinutes: 8 })).status, 200)
    const outcome = { learned: freeText.learned, referrals: [{ externalName: freeText.outsider }] }
    const logged = await rest(app, student, 'POST', `${meeting}/outcome`, { fitVerdict: 'DOES_NOT_FIT', ...outcome })
    t.equal(logged.status, 201)
    t.same(await holds(), [])
  })

  t.test('when requests are refused', async (t) => {
    await rest(app, null, 'GET', '/v1/people?name=Lovelace')
    await app.inject({ url: '/v1/people', headers: { authorization: `Bearer ${student.token}Lovelace` } })
    await app.inject({ url: '/v1/people/%ff?name=Lovelace' })
    await app.inject({ url: '/Lovelace/Babbage?name=Hopper', method: 'PUT' })
    await rest(app, student, 'GET', '/v1/people/Lovelace')
    await rest(app, student, 'POST', '/v1/people', { givenName: 'Quirina', familyName: 'Lovelace' })
    await graphql(app, student, '{ Lovelace(name: "Babbage") { id } }')
    await graphql(app, student, 'query ($id: ID!) { person(id: $id) { id } }', { id: { name: 'Lovelace' } })
    const headers = { authorization: `Bearer ${admin.token}`, 'content-type': 'application/json' }
    for (const url of ['/graphql', '/v1/people'])
      await app.inject({ method: 'POST', url, headers, payload: '{ "name": "Lovelace' })
    await mutate(app, student, 'createPerson', { givenName: 'Quirina', familyName: 'Lovelace' }, 'person { id }')
    t.same(await holds(), [])
    t.match(await metrics.text(), /halfhour_refusals_total\{code="FORBIDDEN"\} [1-9]/)
  })

  t.test('when the database fails with the values in its words', async (t) => {
    const row = { givenName: 'Quirina', familyName: 'Lovelace', email: 'q@lovelace.example', externalId: 'Babbage' }
    await home.run(
      sql`${raw('alter table persons add constraint persons_no_more check (given_name is null) not valid')}`
    )
    log.forget()
    const { status } = await rest(app, admin, 'POST', '/v1/people', row)
    t.equal(status, 500)
    const fault = log.entries().find(({ level }) => level === 50)
    t.match(fault, { requestId: String, traceId: String, err: { code: '23514', constraint: 'persons_no_more' } })
    t.same(await holds(), [])
    await home.run(sql`${raw('alter table persons drop constraint persons_no_more')}`)
    await home.run(sql`${raw('alter table persons add constraint persons_odd check (given_name::int > 0) not valid')}`)
    t.equal((await rest(app, admin, 'POST', '/v1/people', row)).status, 500)
    t.match(log.entries().at(-2), { err: { code: '22P02', stack: /at / } })
    t.same(await holds(), [])
  })
})

t.test('each answered request is one line with ids, the pattern of its route and figures', async (t) => {
  const log = collectedLog()
  const app = await testApp(t, { logger: log.logger })
  const home = await campus(app)
  const student = await home.student()
  const headers = { authorization: `Bearer ${student.token}` }
  const lineOf = async (ask: () => Promise<unknown>) => {
    log.forget()
    await ask()
    const entries = log.entries()
    t.equal(entries.length, 1)
    return entries[0]
  }
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const url = `/v1/people/${student.id}?name=x`
  t.match(await lineOf(() => app.inject({ url, headers: { ...headers, traceparent } })), {
    traceId: '0af7651916cd43dd8448eb211c80319c',
    requestId: /^[0-9a-f-]{36}$/,
    campus: home.tenantId,
    actor: String,
    method: 'GET',
    route: '/v1/people/:id',
    status: 422,
    durationMs: Number,
    problems: ['INVALID_INPUT']
  })
  const named = { method: 'POST' as const, url: '/graphql', payload: { query: 'query Who { viewer { roles } }' } }
  t.match(await lineOf(() => app.inject({ ...named, headers: { ...headers, traceparent: `${traceparent}0` } })), {
    traceId: /^(?!0af7)[0-9a-f]{32}$/,
    route: '/graphql',
    operation: 'query',
    operationName: 'Who'
  })
  log.forget()
  await app.inject({ url: '/health/ready' })
  t.equal(log.text(), '', 'probes are not logged')
})
