import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('what goes wrong at the REST door', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const authorization = `Bearer ${student.token}`

  type Sent = Parameters<typeof app.fastify.inject>[0] & object
  async function problemOf(sent: Sent) {
    const answer = await app.fastify.inject({ ...sent, headers: { authorization, ...sent.headers } })
    t.match(answer.headers['content-type'], /^application\/problem\+json/, `${JSON.stringify(sent)}: ${answer.payload.slice(0, 200)}`)
    return { ...answer.json(), headers: answer.headers, httpStatus: answer.statusCode }
  }
  const post = (body: string | Buffer, type = 'application/json'): Sent => ({
    method: 'POST',
    url: '/v1/meeting-requests',
    headers: { 'content-type': type },
    payload: body
  })
  const draft = (fields: object) => post(JSON.stringify({ mentorId: mentor.id, type: 'COMPANY_INSIDER', ...fields }))

  t.test('a problem has all members of RFC 9457 and of the catalogue, and its type leads to the catalogue', async (t) => {
    const problem = await problemOf({ url: '/v1/meetings/00000000-0000-7000-8000-000000000000' })
    t.match(problem, { type: '/problems/NOT_FOUND', title: String, status: 404, detail: String, instance: /^urn:uuid:/ })
    t.match(problem, { code: 'NOT_FOUND', path: ['id'], remedy: String, httpStatus: 404 })
    const entry = await app.inject({ url: problem.type })
    t.match(entry.json(), { code: 'NOT_FOUND', status: 404, title: problem.title, remedy: problem.remedy })
    t.match(await problemOf({ url: '/problems/toString' }), { code: 'NOT_FOUND' })
  })

  const refused: [string, Sent, object][] = [
    ['no token', { url: '/v1/viewer', headers: { authorization: '' } }, { httpStatus: 401, code: 'UNAUTHENTICATED', headers: { 'www-authenticate': 'Bearer' } }],
    ['an unknown path', { url: '/v1/nothing' }, { httpStatus: 404, code: 'ROUTE_NOT_FOUND' }],
    ['a wrong method', { method: 'DELETE', url: '/v1/people' }, { httpStatus: 405, code: 'METHOD_NOT_ALLOWED', headers: { allow: 'GET, HEAD, POST' } }],
    ['a wrong method below an id', { method: 'PUT', url: `/v1/meetings/${mentor.id}` }, { httpStatus: 405, headers: { allow: 'GET, HEAD' } }],
    ['a wrong method of GraphQL', { method: 'PUT', url: '/graphql' }, { httpStatus: 405, headers: { allow: 'GET, HEAD, POST' } }],
    ['CSV of a single object', { url: '/v1/viewer', headers: { accept: 'text/csv' } }, { httpStatus: 406, code: 'NOT_ACCEPTABLE' }],
    ['XML of a list', { url: '/v1/people', headers: { accept: 'application/xml, */*;q=0' } }, { httpStatus: 406, code: 'NOT_ACCEPTABLE' }],
    ['a form', post('a=b', 'application/x-www-form-urlencoded'), { httpStatus: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['plain text', post('{}', 'text/plain'), { httpStatus: 415, code: 'UNSUPPORTED_MEDIA_TYPE' }],
    ['broken JSON', post('{"mentorId":'), { httpStatus: 400, code: 'MALFORMED_BODY' }],
    ['a body that is not UTF-8', post(Buffer.from([0x22, 0xff, 0x22])), { httpStatus: 400, code: 'MALFORMED_BODY' }],
    ['a prototype in the body', post('{"__proto__": {"a": 1}}'), { httpStatus: 400, code: 'MALFORMED_BODY' }],
    ['a huge body', post(`{"topic": "${'x'.repeat(2 * 1024 * 1024)}"}`), { httpStatus: 413, code: 'PAYLOAD_TOO_LARGE' }],
    ['no body', { method: 'POST', url: '/v1/meeting-requests' }, { httpStatus: 422, code: 'INVALID_INPUT' }],
    ['an empty body', post(''), { httpStatus: 422, code: 'INVALID_INPUT' }],
    ['a list for a body', post('[]'), { httpStatus: 422, code: 'INVALID_INPUT', path: [] }],
    ['an unknown field', draft({ tpoic: 'x' }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['tpoic'] }],
    ['a number for a text', draft({ topic: 5 }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['topic'] }],
    ['a text for a number', draft({ durationMinutes: '30' }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['durationMinutes'] }],
    ['one value for a list', draft({ purposes: 'MORE_NAMES' }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['purposes'] }],
    ['an unknown value of a list', draft({ purposes: ['MORE'] }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['purposes', '0'] }],
    ['a number past 32 bits', draft({ durationMinutes: 2 ** 31 }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['durationMinutes'] }],
    ['February 30th', draft({ proposedTimes: ['2026-02-30T10:00:00Z'] }), { httpStatus: 422, path: ['proposedTimes', '0'] }],
    ['a day for an instant', draft({ proposedTimes: ['2026-02-20'] }), { httpStatus: 422, path: ['proposedTimes', '0'] }],
    ['a NUL in the body', draft({ topic: 'a\0b' }), { httpStatus: 422, code: 'INVALID_INPUT', path: ['topic'] }],
    ['half a surrogate pair', post(`{"mentorId":"${mentor.id}","type":"COMPANY_INSIDER","proposedTimes":["\\ud83d"]}`), { httpStatus: 422, path: ['proposedTimes', '0'] }],
    ['a NUL in a name of a field', post('{"a\\u0000": 1}'), { httpStatus: 422, code: 'INVALID_INPUT' }],
    ['a NUL in the path', { url: '/v1/occupations/15%00' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['code'] }],
    ['a NUL in the query', { url: '/v1/people?name=a%00b' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['name'] }],
    ['an unknown parameter', { url: '/v1/people?nmae=a' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['nmae'] }],
    ['a parameter where there is none', { url: '/v1/viewer?x=1' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['x'] }],
    ['a parameter given twice', { url: '/v1/people?first=1&first=2' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['first'] }],
    ['a word for a number', { url: '/v1/people?first=ten' }, { httpStatus: 422, code: 'INVALID_INPUT', path: ['first'] }],
    ['a page too large', { url: '/v1/people?first=101' }, { httpStatus: 400, code: 'INVALID_PAGING', path: ['first'] }],
    ['both directions', { url: '/v1/people?first=1&last=1' }, { httpStatus: 400, code: 'INVALID_PAGING' }],
    ['a cursor of nothing', { url: '/v1/people?after=abc' }, { httpStatus: 400, code: 'INVALID_CURSOR', path: ['after'] }],
    ['an id that is none', { url: '/v1/people/abc' }, { httpStatus: 404, code: 'NOT_FOUND' }],
    ['a long id', { url: `/v1/people/${'a'.repeat(5000)}` }, { httpStatus: 404 }]
  ]
  for (const [what, sent, expected] of refused) {
    t.test(`${what} is refused in the catalogue's words`, async (t) => t.match(await problemOf(sent), expected))
  }

  t.test('all mistakes of a body are told at once, each with the way to its field', async (t) => {
    const { code, problems } = await problemOf(post('{"type": "LUNCH", "topic": 5, "extra": 1}'))
    t.equal(code, 'INVALID_INPUT')
    t.same(problems.map(({ path }: { path: string[] }) => path.join('.')).sort(), ['extra', 'mentorId', 'topic', 'type'])
    t.match(problems[0], { code: 'INVALID_INPUT', message: String, remedy: String })
  })

  t.test('a path that is no UTF-8 is a mistake of the caller', async (t) => {
    const answer = await app.inject({ url: '/v1/people/%ff', headers: { authorization } })
    t.equal(answer.statusCode, 422)
    t.match(answer.json(), { code: 'INVALID_INPUT' })
  })
})
