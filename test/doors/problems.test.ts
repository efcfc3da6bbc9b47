import type { InjectOptions } from 'fastify'
import t from 'tap'
import { problemDoor } from './problem-door.ts'

const someId = '00000000-0000-7000-8000-000000000000'

t.test('what HTTP itself can get wrong', async (t) => {
  const { app, problemOf, post } = await problemDoor(t)

  t.test('a problem has all members of RFC 9457, and its type leads to the catalogue', async (t) => {
    const problem = await problemOf({ url: `/v1/meetings/${someId}` })
    t.match(problem, {
      type: '/problems/NOT_FOUND',
      title: String,
      status: 404,
      instance: /^urn:uuid:/,
      httpStatus: 404
    })
    t.match(problem, { code: 'NOT_FOUND', detail: String, path: ['id'], remedy: String })
    const entry = await app.inject({ url: problem.type })
    t.match(entry.json(), { code: 'NOT_FOUND', status: 404, title: problem.title, remedy: problem.remedy })
    t.match(await problemOf({ url: '/problems/toString' }), { code: 'NOT_FOUND' })
  })

  const accept = (url: string, types: string): InjectOptions => ({ url, headers: { accept: types } })
  const refused: [string, InjectOptions, number, string, Record<string, string>?][] = [
    [
      'no token',
      { url: '/v1/viewer', headers: { authorization: '' } },
      401,
      'UNAUTHENTICATED',
      { 'www-authenticate': 'Bearer' }
    ],
    ['an unknown path', { url: '/v1/nothing' }, 404, 'ROUTE_NOT_FOUND'],
    [
      'a wrong method',
      { method: 'DELETE', url: '/v1/people' },
      405,
      'METHOD_NOT_ALLOWED',
      { allow: 'GET, HEAD, POST' }
    ],
    [
      'a wrong method below an id',
      { method: 'PUT', url: `/v1/meetings/${someId}` },
      405,
      'METHOD_NOT_ALLOWED',
      { allow: 'GET, HEAD' }
    ],
    [
      'a wrong method of GraphQL',
      { method: 'PUT', url: '/graphql' },
      405,
      'METHOD_NOT_ALLOWED',
      { allow: 'GET, HEAD, POST' }
    ],
    ['CSV of a single object', accept('/v1/viewer', 'text/csv'), 406, 'NOT_ACCEPTABLE'],
    ['XML of a list', accept('/v1/people', 'application/xml, */*;q=0'), 406, 'NOT_ACCEPTABLE'],
    ['a form', post('a=b', 'application/x-www-form-urlencoded'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', post('{}', 'text/plain'), 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['broken JSON', post('{"mentorId":'), 400, 'MALFORMED_BODY'],
    ['a body that is not UTF-8', post(Buffer.from([0x22, 0xff, 0x22])), 400, 'MALFORMED_BODY'],
    ['a prototype in the body', post('{"__proto__": {"a": 1}}'), 400, 'MALFORMED_BODY'],
    ['a huge body', post(`{"topic": "${'x'.repeat(2 * 1024 * 1024)}"}`), 413, 'PAYLOAD_TOO_LARGE'],
    ['a page too large', { url: '/v1/people?first=101' }, 400, 'INVALID_PAGING'],
    ['both directions', { url: '/v1/people?first=1&last=1' }, 400, 'INVALID_PAGING'],
    ['a cursor of nothing', { url: '/v1/people?after=abc' }, 400, 'INVALID_CURSOR'],
    ['an id that is none', { url: '/v1/people/abc' }, 404, 'NOT_FOUND'],
    ['a path that is not UTF-8', { url: '/v1/people/%ff' }, 422, 'INVALID_INPUT'],
    ['an id without an end', { url: `/v1/people/${'a'.repeat(5000)}` }, 404, 'NOT_FOUND']
  ]
  for (const [what, sent, status, code, headers = {}] of refused) {
    t.test(`${what} is answered with ${code}`, async (t) => {
      t.match(await problemOf(sent), { httpStatus: status, status, code, type: `/problems/${code}`, headers })
    })
  }
})

t.test('a change that can not be answered in the type wanted does not happen', async (t) => {
  const { problemOf, draft, app } = await problemDoor(t)
  const sent = draft({})
  await problemOf({ ...sent, headers: { ...sent.headers, accept: 'text/csv' } })
  t.notMatch(JSON.stringify(app.roundTrips), /insert into meeting_requests/)
})
