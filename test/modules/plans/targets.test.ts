import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { builder, changed, designer, startedPlan, tester, webmaster } from './started-plan.ts'

t.test('the occupations that a plan aims at', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)

  t.test('keep their history when they are dropped and taken up again (S#35)', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student, [builder, tester, webmaster])
    app.clock.travel(1)
    const drop = { id, occupation: builder, reason: 'It is done alone.' }
    t.match(await changed(app, student, 'dropTargetOccupation', drop), { targets: [tester, webmaster], version: 2 })
    app.clock.travel(1)
    const add = { id, occupation: builder, reason: 'It is not, I was told.' }
    t.match(await changed(app, student, 'addTargetOccupation', add), { targets: [tester, webmaster, builder] })
    const query = `query ($id: ID!) { explorationPlan(id: $id) { targetOccupations { id rank }
      targetHistory { id rank occupation { code } reason addedAt droppedAt dropReason } } }`
    const { data } = await graphql(app, student, query, { id })
    const { targetHistory, targetOccupations } = data.explorationPlan
    t.same(
      targetOccupations.map(({ rank }: { rank: number }) => rank),
      [1, 2, 3]
    )
    const ofBuilder = targetHistory.filter(
      ({ occupation }: { occupation: { code: string } }) => occupation.code === builder
    )
    t.equal(targetHistory.length, 4)
    t.match(ofBuilder, [
      { reason: 'It is not, I was told.', rank: 3, droppedAt: null, dropReason: null },
      { reason: null, rank: 1, droppedAt: '2026-03-02T15:01:00.000Z', dropReason: 'It is done alone.' }
    ])
    t.not(ofBuilder[0].id, ofBuilder[1].id)
    t.equal(targetHistory[0].id, ofBuilder[0].id, 'the latest comes first')
    const { body } = await rest(app, student, 'GET', `/v1/exploration-plans/${id}`)
    t.same(
      body.targetHistory.map((target: { id: string }) => target.id),
      targetHistory.map((target: { id: string }) => target.id)
    )
  })

  t.test('are swapped in one step, at the same rank and whatever the limit, with history kept', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student, [builder, tester, webmaster])
    const url = `/v1/exploration-plans/${id}/swap-target`
    const { status, body } = await rest(app, student, 'POST', url, {
      drop: tester,
      add: designer,
      reason: 'More to see.'
    })
    t.equal(status, 200)
    t.same(
      body.targetOccupations.map(({ occupation }: { occupation: string }) => occupation),
      [builder, designer, webmaster]
    )
    const dropped = body.targetHistory.find(({ occupation }: { occupation: string }) => occupation === tester)
    t.match(dropped, { droppedAt: String, dropReason: 'More to see.', rank: 2 })
    const refused: [object, string[], string[]][] = [
      [{ drop: tester, add: tester }, ['NOT_A_TARGET'], ['drop']],
      [{ drop: builder, add: designer }, ['TARGET_ALREADY_CHOSEN'], ['add']],
      [{ drop: builder, add: builder }, ['TARGET_ALREADY_CHOSEN'], ['add']],
      [{ drop: builder, add: '99-9999.00' }, ['UNKNOWN_OCCUPATION'], ['add']]
    ]
    for (const [input, codes, paths] of refused)
      t.same(await changed(app, student, 'swapTargetOccupation', { id, ...input }), { codes, paths })
    const { targetHistory } = (await rest(app, student, 'GET', `/v1/exploration-plans/${id}`)).body
    t.equal(targetHistory.length, 4, 'what was refused left nothing half done')
  })

  t.test('are occupations that there are, once each', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student, [builder])
    const add = (input: object) => changed(app, student, 'addTargetOccupation', { id, ...input })
    t.same(await add({ occupation: builder }), { codes: ['TARGET_ALREADY_CHOSEN'], paths: ['occupation'] })
    for (const occupation of ['99-9999.00', '', '15-1252', 'a\0b', 'x'.repeat(5_000), '\ud800'])
      t.same(await add({ occupation }), { codes: ['UNKNOWN_OCCUPATION'], paths: ['occupation'] })
    t.same(await add({ occupation: 'x', reason: 'x'.repeat(501) }), {
      codes: ['INVALID_INPUT', 'UNKNOWN_OCCUPATION'],
      paths: ['reason', 'occupation']
    })
    const drop = (input: object) => changed(app, student, 'dropTargetOccupation', { id, ...input })
    t.same(await drop({ occupation: 'a\0b' }), { codes: ['NOT_A_TARGET'], paths: ['occupation'] })
    t.same(await drop({ occupation: builder, reason: 'a\0b' }), { codes: ['INVALID_INPUT'], paths: ['reason'] })
    const start = { targetOccupations: [tester, 'none', tester] }
    const other = await home.student()
    t.same(await changed(app, other, 'startExplorationPlan', start), {
      codes: ['UNKNOWN_OCCUPATION', 'TARGET_ALREADY_CHOSEN'],
      paths: ['targetOccupations.1', 'targetOccupations.2']
    })
  })

  t.test('stay one each when the same is added twenty times at once', async (t) => {
    const student = await home.student()
    const id = await startedPlan(app, student)
    const url = `/v1/exploration-plans/${id}/add-target`
    const once = () => rest(app, student, 'POST', url, { occupation: builder })
    const answers = await Promise.all(Array.from({ length: 20 }, once))
    t.equal(answers.filter(({ status }) => status === 200).length, 1)
    t.equal(answers.filter(({ body }) => body.code === 'TARGET_ALREADY_CHOSEN').length, 19)
  })
})
