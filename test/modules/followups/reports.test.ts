import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import {
  commitmentRow,
  doneByMail,
  doneLate,
  followUpRow,
  letGo,
  reported
} from '../../permissions/filled-followups.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { talk } from './owed.ts'

const thanks = 'made pending doneOnTime doneLate missed waived onTimeRate lateRate'
const promises = 'made kept keptOnTime dropped overdue keptRate keptOnTimeRate'
const query = `query ($filter: FunnelFilter) { thankYouReport(filter: $filter) { ${thanks} } promisesReport(filter: $filter) { ${promises} } }`
const lateReport = { ...reported, reportedBackAt: '2026-02-28T06:00:00.000Z' }

t.test('the career center sees whether thanks are said in time and promises kept (S#64, S#66)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app, { reports: { ...defaultInstitutionPolicy.reports, smallNumber: 4 } })
  const official = await home.counselor()
  const states = [
    [doneByMail, reported],
    [doneByMail, reported],
    [doneLate, lateReport],
    [{ status: 'MISSED' }, {}],
    [{}, { overdueAt: '2026-03-02T15:00:00.001Z' }],
    [letGo, { status: 'DROPPED', dropReason: 'No.' }],
    [{ status: 'WAIVED', waiveCause: 'OBSOLETE' }, null]
  ] as const
  for (const [thank, promise] of states) {
    const { student, mentor, meetingId } = await talk(home)
    const both = { studentId: student.id, mentorId: mentor.id, meetingId }
    await home.run(followUpRow({ id: newId(), ownerId: student.id, personId: mentor.id, meetingId, ...thank }))
    if (promise) await home.run(commitmentRow({ id: newId(), ...both, ...promise }))
  }
  const ask = async (filter: object) => (await graphql(app, official, query, { filter })).data
  const counted = {
    made: 6,
    pending: 1,
    doneOnTime: 2,
    doneLate: 1,
    missed: 1,
    waived: 1,
    onTimeRate: 0.5,
    lateRate: 0.25
  }
  const kept = { made: 6, kept: 3, keptOnTime: 2, dropped: 1, overdue: 1, keptRate: 0.75, keptOnTimeRate: 0.5 }
  t.same(
    await ask({}),
    { thankYouReport: counted, promisesReport: kept },
    'what is obsolete, or not over, is in no rate'
  )
  t.same(await ask({ type: 'COMPANY_INSIDER', isWarm: false }), { thankYouReport: counted, promisesReport: kept })
  t.match(await ask({ type: 'HIRING_MANAGER' }), {
    thankYouReport: { made: 0, missed: null },
    promisesReport: { made: 0, kept: null }
  })
  for (const [path, expected] of [
    ['thank-yous', counted],
    ['promises', kept]
  ] as const) {
    t.same((await rest(app, official, 'GET', `/v1/reports/${path}`)).body, expected)
    t.equal((await rest(app, await home.mentor(), 'GET', `/v1/reports/${path}`)).status, 403)
    t.equal((await rest(app, official, 'GET', `/v1/reports/${path}?program=1`)).status, 422)
  }

  const small = await campus(app)
  for (let n = 0; n < 4; n++) {
    const { student, mentor, meetingId } = await talk(small)
    const both = { studentId: student.id, mentorId: mentor.id, meetingId }
    await small.run(
      followUpRow({ id: newId(), ownerId: student.id, personId: mentor.id, meetingId, ...doneLate }),
      commitmentRow({ id: newId(), ...both, ...reported })
    )
  }
  const { data } = await graphql(app, await small.counselor(), query, {})
  const nothing = (words: string) => Object.fromEntries(words.split(' ').map((word) => [word, null]))
  t.same(data.thankYouReport, { ...nothing(thanks), made: 4 }, 'fewer than five would tell of single people')
  t.same(data.promisesReport, { ...nothing(promises), made: 4 })
})
