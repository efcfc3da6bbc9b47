import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { type Asked, requestsOf } from './funnel-seed.ts'

const stages = 'drafted sent accepted met logged useful declined expired closedByMentor withdrawn'
const query = `query ($filter: FunnelFilter) { funnel(filter: $filter) { ${stages} } }`

t.test('the funnel of a campus', async (t) => {
  const app = await testApp(t)
  const [home, neighbour] = [await campus(app), await campus(app)]
  const [asked] = [await requestsOf(home), await requestsOf(neighbour)]
  const counselor = await home.counselor()

  // What each stage means, counted apart for requests that the test picks itself.
  const counted = async (requests: Asked[]) => {
    const ids = requests.map(({ id }) => id)
    const picked = sql`r.tenant_id = ${tenant} and r.id = any(${ids}::uuid[])`
    const asks = sql`(select count(*)::int from meeting_requests r where ${picked}`
    const held = sql`(select m.id from meetings m where m.tenant_id = ${tenant} and m.request_id = any(${ids}::uuid[])`
    const outcomes = sql`(select count(*)::int from outcomes o where o.tenant_id = ${tenant} and o.meeting_id in ${held})`
    const [row] = await home.run(sql`select ${asks}) as drafted, ${asks} and sent_at is not null) as sent,
      (select count(*)::int from ${held}) h) as accepted,
      (select count(*)::int from ${held} and m.status = 'COMPLETED') h) as met,
      ${outcomes}) as logged, ${outcomes} and o.fit_verdict <> 'UNSURE') as useful,
      ${asks} and status = 'DECLINED') as declined, ${asks} and status = 'EXPIRED') as expired,
      ${asks} and status = 'CLOSED_BY_MENTOR') as "closedByMentor",
      ${asks} and status = 'WITHDRAWN') as withdrawn`)
    return row
  }

  t.test('counts what an independent count finds, whatever it is narrowed to, through both doors', async (t) => {
    const day = '2026-02-17T09:00:00.000Z'
    const filters: [Record<string, unknown>, (request: Asked) => boolean][] = [
      [{}, () => true],
      [{ type: 'HIRING_MANAGER' }, ({ type }) => type === 'HIRING_MANAGER'],
      [{ program: '11' }, ({ programs }) => programs.some((code) => code.startsWith('11.'))],
      [{ program: '11.07' }, ({ programs }) => programs.some((code) => code.startsWith('11.07'))],
      [{ program: '52.0201' }, ({ programs }) => programs.includes('52.0201')],
      [{ program: '99' }, () => false],
      [{ seniority: 'MID' }, ({ seniority }) => seniority === 'MID'],
      [{ isWarm: true }, ({ isWarm }) => isWarm],
      [{ isWarm: false }, ({ isWarm }) => !isWarm],
      [{ createdFrom: day }, ({ createdAt }) => createdAt >= day],
      [{ createdBefore: day }, ({ createdAt }) => createdAt < day],
      [
        { program: '11', seniority: 'MID', isWarm: true },
        ({ programs, seniority, isWarm }) =>
          isWarm && seniority === 'MID' && programs.some((code) => code.startsWith('11.'))
      ]
    ]
    for (const [filter, holds] of filters) {
      const expected = await counted(asked.filter(holds))
      const name = JSON.stringify(filter)
      t.same((await graphql(app, counselor, query, { filter })).data.funnel, expected, name)
      const parameters = new URLSearchParams(
        Object.entries(filter).map(([key, value]): [string, string] => [key, `${value}`])
      )
      t.same((await rest(app, counselor, 'GET', `/v1/reports/funnel?${parameters}`)).body, expected, name)
    }
    const whole = (await graphql(app, counselor, query)).data.funnel
    t.equal(whole.drafted, 60, 'the campus beside it, with as many, is not in it')
    t.ok(
      Object.values(whole).every((count) => Number(count) > 0),
      'the seed reaches every stage'
    )
  })

  t.test('finding out that it is not for me is as useful as a fit, and being unsure is not yet (S#58)', async (t) => {
    const usefulNow = async () => (await graphql(app, counselor, query)).data.funnel.useful
    const pair = { student: await home.student(), mentor: await home.mentor() }
    for (const [fitVerdict, more] of [
      ['DOES_NOT_FIT', 1],
      ['FITS', 1],
      ['UNSURE', 0]
    ] as const) {
      const before = await usefulNow()
      const meetingId = await meetingOf(home, pair)
      await mutate(app, pair.student, 'completeMeeting', { id: meetingId }, '')
      t.equal(await usefulNow(), before, 'not before it is logged')
      await mutate(app, pair.student, 'logOutcome', { meetingId, fitVerdict, learned: 'Much.' }, '')
      t.equal((await usefulNow()) - before, more, fitVerdict)
    }
  })

  t.test('is for counselors, admins and integrations', async (t) => {
    const see = async (who: Someone) => {
      const { data, errors } = await graphql(app, who, query)
      const { status, body } = await rest(app, who, 'GET', '/v1/reports/funnel')
      t.same(body.code, errors?.[0]?.extensions.code)
      return [data?.funnel?.drafted ?? null, status]
    }
    for (const who of [counselor, await home.admin(), await home.machine()]) t.match(await see(who), [Number, 200])
    for (const who of [await home.student(), await home.mentor()]) t.same(await see(who), [null, 403])
  })

  t.test('a program that is no CIP code is refused, and not taken for no condition at all', async (t) => {
    for (const program of ['', '1', '11.', '11.0', '11.070', '1107', '%', '11.0701x']) {
      const { errors } = await graphql(app, counselor, query, { filter: { program } })
      t.match(errors, [{ extensions: { code: 'INVALID_INPUT' } }], program)
      const viaRest = await rest(app, counselor, 'GET', `/v1/reports/funnel?program=${encodeURIComponent(program)}`)
      t.match(viaRest, { status: 422, body: { code: 'INVALID_INPUT', path: ['program'] } }, program)
    }
  })
})
