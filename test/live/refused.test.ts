import t from 'tap'
import { WebSocket } from 'ws'
import { sql, tenant } from '../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../src/modules/tenants/institution-policy.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { campus } from '../support/campus.ts'
import { begin, follow, type Json, liveApp } from '../support/follow.ts'
import { graphql, rest } from '../support/graphql.ts'

const requests = 'subscription { meetingRequestChanged { event { type } meetingRequest { id } } }'

const draftFor = ({ id: mentorId }: { id: string }) => ({
  ...{ mentorId, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', topicKind: 'CAREER_PATH', topic: 'How' },
  whyYou: 'You went from the lab to field trials.'
})

t.test('a socket', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)
  const address = `${app.url.replace('http', 'ws')}/graphql`
  const open = async (protocols = ['graphql-transport-ws']) => {
    const socket = new WebSocket(address, protocols)
    t.teardown(() => socket.terminate())
    const closed = new Promise<{ code: number; reason: string }>((resolve) => {
      socket.once('close', (code, reason) => resolve({ code, reason: String(reason) }))
    })
    const messages: Json[] = []
    socket.on('message', (text) => messages.push(JSON.parse(String(text))))
    await new Promise((resolve) => socket.once('open', resolve))
    return { socket, closed, messages, say: (message: object) => socket.send(JSON.stringify(message)) }
  }

  t.test('is closed without a valid token, whatever it asks for', async (t) => {
    for (const payload of [
      undefined,
      {},
      { authorization: 'Bearer x.y.z' },
      { authorization: { toString: 1 } },
      { authorization: 'x' }
    ]) {
      const { say, closed } = await open()
      say({ type: 'connection_init', payload })
      t.match(await closed, { code: 4401, reason: 'UNAUTHENTICATED' })
    }
    const early = await open()
    early.say({ type: 'subscribe', id: '1', payload: { query: requests } })
    t.match(await early.closed, { code: 4401 })
    const wrong = await open([])
    t.match(await wrong.closed, { code: 4406 }, 'it has to say which protocol it speaks')
  })

  t.test('is closed at messages that are none, or too long', async (t) => {
    for (const text of ['{', '[]', '{"type":"dance"}', '\u0000']) {
      const { socket, closed } = await open()
      socket.send(text)
      t.match(await closed, { code: 4400 })
    }
    const { socket, closed } = await open()
    socket.send('x'.repeat(70_000))
    t.match(await closed, { code: 1009 })
  })

  t.test('has at most 20 subscriptions, and somebody at most 10 sockets', async (t) => {
    const { token } = await home.student()
    const init = { type: 'connection_init', payload: { authorization: `Bearer ${token}` } }
    const { say, socket, messages } = await open()
    say(init)
    await new Promise((resolve) => socket.once('message', resolve))
    for (let id = 1; id <= 21; id++) say({ type: 'subscribe', id: String(id), payload: { query: requests } })
    const refused = async () => {
      for (;;) {
        const found = messages.find(({ type }) => type === 'error')
        if (found) return found
        await new Promise((resolve) => socket.once('message', resolve))
      }
    }
    t.match(await refused(), { id: '21', payload: [{ extensions: { code: 'RATE_LIMITED' } }] })
    for (let count = 2; count <= 10; count++) {
      const another = await open()
      another.say(init)
      await new Promise((resolve) => another.socket.once('message', resolve))
    }
    const last = await open()
    last.say(init)
    t.match(await last.closed, { code: 4429, reason: 'RATE_LIMITED' })
  })
})

