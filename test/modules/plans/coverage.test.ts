import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { draft } from '../requests/sent-request.ts'
import { builder, changed, startedPlan, tester } from './started-plan.ts'

t.test('how far the conversations about each target have come (S#12)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const student = await home.student()
  const completed = { status: 'COMPLETED', completedAt: '2026-03-02T14:30:00.000Z' }
  const meet = async (seniority: string, occupation: string, values: object = completed, who = student) => {
    const id = await meetingOf(
      home,
      { student: who, mentor: await home.mentor({ mentor: { seniority } }) },
      { ...values }
    )
    await home.run(sql`update meeting_requests set target_occupation_code = ${occupation} where tenant_id = ${tenant}
      and id = (select m.request_id from meetings m where m.tenant_id = ${tenant} and m.id = ${id})`)
  }
  const id = await startedPlan(app, student, [builder, tester])
  const coverage = async () => (await rest(app, student, 'GET', `/v1/exploration-plans/${id}`)).body.coverage

  t.test('begins with every level missing', async (t) => {
    const levelsMissing = ['ENTRY', 'EARLY', 'MID', 'SENIOR', 'EXECUTIVE']
    t.same(
      await coverage(),
      [builder, tester].map((occupation) => ({ occupation, levelsReached: [], levelsMissing }))
    )
  })

  t.test(
    'counts meetings that took place, by the seniority of the mentor and the occupation asked about',
    async (t) => {
      await meet('EXECUTIVE', builder)
      await meet('ENTRY', builder)
      await meet('ENTRY', builder)
      await meet('MID', tester)
      await meet('SENIOR', builder, {})
      await meet('SENIOR', builder, { status: 'NO_SHOW' })
      await meet('SENIOR', '15-1254.00')
      await meet('SENIOR', builder, completed, await home.student())
      t.same(await coverage(), [
        { occupation: builder, levelsReached: ['ENTRY', 'EXECUTIVE'], levelsMissing: ['EARLY', 'MID', 'SENIOR'] },
        { occupation: tester, levelsReached: ['MID'], levelsMissing: ['ENTRY', 'EARLY', 'SENIOR', 'EXECUTIVE'] }
      ])
    }
  )

  t.test('and a no takes nothing away (S#13)', async (t) => {
    const before = await coverage()
    const mentor = await home.mentor({ mentor: { seniority: 'EXECUTIVE' } })
    const ask = { mentorId: mentor.id, ...draft, targetOccupation: builder }
    const request = `/v1/meeting-requests/${(await rest(app, student, 'POST', '/v1/meeting-requests', ask)).body.id}`
    await rest(app, student, 'POST', `${request}/send`)
    const declined = await rest(app, mentor, 'POST', `${request}/decline`, { reason: 'NO_TIME' })
    t.equal(declined.body.status, 'DECLINED')
    t.same(await coverage(), before)
  })

  t.test('follows the targets, and is the same at the other door', async (t) => {
    await changed(app, student, 'swapTargetOccupation', { id, drop: tester, add: '15-1254.00' })
    const query = `query ($id: ID!) { explorationPlan(id: $id) { coverage { occupation { code } levelsReached } } }`
    const { data } = await graphql(app, await home.counselor(), query, { id })
    t.same(data.explorationPlan.coverage, [
      { occupation: { code: builder }, levelsReached: ['ENTRY', 'EXECUTIVE'] },
      { occupation: { code: '15-1254.00' }, levelsReached: ['SENIOR'] }
    ])
  })
})
