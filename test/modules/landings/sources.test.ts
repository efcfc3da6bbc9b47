import fc from 'fast-check'
import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { graduate, job, record, refusals } from './graduate.ts'

const sources = 'GRADUATE_SURVEY STUDENT EMPLOYER FACULTY PARENT LINKEDIN CLEARINGHOUSE OTHER'.split(' ')
const salary = { amount: 72_000.5, currency: 'USD', period: 'YEAR' }

interface Told {
  source: string
  category: string
  classYear: number | null
  isWithdrawn: boolean
  day: number
}

const told = fc.record<Told>({
  source: fc.constantFrom(...sources),
  category: fc.constantFrom('SEEKING_EMPLOYMENT', 'NOT_SEEKING', 'NO_INFORMATION'),
  classYear: fc.constantFrom(2026, null),
  isWithdrawn: fc.boolean(),
  day: fc.integer({ min: 1, max: 3 })
})

const rankOf = ({ source, category }: Told) => sources.indexOf(source) + (category === 'NO_INFORMATION' ? 8 : 0)

t.test('who tells of a landing, who is believed, and who reads what', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [counselor, admin, machine] = [await home.counselor(), await home.admin(), await home.machine()]
  const update = (who: Someone, input: object) =>
    mutate(app, who, 'updateLanding', input, 'landing { title salary { amount } version }')

  t.test('students tell of themselves, officials what any source told', async (t) => {
    const student = await graduate(home)
    const studentId = student.id
    t.same(refusals(await record(app, student, { ...job, source: 'GRADUATE_SURVEY' })), ['FORBIDDEN source'])
    const outsiders = [await home.student(), await home.mentor()]
    for (const who of outsiders) t.same(refusals(await record(app, who, { ...job, studentId })), ['FORBIDDEN'])
    t.same(refusals(await record(app, counselor, job)), ['INVALID_INPUT studentId'])
    for (const [id, code] of [
      [newId(), 'NOT_FOUND'],
      [admin.id, 'NOT_A_STUDENT']
    ])
      t.same(refusals(await record(app, counselor, { ...job, studentId: id })), [`${code} studentId`])
    for (const [who, source] of [
      [counselor, 'PARENT'],
      [admin, 'EMPLOYER'],
      [machine, 'GRADUATE_SURVEY']
    ] as const)
      t.match(await rest(app, who, 'POST', '/v1/landings', { ...job, studentId, source }), {
        status: 201,
        body: { source }
      })
    t.same(
      refusals(
        await record(app, counselor, { ...job, studentId, source: 'PARENT', organization: 'FOXGLOVE  software.' })
      ),
      ['LANDING_ALREADY_RECORDED']
    )
    for (const who of outsiders) {
      t.same(
        (await graphql(app, who, `{ landings(filter: { studentId: "${studentId}" }) { totalCount } }`)).data.landings
          .totalCount,
        0
      )
    }
  })

  t.test('the first source of the list is believed, of equals the latest, and nothing known last', async (t) => {
    const holds = async (rows: Told[]) => {
      const { id: studentId } = await graduate(home)
      const kept: (Told & { id: string })[] = []
      for (const row of rows) {
        const { source, category, classYear } = row
        const { status, body } = await rest(app, admin, 'POST', '/v1/landings', { studentId, source, category })
        // Refused where the same was told before.
        if (status !== 201) continue
        const at = `2026-02-0${row.day}T09:00:00.000Z`
        const gone = row.isWithdrawn ? sql`, withdrawn_at = ${at}, withdraw_reason = 'x'` : sql``
        await home.run(sql`update landings set recorded_at = ${at}, class_year = ${classYear}${gone}
          where tenant_id = ${tenant} and id = ${body.id}`)
        kept.push({ ...row, id: body.id })
      }
      const better = (a: (typeof kept)[number], b: (typeof kept)[number]) =>
        rankOf(a) - rankOf(b) || b.day - a.day || (a.id < b.id ? 1 : -1)
      const believed = [2026, null].flatMap((year) =>
        kept
          .filter(({ classYear, isWithdrawn }) => classYear === year && !isWithdrawn)
          .toSorted(better)
          .slice(0, 1)
      )
      const list = `/v1/landings?studentId=${studentId}&first=100`
      const { body } = await rest(app, counselor, 'GET', list)
      t.equal(body.items.length, kept.length)
      const current = body.items.filter((item: { isCurrent: boolean }) => item.isCurrent)
      t.same(current.map(({ id }: Someone) => id).toSorted(), believed.map(({ id }) => id).toSorted())
      t.same((await rest(app, counselor, 'GET', `${list}&isCurrent=true`)).body.items, current)
    }
    await fc.assert(fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 8 }), holds), { numRuns: 10 })
  })

  t.test('what somebody is paid is for them and admins, whoever wrote it down', async (t) => {
    const student = await graduate(home)
    const made = await rest(app, machine, 'POST', '/v1/landings', {
      ...job,
      studentId: student.id,
      salary,
      source: 'EMPLOYER'
    })
    t.equal(made.body.salary, null)
    const read = async (who: { id: string; token: string }) =>
      (await graphql(app, who, `{ landing(id: "${made.body.id}") { salary { amount currency period } } }`)).data.landing
        .salary
    t.same([await read(student), await read(admin)], [salary, salary])
    t.same([await read(counselor), await read(machine)], [null, null])
    t.same((await update(counselor, { id: made.body.id, title: 'Tester' })).landing.salary, null)
    t.same(
      (await update(counselor, { id: made.body.id, title: 'Tester' })).landing.salary,
      null,
      'nor when nothing changes'
    )
    t.same(await read(student), salary, 'and it stays')
    const trail = await home.run(
      sql`select a.changes from audit_events a where a.tenant_id = ${tenant} and a.subject_id = ${made.body.id}`
    )
    t.notMatch(JSON.stringify(trail), /72000/)
  })
})
