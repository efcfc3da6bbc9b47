import t from 'tap'
import { testApp } from '../../support/app.ts'
import { campus, type Someone } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'
import { meetingOf } from '../meetings/meeting-seed.ts'
import { builder, changed, designer, startedPlan, tester } from './started-plan.ts'

t.test('who sees and changes a plan', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, other, counselor, admin] = [
    await home.student(),
    await home.student(),
    await home.counselor(),
    await home.admin()
  ]
  const [mentor, machine] = [await home.mentor(), await home.machine()]
  await meetingOf(home, { student, mentor })
  const id = await startedPlan(app, student, [builder, tester])
  const otherId = await startedPlan(app, other, [tester])
  const url = `/v1/exploration-plans/${id}`
  const idsOf = async (who: Someone, query = '') => {
    const { body } = await rest(app, who, 'GET', `/v1/exploration-plans?direction=ASC&orderBy=CREATED_AT${query}`)
    return body.items?.map((plan: { id: string }) => plan.id) ?? body.code
  }

  t.test('the student and officials see it, mentors never, their own neither', async (t) => {
    const byPerson = 'query ($id: ID!) { person(id: $id) { name explorationPlan { id } } }'
    for (const who of [student, counselor, admin, machine]) {
      t.equal((await rest(app, who, 'GET', url)).status, 200)
      const { data } = await graphql(app, who, byPerson, { id: student.id })
      t.equal(data.person.explorationPlan.id, id)
    }
    for (const who of [other, mentor]) {
      t.match(await rest(app, who, 'GET', url), { status: 404, body: { code: 'NOT_FOUND' } })
      const { data } = await graphql(app, who, byPerson, { id: student.id })
      t.same(data.person.explorationPlan, null)
      const { data: found } = await graphql(app, who, 'query ($id: ID!) { node(id: $id) { id } }', { id })
      t.same(found.node, null)
    }
  })

  t.test('in lists everybody has their own, and officials those of the campus', async (t) => {
    t.same(await idsOf(student), [id])
    t.same(await idsOf(other), [otherId])
    t.same(await idsOf(mentor), [])
    t.same(await idsOf(mentor, `&studentId=${student.id}`), [])
    for (const who of [counselor, admin, machine]) t.same(await idsOf(who), [id, otherId])
  })

  t.test('lists are narrowed by student, state, occupation aimed at, and counselor at present', async (t) => {
    t.same(await idsOf(counselor, `&studentId=${other.id}`), [otherId])
    t.same(await idsOf(counselor, '&status=ARCHIVED'), [])
    t.same(await idsOf(counselor, `&occupation=${builder}`), [id])
    t.same(await idsOf(counselor, `&occupation=${tester}`), [id, otherId])
    t.equal(await idsOf(counselor, '&occupation=%00'), 'INVALID_INPUT')
    const pair = { studentId: other.id, counselorId: counselor.id }
    const made = await mutate(app, counselor, 'assignCounselor', pair, 'counselorAssignment { id }')
    t.same(await idsOf(counselor, `&counselorId=${counselor.id}`), [otherId])
    await mutate(app, counselor, 'endCounselorAssignment', { id: made.counselorAssignment.id }, '')
    t.same(await idsOf(counselor, `&counselorId=${counselor.id}`), [])
  })

  t.test('none but the student changes it', async (t) => {
    const moves: [string, object][] = [
      ['updateExplorationPlan', { goal: 'x' }],
      ['addTargetOccupation', { occupation: designer }],
      ['dropTargetOccupation', { occupation: builder }],
      ['swapTargetOccupation', { drop: builder, add: designer }],
      ['archiveExplorationPlan', {}]
    ]
    for (const [verb, input] of moves) {
      for (const who of [counselor, admin, machine])
        t.match(await changed(app, who, verb, { id, ...input }), { codes: ['FORBIDDEN'] }, verb)
      for (const who of [other, mentor])
        t.match(await changed(app, who, verb, { id, ...input }), { codes: ['NOT_FOUND'], paths: ['id'] }, verb)
    }
    t.match((await rest(app, student, 'GET', url)).body, { version: 1, goal: null })
    t.match((await rest(app, counselor, 'GET', url)).body, { allowedActions: [] })
    t.match((await rest(app, student, 'GET', url)).body.allowedActions.length, 5)
  })

  t.test('a list of them is a table too', async (t) => {
    const headers = { authorization: `Bearer ${counselor.token}`, accept: 'text/csv' }
    const { statusCode, payload } = await app.inject({ url: '/v1/exploration-plans?totalCount=true', headers })
    t.equal(statusCode, 200)
    t.match(payload.split('\r\n')[0], /^id,status,studentId,goal,targetOccupations,warnings,/)
    t.match(payload, new RegExp(`${id},ACTIVE,${student.id}`))
  })
})
