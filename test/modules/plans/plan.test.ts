import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { builder, changed, startedPlan, tester, webmaster } from './started-plan.ts'

const plans = '/v1/exploration-plans'

t.test('an exploration plan', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('is started with a goal and occupations by rank, and answered whole at both doors', async (t) => {
    const input = { goal: 'To find out.', targetOccupations: [tester, builder] }
    const student = await home.student()
    const { status, headers, body } = await rest(app, student, 'POST', plans, input)
    t.match({ status, location: headers.location }, { status: 201, location: `${plans}/${body.id}` })
    t.match(body, { status: 'ACTIVE', studentId: student.id, goal: 'To find out.', version: 1, warnings: [] })
    const ranks = body.targetOccupations.map(({ rank, occupation }: Record<string, unknown>) => [rank, occupation])
    t.same(ranks, [
      [1, tester],
      [2, builder]
    ])
    t.match(body.targetOccupations[0], { addedAt: '2026-03-02T15:00:00.000Z', droppedAt: null, dropReason: null })
    const again = await rest(app, student, 'GET', `${plans}/${body.id}`)
    t.same(again.body, body)
    const fields = 'explorationPlan { goal student { id } targetOccupations { rank occupation { code } addedAt } }'
    const { explorationPlan } = await mutate(app, await home.student(), 'startExplorationPlan', input, fields)
    t.match(explorationPlan.targetOccupations[1], { rank: 2, occupation: { code: builder } })
  })

  t.test('is for those who seek: alumni too (S#4), and nobody else', async (t) => {
    await startedPlan(app, await home.person({ affiliations: ['ALUM'] }))
    for (const who of [await home.counselor(), await home.admin(), await home.machine()])
      t.match(await rest(app, who, 'POST', plans, {}), { status: 403, body: { code: 'FORBIDDEN' } })
  })

  t.test('is one at a time, however many are started at once', async (t) => {
    const student = await home.student()
    const answers = await Promise.all(Array.from({ length: 20 }, () => rest(app, student, 'POST', plans, {})))
    t.equal(answers.filter(({ status }) => status === 201).length, 1)
    t.equal(answers.filter(({ body }) => body.code === 'PLAN_ALREADY_ACTIVE').length, 19)
  })

  t.test('put away it stays as it is, and makes room for another', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student, [builder])
    t.match(await changed(app, student, 'archiveExplorationPlan', { id, expectedVersion: 1 }), {
      status: 'ARCHIVED',
      targets: [builder],
      version: 2
    })
    t.match(await changed(app, student, 'addTargetOccupation', { id, occupation: tester }), {
      codes: ['INVALID_TRANSITION']
    })
    const { body } = await rest(app, student, 'GET', `${plans}/${id}`)
    t.match(body, { archivedAt: '2026-03-02T15:00:00.000Z', allowedActions: [] })
    await startedPlan(app, student)
    const list = await rest(app, student, 'GET', `${plans}?status=ARCHIVED`)
    t.same(
      list.body.items.map((plan: { id: string }) => plan.id),
      [id]
    )
  })

  t.test('changes its goal and the order of its targets, and only to an order of just these', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student, [builder, tester, webmaster])
    const order = [webmaster, builder, tester]
    t.match(await changed(app, student, 'updateExplorationPlan', { id, targetOrder: order }), {
      targets: order,
      version: 2
    })
    t.match(await changed(app, student, 'updateExplorationPlan', { id, targetOrder: order }), { version: 2 })
    for (const wrong of [[builder], [...order, builder], [builder, builder, tester], []])
      t.match(await changed(app, student, 'updateExplorationPlan', { id, targetOrder: wrong }), {
        paths: ['targetOrder']
      })
    const update = (body: object) => rest(app, student, 'PATCH', `${plans}/${id}`, body)
    t.match((await update({ goal: 'To be sure.' })).body, { goal: 'To be sure.', version: 3 })
    t.match((await update({ goal: null })).body, { goal: null, version: 4 })
    for (const goal of ['x'.repeat(2_001), 'a\0b', 'a\ud800'])
      t.match(await update({ goal }), { status: 422, body: { code: 'INVALID_INPUT', path: ['goal'] } })
    t.match(await update({ goal: 'x', expectedVersion: 3 }), { status: 409, body: { code: 'VERSION_CONFLICT' } })
  })

  t.test('leaves one audit row and one event for each change, and the event tells no occupation', async (t) => {
    const other = await campus(app)
    const student = await other.student()
    const id = await startedPlan(app, student, [builder])
    await changed(app, student, 'addTargetOccupation', { id, occupation: tester, reason: 'I find faults.' })
    await changed(app, student, 'swapTargetOccupation', { id, drop: tester, add: webmaster })
    await changed(app, student, 'dropTargetOccupation', { id, occupation: builder })
    await changed(app, student, 'updateExplorationPlan', { id, goal: 'To find out.' })
    await changed(app, student, 'archiveExplorationPlan', { id })
    const [found] = await app.asOwner(other.tenantId, [
      sql`select json_agg(a.action order by a.id) as audited, (select json_agg(e.type order by e.id) from domain_events e
          where e.tenant_id = ${tenant}) as told, (select json_agg(e.payload)::text from domain_events e
          where e.tenant_id = ${tenant}) as payloads from audit_events a where a.tenant_id = ${tenant}`
    ])
    const kinds = ['started', 'target_added', 'target_swapped', 'target_dropped', 'updated', 'archived']
    t.same(
      found?.audited,
      kinds.map((kind) => `exploration_plan.${kind}`)
    )
    t.same(found?.told, found?.audited)
    t.notMatch(found?.payloads, /15-125|faults|find out/)
  })
})
