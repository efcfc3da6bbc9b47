import { Writable } from 'node:stream'
import fastify from 'fastify'
import pino from 'pino'
import t from 'tap'
import { raw, sql } from '../../src/db/sql.ts'
import { refuse } from '../../src/errors.ts'
import { problemErrors } from '../../src/rest/problems.ts'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'
import { graphql, rest } from '../support/graphql.ts'

t.test('a fault of ours is masked at both doors, with a trace id and without a cause', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  await home.run(sql`${raw('alter table outcomes rename to outcomes_gone')}`)
  const { status, body } = await rest(app, student, 'GET', '/v1/outcomes')
  t.equal(status, 500)
  t.match(body, {
    type: '/problems/INTERNAL_SERVER_ERROR',
    code: 'INTERNAL_SERVER_ERROR',
    instance: /^urn:uuid:[0-9a-f-]{36}$/
  })
  const { errors } = await graphql(app, student, '{ outcomes(first: 1) { nodes { id } } }')
  t.match(errors, [{ message: body.detail, extensions: { code: 'INTERNAL_SERVER_ERROR', traceId: String } }])
  t.notMatch(JSON.stringify([body, errors]), /outcomes_gone|relation|select|42P01|node_modules/)
})

t.test('the log has the cause under the trace id that the answer names', async (t) => {
  const lines: string[] = []
  const sink = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    }
  })
  const app = fastify({ loggerInstance: pino(sink) })
  await app.register(problemErrors)
  app.get('/broken', async () => {
    throw new Error('the cause')
  })
  app.get('/away', async () => {
    throw refuse('SERVICE_UNAVAILABLE')
  })
  const { instance, detail } = (await app.inject({ url: '/broken' })).json()
  t.notMatch(detail, /cause/)
  const logged = lines.map((line) => JSON.parse(line)).find(({ level }) => level >= 50)
  t.match(logged, { err: { message: 'the cause' }, traceId: instance.replace('urn:uuid:', '') })
  t.match(await app.inject({ url: '/away' }), { statusCode: 503, headers: { 'retry-after': /^\d+$/ } })
  await app.close()
})
