import t from 'tap'
import { openMetrics } from '../../src/metrics.ts'
import { serveMetrics } from '../../src/metrics-server.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

t.test('the figures count answers, refusals, statements and events', async (t) => {
  const metrics = openMetrics()
  const app = await testApp(t, { metrics })
  metrics.watchPool(app.database)
  metrics.watchWorker(async () => 7)
  metrics.job('expire-requests', false)
  const home = await campus(app)
  const [student, admin] = [await home.student(), await home.admin()]
  await rest(app, student, 'GET', `/v1/people/${student.id}`)
  await rest(app, student, 'GET', '/v1/people/nobody')
  await graphql(app, student, 'query Who { viewer { roles } }')
  const person = { givenName: 'Ada', familyName: 'King' }
  await mutate(app, admin, 'createPerson', person, 'person { id }')
  await mutate(app, student, 'createPerson', person, 'person { id }')
  for (const path of ['a', 'b', 'c']) await app.inject({ url: `/${path}` })
  const text = await metrics.text()
  const count = (door: string, route: string, method: string, status: string) =>
    `duration_seconds_count{door="${door}",route="${route}",method="${method}",status="${status}"}`
  for (const line of [
    `${count('rest', '/v1/people/:id', 'GET', '2xx')} 1`,
    `${count('rest', '/v1/people/:id', 'GET', '4xx')} 1`,
    `${count('graphql', '/graphql', 'POST', '2xx')} 3`,
    `${count('other', 'none', 'GET', '4xx')} 3`,
    'graphql_operations_total{type="query"} 1',
    'graphql_operations_total{type="mutation"} 2',
    'refusals_total{code="NOT_FOUND"} 1',
    'refusals_total{code="FORBIDDEN"} 1',
    'refusals_total{code="ROUTE_NOT_FOUND"} 3',
    'domain_events_total{type="person.created"} 1',
    'jobs_total{job="expire-requests",outcome="failed"} 1',
    'database_connections{state="waiting"} 0',
    'worker_lag_seconds 7'
  ])
    t.ok(text.includes(`halfhour_${line.startsWith('duration') ? 'http_request_' : ''}${line}\n`), line)
  t.match(text, /halfhour_database_statements_total [1-9]/)
  t.match(text, /nodejs_eventloop_lag_seconds /)
  t.notMatch(text, home.tenantId)
})

t.test(
  'they are served on a port of their own, and a queue that can not be asked does not hide the rest',
  async (t) => {
    const metrics = openMetrics()
    metrics.watchWorker(() => Promise.reject(new Error('gone')))
    const server = await serveMetrics(metrics, { host: '127.0.0.1', port: 0 })
    const url = `http://127.0.0.1:${server.port}`
    const answer = await fetch(`${url}/metrics`)
    t.match(await answer.text(), 'halfhour_worker_lag_seconds -1')
    t.match(answer.headers.get('content-type'), 'text/plain')
    t.equal((await fetch(`${url}/health/ready`)).status, 404)
    await t.rejects(serveMetrics(metrics, { host: '127.0.0.1', port: server.port }), { message: /METRICS_PORT/ })
    await server.close()
  }
)
