import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base'
import t from 'tap'
import { openTracing, tracingTo } from '../../src/tracing/tracing.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, mutate, rest } from '../support/graphql.ts'

t.test('a request is a tree of spans: its route, its fields, its statements', async (t) => {
  const exporter = new InMemorySpanExporter()
  const { tracer, flush, close } = tracingTo(exporter, 'halfhour-test')
  const app = await testApp(t, { tracer })
  const home = await campus(app)
  const [student, admin] = [await home.student({ familyName: 'Lovelace' }), await home.admin()]
  const collected = async (ask: () => Promise<unknown>) => {
    exporter.reset()
    await ask()
    await app.settled()
    await flush()
    return exporter.getFinishedSpans()
  }

  t.test('under the span of the caller, and without what was asked for or answered', async (t) => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const headers = { authorization: `Bearer ${admin.token}`, traceparent }
    const spans = await collected(() => app.inject({ url: '/v1/people?name=Lovelace', headers }))
    t.match(spans.map(({ name }) => name).sort(), ['GET /v1/people', 'postgresql'])
    for (const span of spans) t.equal(span.spanContext().traceId, '0af7651916cd43dd8448eb211c80319c')
    t.notMatch(JSON.stringify(spans.map(({ name, attributes }) => ({ name, attributes }))), /Lovelace|lovelace|Bearer/)
  })

  t.test('with a span for each query, loader and round trip', async (t) => {
    const query = '{ people(first: 5) { nodes { name degrees { id } } } }'
    const names = (await collected(() => graphql(app, admin, query))).map(({ name }) => name)
    t.strictSame(names.toSorted(), ['POST /graphql', 'Person.degrees', 'Query.people', 'postgresql', 'postgresql'])
  })

  t.test('with the problem of a refusal, which is no error', async (t) => {
    const spans = await collected(() => mutate(app, student, 'createPerson', { givenName: 'A', familyName: 'B' }, ''))
    const refused = spans.find(({ name }) => name === 'Mutation.createPerson')
    t.equal(refused?.status.code, 0)
    const answered = await collected(() => rest(app, student, 'GET', '/v1/people/nobody'))
    t.match(answered.find(({ name }) => name === 'GET /v1/people/:id')?.attributes, { 'halfhour.problem': 'NOT_FOUND' })
  })
  t.teardown(close)
})

t.test('spans reach a collector by OTLP over HTTP', async (t) => {
  const arrived = Promise.withResolvers<string>()
  const collector = createServer((request, response) => {
    arrived.resolve(`${request.method} ${request.url}`)
    request.resume().on('end', () => response.end('{}'))
  })
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve))
  t.teardown(() => collector.close())
  const { port } = collector.address() as AddressInfo
  const tracing = openTracing(`http://127.0.0.1:${port}/`, 'halfhour-test')
  tracing.tracer.startSpan('a').end()
  await tracing.close()
  t.equal(await arrived.promise, 'POST /v1/traces')
})
