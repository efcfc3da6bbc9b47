import t from 'tap'
import { systemActor } from '../../../src/actor.ts'
import { openDatabase } from '../../../src/db/database.ts'
import { openScope } from '../../../src/db/scope.ts'
import { expireMeetingRequests } from '../../../src/modules/requests/requests.service.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { sentRequest } from './sent-request.ts'

t.test('accepting a meeting request, and leaving it without an answer', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const sent = () => sentRequest(app, home)

  t.test('accepting makes exactly one meeting, even when it is done twice at once', async (t) => {
    const { student, mentor, id } = await sent()
    const input = { id, startsAt: '2026-03-09T16:00:00.000Z', location: 'https://video.example/1' }
    const answers = await Promise.all(
      [1, 2].map(() =>
        mutate(
          app,
          mentor,
          'acceptMeetingRequest',
          input,
          'meetingRequest { meeting { status startsAt durationMinutes } }'
        )
      )
    )
    t.same(
      answers.flatMap(({ problems }) => problems.map(({ code }: { code: string }) => code)),
      ['INVALID_TRANSITION']
    )
    const list = await graphql(app, student, '{ meetings { totalCount nodes { status startsAt mentor { id } } } }')
    t.match(list.data.meetings, {
      totalCount: 1,
      nodes: [{ status: 'SCHEDULED', startsAt: '2026-03-09T16:00:00.000Z', mentor: { id: mentor.id } }]
    })
    const past = await sent()
    const late = await mutate(
      app,
      past.mentor,
      'acceptMeetingRequest',
      { id: past.id, startsAt: '2026-03-01T16:00:00.000Z' },
      ''
    )
    t.match(late.problems, [{ code: 'INVALID_INPUT', path: ['startsAt'] }])
  })

  t.test(
    "a request that nobody answers expires after the campus's window, once, and can not be answered then",
    async (t) => {
      const { student, mentor, id } = await sent()
      const database = await openDatabase({ connectionString: app.appUrl })
      t.teardown(() => database.close())
      const expire = () =>
        expireMeetingRequests(
          openScope({ database, clock: app.clock, tenantId: home.tenantId, actor: systemActor, requestId: 'test' })
        )
      await expire()
      t.equal((await rest(app, student, 'GET', `/v1/meeting-requests/${id}`)).body.status, 'SENT')
      app.clock.travel(14 * 24 * 60)
      const taken = await Promise.all([expire(), expire()])
      t.ok(taken[0] + taken[1] >= 1, 'two workers share the work')
      t.match((await rest(app, student, 'GET', `/v1/meeting-requests/${id}`)).body, {
        status: 'EXPIRED',
        allowedActions: []
      })
      const { problems } = await mutate(
        app,
        mentor,
        'acceptMeetingRequest',
        { id, startsAt: '2026-04-09T16:00:00.000Z' },
        ''
      )
      t.match(problems, [{ code: 'INVALID_TRANSITION', allowed: [] }])
      t.equal(await expire(), 0)
    }
  )
})
