import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { meetingOf, outcomeOf } from './meeting-seed.ts'

const args = 'first: $first, after: $after, last: $last, before: $before, filter: $filter, orderBy: $orderBy'
const queryOf = (list: string, type: string) => `query ($first: Int, $after: String, $last: Int, $before: String,
  $filter: ${type}Filter, $orderBy: ${type}Order) { list: ${list}(${args}) {
    totalCount nodes { id } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

t.test('lists of meetings and outcomes', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const counselor = await home.counselor()
  const one = { student: await home.student(), mentor: await home.mentor() }
  const two = { student: await home.student(), mentor: await home.mentor() }
  const days = ['03', '01', '02', '02', '04', '05'].map((day) => `2026-02-${day}T10:00:00.000Z`)
  const statuses = ['SCHEDULED', 'CANCELLED', 'NO_SHOW']
  const meetings: { id: string; status: string; startsAt: string; studentId: string; mentorId: string }[] = []
  for (const [index, startsAt] of days.entries()) {
    const pair = index % 2 ? one : two
    const status = statuses[index % 3] as string
    const people = { studentId: pair.student.id, mentorId: pair.mentor.id }
    meetings.push({ id: await meetingOf(home, pair, { status, startsAt }), status, startsAt, ...people })
  }
  const latestFirst = meetings.toSorted((a, b) => (`${a.startsAt}${a.id}` < `${b.startsAt}${b.id}` ? 1 : -1))
  const idsOf = (rows: { id: string }[]) => rows.map(({ id }) => id)
  const page = async (variables: object, query = queryOf('meetings', 'Meeting')) =>
    (await graphql(app, counselor, query, variables)).data.list

  t.test('each meeting comes once, latest first or earliest first, in pages from either end', async (t) => {
    for (const direction of ['DESC', 'ASC']) {
      const whole = idsOf(direction === 'DESC' ? latestFirst : latestFirst.toReversed())
      const orderBy = direction === 'DESC' ? undefined : { field: 'STARTS_AT', direction }
      const first = await page({ first: 4, orderBy })
      t.match(first, { totalCount: 6, pageInfo: { hasNextPage: true, hasPreviousPage: false } })
      const rest = await page({ first: 4, after: first.pageInfo.endCursor, orderBy })
      t.same(idsOf([...first.nodes, ...rest.nodes]), whole)
      const last = await page({ last: 2, orderBy })
      const before = await page({ last: 9, before: last.pageInfo.startCursor, orderBy })
      t.same(idsOf([...before.nodes, ...last.nodes]), whole)
    }
  })

  t.test('conditions hold together, and say the same through both doors', async (t) => {
    const filters: [Record<string, unknown>, (meeting: (typeof meetings)[0]) => boolean][] = [
      [{ status: ['CANCELLED'] }, ({ status }) => status === 'CANCELLED'],
      [{ status: ['CANCELLED', 'NO_SHOW'] }, ({ status }) => status !== 'SCHEDULED'],
      [{ studentId: one.student.id }, ({ studentId }) => studentId === one.student.id],
      [{ mentorId: two.mentor.id.toUpperCase() }, ({ mentorId }) => mentorId === two.mentor.id],
      [{ startsFrom: days[2] }, ({ startsAt }) => startsAt >= (days[2] as string)],
      [{ startsBefore: days[2] }, ({ startsAt }) => startsAt < (days[2] as string)],
      [{ studentId: one.student.id, mentorId: two.mentor.id }, () => false],
      [{ studentId: 'nonsense' }, () => false],
      [{ mentorId: '' }, () => false]
    ]
    for (const [filter, holds] of filters) {
      const expected = idsOf(latestFirst.filter(holds))
      const found = await page({ filter })
      t.same(idsOf(found.nodes), expected, JSON.stringify(filter))
      t.equal(found.totalCount, expected.length)
      const query = new URLSearchParams(
        Object.entries(filter).flatMap(([name, value]) =>
          [value].flat().map((one): [string, string] => [name, `${one}`])
        )
      )
      t.same(idsOf((await rest(app, counselor, 'GET', `/v1/meetings?${query}`)).body.items), expected, `${query}`)
    }
  })

  t.test('outcomes are found by verdict, people and time of logging', async (t) => {
    const early = { fitVerdict: 'UNSURE', loggedAt: '2026-02-10T10:00:00.000Z' }
    const [a, b, c] = [await outcomeOf(home, one, early), await outcomeOf(home, one), await outcomeOf(home, two)]
    const ids = [c.id, b.id, a.id]
    const query = queryOf('outcomes', 'Outcome')
    const found = async (filter: object, more = {}) => idsOf((await page({ filter, ...more }, query)).nodes)
    t.same(await found({}), ids, 'latest first')
    t.same(await found({}, { orderBy: { field: 'LOGGED_AT', direction: 'ASC' } }), ids.toReversed())
    t.same(await found({ fitVerdict: ['UNSURE'] }), [a.id])
    t.same(await found({ studentId: one.student.id }), [b.id, a.id])
    t.same(await found({ mentorId: two.mentor.id }), [c.id])
    t.same(await found({ loggedBefore: '2026-03-01T00:00:00.000Z' }), [a.id])
    t.same(await found({ loggedFrom: '2026-03-01T00:00:00.000Z', fitVerdict: ['UNSURE'] }), [])
    t.same(await found({ studentId: '' }), [])
    const viaRest = await rest(app, counselor, 'GET', `/v1/outcomes?studentId=${one.student.id}&fitVerdict=UNSURE`)
    t.same(idsOf(viaRest.body.items), [a.id])
  })
})
