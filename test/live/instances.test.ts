import pg from 'pg'
import t from 'tap'
import { WebSocket } from 'ws'
import { newId } from '../../src/db/ids.ts'
import { sql, tenant } from '../../src/db/sql.ts'
import { anotherInstance } from '../modules/quotas/instances.ts'
import { sentRequest } from '../modules/requests/sent-request.ts'
import { campus } from '../support/campus.ts'
import { follow, liveApp } from '../support/follow.ts'
import { mutate } from '../support/graphql.ts'

const requests = 'subscription { meetingRequestChanged { event { id type } meetingRequest { id } } }'
const dashboard = 'subscription { dashboardChanged { event { id type subjectId } } }'
const unlimited = { tokenPoints: null, campusPoints: null }

/** Changes of a request with these ids of their events, as a commit writes them, but nobody is told. */
const changesOf = (requestId: string, payload: object, ids: string[]) => [
  sql`insert into audit_events (tenant_id, id, action, subject_type, subject_id, actor_kind, request_id, changes, occurred_at)
    select ${tenant}::uuid, i, 'meeting_request.updated', 'MeetingRequest', ${requestId}::uuid, 'SYSTEM', 'test', '{}', now()
    from unnest(${ids}::uuid[]) i`,
  sql`insert into domain_events (tenant_id, id, type, subject_type, subject_id, audit_event_id, payload, occurred_at)
    select ${tenant}::uuid, i, 'meeting_request.updated', 'MeetingRequest', ${requestId}::uuid, i, ${JSON.stringify(payload)}::jsonb, now()
    from unnest(${ids}::uuid[]) i`
]

t.test('what one instance changes is told by the others', async (t) => {
  const app = await liveApp(t)
  const other = await anotherInstance(t, app, unlimited)
  const home = await campus(app)
  const followed = await follow(t, app, await home.counselor(), requests)
  const { id } = await sentRequest(other, home)
  t.match((await followed.next()).data.meetingRequestChanged, {
    event: { type: 'meeting_request.created' },
    meetingRequest: { id }
  })
  t.match((await followed.next()).data.meetingRequestChanged, { event: { type: 'meeting_request.sent' } })
})

t.test('what was not heard of is told once the listening connection is back, and nothing twice', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)
  const followed = await follow(t, app, await home.counselor(), dashboard)
  const tellNext = async () => (await followed.next()).data.dashboardChanged.event.id
  const { student, mentor, id } = await sentRequest(app, home)
  await tellNext()
  await tellNext()
  const db = new pg.Client({ connectionString: app.appUrl })
  await db.connect()
  t.teardown(() => db.end())
  for (let count = 1; count <= 3; count++) {
    const ids = [newId(), newId()]
    await home.run(...changesOf(id, { studentId: student.id, mentorId: mentor.id }, ids))
    const cut = await db.query(`select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'halfhour live' and datname = current_database()`)
    t.equal(cut.rowCount, 1)
    t.same([await tellNext(), await tellNext()], ids)
  }
})

t.test('a change costs a statement more and no round trip, and one that nobody can follow none', async (t) => {
  const app = await liveApp(t)
  const home = await campus(app)
  const { mentor, id } = await sentRequest(app, home)
  app.forget()
  await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt: '2026-12-01T16:00:00.000Z' }, '')
  const notices = () => app.roundTrips.flat().filter(({ text }) => text.includes('pg_notify'))
  t.equal(notices().length, 1, 'one for the request and its meeting')
  t.match(
    notices()[0]?.values[1],
    new RegExp(`^${home.tenantId} [0-9a-f-]{36} [0-9a-f-]{36}$`),
    'and ids are all it says'
  )
  t.equal(app.roundTrips.at(-1)?.at(-1)?.text, 'commit')
  app.forget()
  await mutate(app, await home.admin(), 'updateInstitutionPolicy', { replyWindowDays: 9 }, '')
  t.same(notices(), [])
})

t.test('a reader that does not read is dropped, and the others are told on', async (t) => {
  const app = await liveApp(t, { unsentBytesMax: 10_000 })
  const home = await campus(app)
  const { student, mentor, id } = await sentRequest(app, home)
  await mutate(app, mentor, 'acceptMeetingRequest', { id, startsAt: '2026-12-01T16:00:00.000Z' }, '')
  const long = Array.from({ length: 45 }, (_, index) => `a${index}: whyYou`).join(' ')
  const query = `subscription { meetingRequestChanged { meetingRequest { ${long} } } }`
  await home.run(
    sql`update meeting_requests set why_you = ${'x'.repeat(4_000)} where tenant_id = ${tenant} and id = ${id}`
  )
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  t.teardown(() => socket.terminate())
  await new Promise((resolve) => socket.once('open', resolve))
  socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${student.token}` } }))
  await new Promise((resolve) => socket.once('message', resolve))
  socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }))
  await app.followedBy(1)
  socket.pause()
  const reader = await follow(t, app, await home.counselor(), dashboard)
  const ids = Array.from({ length: 150 }, () => newId())
  await home.run(
    ...changesOf(id, { studentId: student.id, mentorId: mentor.id }, ids),
    sql`select pg_notify('halfhour_events', ${`${home.tenantId} ${ids[0]} ${ids.at(-1)}`})`
  )
  for (const expected of ids) t.equal((await reader.next()).data.dashboardChanged.event.id, expected)
  await app.followedBy(1)
  await reader.end()
  await app.followedBy(0)
})
