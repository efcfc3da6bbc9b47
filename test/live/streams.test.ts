import { createClient } from 'graphql-sse'
import t from 'tap'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { campus, type Someone } from '../support/campus.ts'
import { type Json, liveApp } from '../support/follow.ts'
import { call } from '../support/keyed.ts'

const requests = 'subscription { meetingRequestChanged { event { type } meetingRequest { id } } }'

t.test('a stream of server-sent events', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)
  const url = `${app.url}/graphql/stream`
  const stream = (who: Someone, query: string, variables?: object) => {
    const client = createClient({ url, retryAttempts: 0, headers: { authorization: `Bearer ${who.token}` } })
    t.teardown(() => client.dispose())
    return client.iterate({ query, variables } as Json)
  }

  t.test('tells the same as a socket does', async (t) => {
    const answers = stream(await home.counselor(), requests)
    const first = answers.next()
    await app.followedBy(1)
    const { id } = await sentRequest(app, home)
    t.match((await first).value.data, {
      meetingRequestChanged: { event: { type: 'meeting_request.created' }, meetingRequest: { id } }
    })
    t.match((await answers.next()).value.data, { meetingRequestChanged: { event: { type: 'meeting_request.sent' } } })
    await answers.return?.()
    await app.followedBy(0)
  })

  t.test('is what any client of the standard reads, and stays in no cache', async (t) => {
    const { token } = await home.counselor()
    const headers = {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      'content-type': 'application/json'
    }
    const leave = new AbortController()
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query: requests }),
      signal: leave.signal
    })
    t.equal(answer.status, 200)
    t.match(answer.headers.get('content-type'), /^text\/event-stream/)
    t.match(answer.headers.get('cache-control'), /no-(cache|store)/)
    await app.followedBy(1)
    await sentRequest(app, home)
    const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.includes('\n\nevent: next\ndata: ') && !/^event: next\ndata: .+\n\n/m.test(text))
      text += (await reader.read()).value
    const [, data] = /^event: next\ndata: (.+)$/m.exec(text) ?? []
    t.match(JSON.parse(data as string), {
      data: { meetingRequestChanged: { event: { type: 'meeting_request.created' } } }
    })
    leave.abort()
    await app.followedBy(0)
  })

  t.test(
    'is refused without a token, for another media type, and with documents as a socket refuses them',
    async (t) => {
      const student = await home.student()
      const accept = { accept: 'text/event-stream' }
      t.equal(
        (await app.inject({ method: 'POST', url: '/graphql/stream', headers: accept, payload: { query: requests } }))
          .statusCode,
        401
      )
      const plain = await call(app, student, { url: '/graphql/stream', body: { query: requests } })
      t.match(plain, { status: 406, body: { errors: [{ extensions: { code: 'NOT_ACCEPTABLE' } }] } })
      const cases = {
        '{ viewer { id } }': 'OPERATION_NOT_ALLOWED',
        'subscription { meetingRequestChanged { event { shoeSize } } }': 'INVALID_DOCUMENT',
        'subscription { dashboardChanged { event { id } } }': 'FORBIDDEN'
      }
      for (const [query, code] of Object.entries(cases)) {
        const { text } = await call(app, student, { url: '/graphql/stream', body: { query }, headers: accept })
        t.match(text, new RegExp(`"code":"${code}"`), query)
      }
      for (const body of [{}, { query: 7 }, []]) {
        const { status, text } = await call(app, student, { url: '/graphql/stream', body, headers: accept })
        t.ok(status < 500, JSON.stringify(body))
        t.match(text, /errors/)
      }
      t.equal((await call(app, student, { method: 'GET', url: '/graphql/stream', headers: accept })).status, 405)
    }
  )

  t.test('ends with its token', async (t) => {
    const answers = stream(await home.counselor(), requests)
    const first = answers.next()
    await app.followedBy(1)
    const student = await home.student()
    app.clock.travel(31 * 24 * 60)
    const fresh = { ...student, token: home.tokenOf(student.id) }
    const draft = {
      mentorId: (await home.mentor()).id,
      type: 'COMPANY_INSIDER',
      targetOrganization: 'Acme',
      topicKind: 'CAREER_PATH'
    }
    const body = { ...draft, topic: 'How', whyYou: 'You went from the lab to field trials.' }
    t.equal((await call(app, fresh, { url: '/v1/meeting-requests', body })).status, 201)
    await t.rejects(first)
    await app.followedBy(0)
  })
})
