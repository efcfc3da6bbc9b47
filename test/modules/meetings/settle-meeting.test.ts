import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from './meeting-seed.ts'
import { raceAt } from './row-race.ts'

t.test('settling a meeting', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const pair = { student: await home.student(), mentor: await home.mentor() }
  const { student, mentor } = pair
  const soon = { startsAt: '2026-03-02T15:30:00.000Z' }
  const recordsOf = (id: string) =>
    home.run(sql`select a.action, a.actor_id, e.type, e.payload from audit_events a
      join domain_events e on e.tenant_id = ${tenant} and e.audit_event_id = a.id
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)

  t.test('a conversation held before its time counts as held, and a short one as a whole one (S#29)', async (t) => {
    const id = await meetingOf(home, pair, { startsAt: '2026-03-20T15:00:00.000Z' })
    const fields = 'meeting { status completedAt actualMinutes durationMinutes version updatedAt allowedActions }'
    const { meeting } = await mutate(app, mentor, 'completeMeeting', { id, actualMinutes: 1 }, fields)
    const now = app.clock.now()
    t.match(meeting, { status: 'COMPLETED', completedAt: now, actualMinutes: 1, durationMinutes: 30 })
    t.match(meeting, { version: 2, updatedAt: now, allowedActions: [] })
  })

  t.test('nobody is late before the beginning, and the other one is who did not come', async (t) => {
    const whoOf = async (who: typeof student, id: string) => {
      const { data } = await graphql(app, who, `{ meeting(id: "${id}") { allowedActions noShowPerson { id } } }`)
      return data.meeting
    }
    const [first, second] = [await meetingOf(home, pair, soon), await meetingOf(home, pair, soon)]
    app.clock.travel(29)
    t.match(await rest(app, student, 'POST', `/v1/meetings/${first}/no-show`), {
      status: 409,
      body: { code: 'MEETING_IN_FUTURE' }
    })
    t.same((await whoOf(student, first)).allowedActions, ['CANCEL', 'COMPLETE'])
    app.clock.travel(1)
    t.same((await whoOf(student, first)).allowedActions, ['CANCEL', 'COMPLETE', 'MARK_NO_SHOW'], 'from the minute on')
    t.same((await mutate(app, student, 'markMeetingNoShow', { id: first }, '')).problems, [])
    t.same((await mutate(app, mentor, 'markMeetingNoShow', { id: second }, '')).problems, [])
    t.match(await whoOf(student, first), { noShowPerson: { id: mentor.id }, allowedActions: [] })
    t.match(await whoOf(mentor, second), { noShowPerson: { id: student.id } })
  })

  t.test('who called a meeting off, when and why is kept, and shown to both', async (t) => {
    const id = await meetingOf(home, pair)
    const admin = await home.admin()
    await mutate(app, admin, 'cancelMeeting', { id, reason: 'Campus closed' }, '')
    const fields = 'status cancelledAt cancelledBy { id } cancelReason'
    const { data } = await graphql(app, mentor, `{ meeting(id: "${id}") { ${fields} } }`)
    const seen = { status: 'CANCELLED', cancelledAt: app.clock.now(), cancelReason: 'Campus closed' }
    t.same(data.meeting, { ...seen, cancelledBy: { id: admin.id } })
  })

  t.test('each move leaves one audit row and one event, which says nothing of the reason', async (t) => {
    const moves = {
      'meeting.cancelled': ['cancelMeeting', { reason: 'A secret' }, 'CANCELLED'],
      'meeting.completed': ['completeMeeting', { actualMinutes: 12 }, 'COMPLETED'],
      'meeting.no_show': ['markMeetingNoShow', {}, 'NO_SHOW']
    } as const
    for (const [action, [mutation, input, status]] of Object.entries(moves)) {
      const id = await meetingOf(home, pair)
      await mutate(app, student, mutation, { id, ...input }, '')
      await mutate(app, student, mutation, { id, ...input }, '')
      const records = (await recordsOf(id)) as Record<string, unknown>[]
      t.match(records, [{ action, actor_id: student.id, type: action, payload: { from: 'SCHEDULED', status } }])
      t.equal(records.length, 1, `${mutation} twice is recorded once`)
      t.notMatch(JSON.stringify(records), /secret/)
    }
  })

  t.test('two people who settle a meeting at once settle it once', async (t) => {
    const id = await meetingOf(home, pair)
    const row = sql`select 1 from meetings where tenant_id = ${tenant} and id = ${id} for update`
    const answers = await raceAt(app, home, row, [
      () => mutate(app, student, 'cancelMeeting', { id }, ''),
      () => mutate(app, mentor, 'completeMeeting', { id }, '')
    ])
    const codes = answers.flatMap(({ problems }) => problems.map(({ code }: { code: string }) => code))
    t.same(codes, ['INVALID_TRANSITION'])
    t.equal((await recordsOf(id)).length, 1)
  })

  t.test('a stale version or a value out of bounds changes nothing', async (t) => {
    const id = await meetingOf(home, pair)
    const stale = await mutate(app, student, 'cancelMeeting', { id, expectedVersion: 7 }, 'meeting { id }')
    t.match(stale, { meeting: null, problems: [{ code: 'VERSION_CONFLICT', currentVersion: 1 }] })
    const refused: [string, object, string][] = [
      ['cancelMeeting', { reason: 'x'.repeat(501) }, 'reason'],
      ['cancelMeeting', { reason: 'a\0b' }, 'reason'],
      ['completeMeeting', { actualMinutes: 0 }, 'actualMinutes'],
      ['completeMeeting', { actualMinutes: 481 }, 'actualMinutes']
    ]
    for (const [mutation, input, path] of refused) {
      const { problems } = await mutate(app, student, mutation, { id, ...input }, '')
      t.match(problems, [{ code: 'INVALID_INPUT', path: [path] }], `${mutation} ${path}`)
    }
    t.match((await rest(app, student, 'GET', `/v1/meetings/${id}`)).body, { status: 'SCHEDULED', version: 1 })
    t.same(await recordsOf(id), [])
  })
})
