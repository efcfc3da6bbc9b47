import t from 'tap'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { degree, told } from './outcome-report-seed.ts'

const [building, research, rare] = ['15-1252.00', '15-2051.00', '11-1021.00']

const studentsOf = (home: Campus, count: number) => Promise.all(Array.from({ length: count }, () => home.student()))

t.test('reports on what came of conversations', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [mentor, counselor, machine] = [await home.mentor(), await home.counselor(), await home.machine()]
  const students = await studentsOf(home, 7)
  const [a, b] = students as [Someone, Someone]
  const fit = async (query = '') => (await rest(app, counselor, 'GET', `/v1/reports/fit${query}`)).body
  const competency = async (query = '') =>
    (await rest(app, counselor, 'GET', `/v1/reports/competencies${query}`)).body.competencies
  const names = async (query = '') => (await rest(app, counselor, 'GET', `/v1/reports/referrals${query}`)).body
  const none = { studentCount: null, meanBefore: null, meanAfter: null, meanDelta: null }

  t.test('tell nothing while there is nothing', async (t) => {
    t.same(await fit(), { occupations: [], others: null })
    t.match(await competency(), Array(8).fill(none))
    t.match(await names(), { goal: 2, outcomeCount: null, referralsPerOutcome: null, goalReachedRate: null })
  })

  t.test(
    '"does not fit" is as useful as "fits", and the verdict stands for the occupation that was asked about (S#58)',
    async (t) => {
      const verdicts = ['FITS', 'FITS', 'UNSURE', 'DOES_NOT_FIT', 'DOES_NOT_FIT']
      await home.run(
        ...verdicts.flatMap((verdict, n) =>
          told({ student: students[n] as Someone, mentor, target: building, verdict })
        ),
        // Said of the same occupation again, it outweighs what would be implied.
        ...told({
          student: a,
          mentor,
          target: building,
          verdict: 'FITS',
          verdicts: [{ occupation: building, verdict: 'DOES_NOT_FIT' }]
        })
      )
      const figures = {
        studentCount: 5,
        verdictCount: 6,
        fitsCount: 2,
        unsureCount: 1,
        doesNotFitCount: 3,
        usefulCount: 5,
        usefulRate: 0.83
      }
      t.same(await fit(), { occupations: [{ occupation: building, figures }], others: null })
      const query =
        '{ fitReport { occupations { occupation { title } figures { usefulRate } } others { verdictCount } } }'
      t.match((await graphql(app, machine, query)).data.fitReport.occupations, [
        { occupation: { title: /./ }, figures: { usefulRate: 0.83 } }
      ])
    }
  )

  t.test(
    'what few students say is told of nobody: neither apart nor, where it can be worked out, together',
    async (t) => {
      const say = (student: Someone, occupation: string) =>
        told({ student, mentor, type: 'COMPANY_INSIDER', verdict: 'FITS', target: occupation })
      await home.run(
        ...[0, 1, 2, 3].flatMap((n) => say(students[n] as Someone, research)),
        ...say(a, research),
        ...say(a, rare)
      )
      t.match(await fit(), { occupations: [{ occupation: building }], others: null }, 'six verdicts of four students')
      await home.run(...told({ student: students[4] as Someone, mentor, type: 'HIRING_MANAGER', verdict: 'UNSURE' }))
      const { occupations, others } = await fit()
      t.match(occupations, [{ occupation: building }])
      t.match(others, { studentCount: 5, verdictCount: 7, fitsCount: 6 }, 'those on no occupation too')
      await mutate(app, await home.admin(), 'updateInstitutionPolicy', { smallNumber: 4 }, '')
      t.match((await fit()).occupations, [
        { occupation: building },
        { occupation: research, figures: { studentCount: 4 } }
      ])
      t.equal((await fit()).others, null)
      await mutate(app, await home.admin(), 'updateInstitutionPolicy', { smallNumber: 5 }, '')
    }
  )

  t.test('a competency changes by student, from before the first rating to after the latest', async (t) => {
    const rate = (student: Someone, loggedAt: string, before: number, after: number) =>
      told({ student, mentor, verdict: 'FITS', loggedAt, ratings: [{ competency: 'LEADERSHIP', before, after }] })
    const [early, late] = ['2026-01-10T09:00:00.000Z', '2026-02-10T09:00:00.000Z']
    await home.run(...students.slice(1, 5).flatMap((one) => rate(one, late, 3, 4)), ...rate(a, late, 1, 5))
    t.same((await competency())[4], {
      competency: 'LEADERSHIP',
      studentCount: 5,
      meanBefore: 2.6,
      meanAfter: 4.2,
      meanDelta: 1.6
    })
    await home.run(...rate(a, early, 4, 1), degree(a.id), degree(b.id))
    t.same((await competency())[4], {
      competency: 'LEADERSHIP',
      studentCount: 5,
      meanBefore: 3.2,
      meanAfter: 4.2,
      meanDelta: 1
    })
    t.match((await competency('?program=11'))[4], none, 'of two students')
    t.match((await competency(`?loggedBefore=${late}`))[4], none)
  })

  t.test('names for each conversation, and how many reach the goal (S#59)', async (t) => {
    const since = '2026-02-25T09:00:00.000Z'
    const counts = [0, 1, 2, 3, 2]
    await home.run(
      ...counts.flatMap((names, n) =>
        told({ student: students[n] as Someone, mentor, verdict: 'FITS', names, loggedAt: since })
      )
    )
    const seen = await names(`?loggedFrom=${since}`)
    t.same(seen, {
      goal: 2,
      outcomeCount: 5,
      referralCount: 8,
      referralsPerOutcome: 1.6,
      goalReachedCount: 3,
      goalReachedRate: 0.6
    })
    t.match(await names(`?loggedFrom=${since}&type=HIRING_MANAGER`), { goal: 2, outcomeCount: null })
  })

  t.test('they are for officials, and a malformed program is refused at its place', async (t) => {
    for (const path of ['fit', 'competencies', 'referrals']) {
      for (const who of [a, mentor]) t.equal((await rest(app, who, 'GET', `/v1/reports/${path}`)).status, 403, path)
      const { status, body } = await rest(app, counselor, 'GET', `/v1/reports/${path}?program=1x`)
      t.match({ status, body }, { status: 422, body: { code: 'INVALID_INPUT', path: ['program'] } }, path)
    }
  })
})
