import t from 'tap'
import { testApp } from '../support/app.ts'
import { campus } from '../support/campus.ts'

t.test('the GraphQL door', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const headers = { authorization: `Bearer ${student.token}` }
  const post = async (payload: unknown, more: object = {}) => {
    const raw = typeof payload === 'string' ? payload : JSON.stringify(payload)
    const answer = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...headers, 'content-type': 'application/json', ...more },
      payload: raw
    })
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() }
  }
  const get = async (query: Record<string, string>) => {
    const answer = await app.inject({ method: 'GET', url: `/graphql?${new URLSearchParams(query)}`, headers })
    return { status: answer.statusCode, body: answer.json() }
  }
  const code = ({ body }: { body: { errors?: { extensions: { code: string } }[] } }) =>
    body.errors?.[0]?.extensions.code

  t.test('a document with two operations runs the one that is named, however often it has run before', async (t) => {
    const draft = `createMeetingRequest(input: { mentorId: "${mentor.id}", type: COMPANY_INSIDER }) { problems { code } }`
    const query = `query Read { viewer { roles } } mutation Write { ${draft} }`
    for (let n = 0; n < 5; n++) {
      t.same((await post({ query, operationName: 'Read' })).body.data, { viewer: { roles: ['STUDENT'] } })
      t.same((await get({ query, operationName: 'Read' })).body.data, { viewer: { roles: ['STUDENT'] } })
    }
    t.equal((await get({ query, operationName: 'Write' })).status, 405, 'no change by GET')
    const { body } = await post({ query: '{ meetingRequests { totalCount } }' })
    t.equal(body.data.meetingRequests.totalCount, 0, 'nothing was written')
    t.same((await post({ query, operationName: 'Write' })).body.data.createMeetingRequest.problems, [])
  })

  t.test('an unknown or missing operationName is a mistake of the client and leaks nothing', async (t) => {
    const query = 'query A { viewer { id } } query B { viewer { id } }'
    for (const ask of [
      post({ query }),
      post({ query, operationName: 'C' }),
      get({ query }),
      get({ query, operationName: 'C' })
    ]) {
      const answer = await ask
      t.equal(answer.status, 400)
      t.equal(code(answer), 'INVALID_DOCUMENT')
      t.notMatch(JSON.stringify(answer.body), /TypeError|undefined|at .*\.js/)
    }
  })

  t.test('what is not a document in text is refused before it is parsed', async (t) => {
    const tree = '{"kind":"Document","definitions":[{"kind":"OperationDefinition"}]}'
    const refused = [
      [{ query: tree }, 'OPERATION_NOT_ALLOWED'],
      [{ query: `  ${tree}` }, 'OPERATION_NOT_ALLOWED'],
      [{ query: '[]' }, 'OPERATION_NOT_ALLOWED'],
      [{ query: 3 }, 'OPERATION_NOT_ALLOWED'],
      [{ query: null }, 'OPERATION_NOT_ALLOWED'],
      [{}, 'OPERATION_NOT_ALLOWED'],
      [[{ query: '{ viewer { id } }' }], 'OPERATION_NOT_ALLOWED'],
      [{ query: '{ viewer { id } }', variables: [] }, 'OPERATION_NOT_ALLOWED'],
      [{ query: '{ viewer { id } }', operationName: 3 }, 'OPERATION_NOT_ALLOWED'],
      [{ query: `{ viewer { id } } # ${'x'.repeat(15_000)}` }, 'QUERY_TOO_COMPLEX'],
      ['{"query":', 'MALFORMED_BODY'],
      ['', 'MALFORMED_BODY']
    ] as const
    for (const [body, expected] of refused) {
      const answer = await post(body)
      t.equal(code(answer), expected, JSON.stringify(body).slice(0, 60))
      t.equal(answer.status, 400)
    }
    t.equal((await post('query', { 'content-type': 'text/plain' })).status, 415)
  })

  t.test('documents with too many tokens or too deep are refused', async (t) => {
    const wide = await post({ query: `{ ${'viewer { id } '.repeat(300)} }` })
    t.equal(wide.status, 400)
    const deep = await post({
      query: `{ meetings { nodes ${'{ request { meeting '.repeat(8)} { id } ${'} }'.repeat(8)} } }`
    })
    t.equal(deep.status, 400)
  })

  t.test('a mistake in a document names no field that was not asked for', async (t) => {
    const { status, body } = await post({ query: '{ viewr { id } }' })
    t.equal(status, 400)
    t.notMatch(body.errors[0].message, /Did you mean/)
  })

  t.test("a refused token is a 401 in GraphQL's form, whatever the document says", async (t) => {
    for (const authorization of ['', 'Bearer nonsense', 'Basic eDp5']) {
      const answer = await app.inject({
        method: 'POST',
        url: '/graphql',
        headers: { authorization },
        payload: { query: '{ viewer { id } }' }
      })
      t.equal(answer.statusCode, 401)
      t.match(answer.headers['www-authenticate'], /^Bearer/)
      t.equal(answer.json().errors[0].extensions.code, 'UNAUTHENTICATED')
    }
  })

  t.test('text that can not be kept is refused with its path, and never a fault', async (t) => {
    const query =
      'mutation ($input: CreateMeetingRequestInput!) { createMeetingRequest(input: $input) { problems { code path } } }'
    for (const topic of ['a\0b', '\ud800', 'x'.repeat(501)]) {
      const { body } = await post({
        query,
        variables: { input: { mentorId: mentor.id, type: 'COMPANY_INSIDER', topic } }
      })
      t.match(body.data.createMeetingRequest.problems, [{ code: 'INVALID_INPUT', path: ['topic'] }])
    }
    for (const filter of [{ text: 'a\0b' }, { city: '\ud800' }, { employer: '%_\\' }]) {
      const { status } = await post({
        query: 'query ($filter: MentorFilter) { mentors(filter: $filter) { nodes { id } } }',
        variables: { filter }
      })
      t.ok(status < 500, JSON.stringify(filter))
    }
  })

  t.test('paging is checked: sizes, directions and cursors of other lists', async (t) => {
    const cursor = (await post({ query: '{ mentors(first: 1) { pageInfo { endCursor } } }' })).body.data.mentors
      .pageInfo.endCursor
    const refused = [
      ['mentors(first: 0)', 'INVALID_PAGING'],
      ['mentors(first: 101)', 'INVALID_PAGING'],
      ['mentors(first: 1, last: 1)', 'INVALID_PAGING'],
      ['mentors(before: "x")', 'INVALID_PAGING'],
      ['mentors(after: "x")', 'INVALID_CURSOR'],
      [`meetings(after: "${cursor}")`, 'INVALID_CURSOR'],
      ['meetingRequests(after: "W10")', 'INVALID_CURSOR'],
      ['mentors(orderBy: { field: CREATED_AT }, after: "W251bGxd")', 'INVALID_CURSOR']
    ] as const
    for (const [field, expected] of refused)
      t.equal(code(await post({ query: `{ ${field} { nodes { id } } }` })), expected, field)
  })
})

t.test('in production the schema is not to be read', async (t) => {
  const app = await testApp(t, { isProduction: true })
  const student = await (await campus(app)).student()
  const payload = { query: '{ __schema { types { name } } }' }
  const answer = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${student.token}` },
    payload
  })
  t.equal(answer.statusCode, 400)
})