t.test('a subscription', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)

  t.test('is checked and bounded as a query is', async (t) => {
    const student = await home.student()
    const deep = (levels: number): string => (levels === 0 ? 'id' : `meeting { request { ${deep(levels - 1)} } }`)
    const cases: [string, string][] = [
      ['subscription { meetingRequestChanged { event { shoeSize } } }', 'INVALID_DOCUMENT'],
      ['subscription {', 'INVALID_DOCUMENT'],
      ['{ viewer { id } }', 'OPERATION_NOT_ALLOWED'],
      ['mutation { __typename }', 'OPERATION_NOT_ALLOWED'],
      [`subscription { meetingRequestChanged { meetingRequest { ${deep(9)} } } }`, 'QUERY_TOO_COMPLEX'],
      [
        `subscription { meetingRequestChanged { ${Array.from({ length: 60 }, (_, i) => `a${i}: event { id }`).join(' ')} } }`,
        'QUERY_TOO_COMPLEX'
      ],
      [`subscription { meetingRequestChanged { event { id } } } ${'#'.repeat(16_000)}`, 'QUERY_TOO_COMPLEX'],
      ['subscription { meetingRequestChanged { event { id } } meetingChanged { event { id } } }', 'INVALID_DOCUMENT']
    ]
    for (const [query, code] of cases)
      t.match(await begin(t, app, student, query).next(), { errors: [{ extensions: { code } }] }, query.slice(0, 60))
    const { errors } = await begin(
      t,
      app,
      student,
      'subscription ($id: ID!) { meetingChanged(id: $id) { event { id } } }'
    ).next()
    t.match(errors, [{ message: /\$id/ }])
  })

  t.test('is refused over POST /graphql, however often it is sent', async (t) => {
    const student = await home.student()
    for (let count = 0; count < 3; count++) {
      const { status, errors } = await graphql(app, student, requests)
      t.match({ status, errors }, { status: 400, errors: [{ extensions: { code: 'OPERATION_NOT_ALLOWED' } }] })
    }
  })

  t.test('has to be a registered text where the campus says so', async (t) => {
    const strict = await campus(app, { api: { ...defaultInstitutionPolicy.api, isTrustedDocumentRequired: true } })
    const admin = await strict.admin()
    t.match(await begin(t, app, admin, requests).next(), { errors: [{ extensions: { code: 'DOCUMENT_NOT_TRUSTED' } }] })
    await rest(app, admin, 'POST', '/v1/trusted-documents', { documents: [{ text: requests }] })
    const followed = await follow(t, app, admin, requests)
    const student = await strict.student()
    await rest(app, student, 'POST', '/v1/meeting-requests', draftFor(await strict.mentor()))
    t.match((await followed.next()).data.meetingRequestChanged, { event: { type: 'meeting_request.created' } })
  })

  t.test('ends when its token expires, before it is told anything more', async (t) => {
    const counselor = await home.counselor()
    const followed = await follow(t, app, counselor, requests)
    const { mentor } = await sentRequest(app, home)
    t.ok((await followed.next()).data)
    t.ok((await followed.next()).data)
    app.clock.travel(31 * 24 * 60)
    const student = await home.student()
    await rest(app, student, 'POST', '/v1/meeting-requests', draftFor(mentor))
    t.match(await followed.next(), { closed: 4403 })
  })

  t.test('ends when somebody is no longer active, or no official any more', async (t) => {
    const [gone, demoted] = [await home.counselor(), await home.counselor()]
    const campusWide = 'subscription { dashboardChanged { event { type subjectId } } }'
    const followed = await follow(t, app, gone, requests)
    const dashboard = await follow(t, app, demoted, campusWide)
    const witness = await follow(t, app, await home.counselor(), campusWide)
    await home.run(
      sql`update persons set is_active = false where tenant_id = ${tenant} and id = ${gone.id}`,
      sql`delete from staff_roles where tenant_id = ${tenant} and person_id = ${demoted.id}`
    )
    await sentRequest(app, home)
    t.match(await followed.next(), { closed: 4403 })
    t.ok((await witness.next()).data)
    t.ok((await witness.next()).data)
    await app.settled()
    await home.run(
      sql`insert into staff_roles (tenant_id, person_id, role) values (${tenant}, ${demoted.id}, 'COUNSELOR')`
    )
    const { id } = await sentRequest(app, home)
    t.match((await dashboard.next()).data.dashboardChanged.event, { subjectId: id, type: 'meeting_request.created' })
  })
})

t.test('what is spent is spent: a subscription costs what a query does', async (t) => {
  const app = await liveApp(t, { quotas: { tokenPoints: 3, campusPoints: null } })
  const student = await (await campus(app)).student()
  await follow(t, app, student, requests)
  const again = await begin(t, app, student, requests).next()
  t.match(again, { errors: [{ extensions: { code: 'RATE_LIMITED' } }] })
})
