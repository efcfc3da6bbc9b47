import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { testApp } from '../../support/app.ts'
import { campus } from '../../support/campus.ts'
import { graphql, mutate, rest } from '../../support/graphql.ts'

const award = { title: 'An award', occurredOn: '2026-02-20', url: 'https://lab.example/award' }

t.test('milestones of mentors (S#23)', async (t) => {
  const app = await testApp(t)
  const home = await campus(app)
  const [student, mentor] = [await home.student(), await home.mentor()]
  const add = async (who: typeof mentor, more: object = {}) =>
    (
      await mutate(
        app,
        who,
        'addMilestone',
        { ...award, ...more },
        'milestone { id title occurredOn url mentor { id } }'
      )
    ).milestone

  t.test('are told by the mentor and read by whoever sees the mentor, latest first', async (t) => {
    const milestone = await add(mentor)
    t.match(milestone, { ...award, mentor: { id: mentor.id } })
    for (let day = 1; day <= 11; day++) await add(mentor, { occurredOn: `2026-01-${String(day).padStart(2, '0')}` })
    const query = 'query ($id: ID!) { person(id: $id) { mentorProfile { milestones { id occurredOn } } } }'
    const { milestones } = (await graphql(app, student, query, mentor)).data.person.mentorProfile
    t.equal(milestones.length, 10)
    t.match(milestones[0], { id: milestone.id, occurredOn: '2026-02-20' })
    const { body } = await rest(app, student, 'GET', `/v1/milestones?mentorId=${mentor.id}&first=3&totalCount=true`)
    t.same(
      body.items.map(({ occurredOn }: { occurredOn: string }) => occurredOn),
      ['2026-02-20', '2026-01-11', '2026-01-10']
    )
    t.equal(body.totalCount, 12)
    const url = `/v1/milestones?mentorId=${mentor.id}&first=5&after=${body.pageInfo.endCursor}&occurredFrom=2026-01-08&occurredBefore=2026-02-01`
    t.same(
      (await rest(app, student, 'GET', url)).body.items.map(({ occurredOn }: { occurredOn: string }) => occurredOn),
      ['2026-01-09', '2026-01-08']
    )
    t.equal((await rest(app, student, 'GET', `/v1/milestones/${milestone.id}`)).body.mentorId, mentor.id)
  })

  t.test('hide with a mentor who opts out of the directory', async (t) => {
    const hidden = await home.mentor()
    const { id } = await add(hidden)
    await home.run(
      sql`update persons set is_directory_opted_out = true where tenant_id = ${tenant} and id = ${hidden.id}`
    )
    t.equal((await rest(app, student, 'GET', `/v1/milestones/${id}`)).status, 404)
    t.same((await rest(app, student, 'GET', `/v1/milestones?mentorId=${hidden.id}`)).body.items, [])
    t.equal((await rest(app, student, 'DELETE', `/v1/milestones/${id}`)).status, 404)
    t.equal((await rest(app, await home.counselor(), 'GET', `/v1/milestones/${id}`)).status, 200)
    t.equal((await rest(app, hidden, 'DELETE', `/v1/milestones/${id}`)).status, 200, 'their own they see and remove')
  })

  t.test('are taken back by their mentor alone, once', async (t) => {
    const { id } = await add(mentor)
    for (const who of [student, await home.mentor(), await home.admin()])
      t.match((await mutate(app, who, 'removeMilestone', { id }, '')).problems, [{ code: 'FORBIDDEN' }])
    t.match(await mutate(app, mentor, 'removeMilestone', { id }, 'milestone { id }'), { milestone: { id } })
    t.match((await mutate(app, mentor, 'removeMilestone', { id }, '')).problems, [{ code: 'NOT_FOUND' }])
    const trail = await home.run(sql`select a.action, a.changes from audit_events a
      where a.tenant_id = ${tenant} and a.subject_id = ${id} order by a.id`)
    const changes = { mentorId: mentor.id }
    t.same(trail, [
      { action: 'milestone.added', changes },
      { action: 'milestone.removed', changes }
    ])
  })

  t.test('stay within their bound when many are told at once', async (t) => {
    const busy = await home.mentor()
    const one = () => mutate(app, busy, 'addMilestone', award, 'milestone { id }')
    const answers = await Promise.all(Array.from({ length: 53 }, one))
    const refused = answers.flatMap(({ problems }) => problems)
    t.match(
      refused,
      Array.from({ length: 3 }, () => ({ code: 'TOO_MANY_MILESTONES' }))
    )
    t.equal(refused.length, 3)
  })

  t.test('a cursor that is none of a day is refused', async (t) => {
    for (const day of ['2026-02-30', '0000-01-01', 'x', 5]) {
      const after = Buffer.from(JSON.stringify(['milestones.OCCURRED_ON:DESC', day, mentor.id])).toString('base64url')
      t.match((await rest(app, student, 'GET', `/v1/milestones?after=${after}`)).body, { code: 'INVALID_CURSOR' })
    }
  })
})
