import t from 'tap'
import { newId } from '../../../src/db/ids.ts'
import { sql } from '../../../src/db/sql.ts'
import { insertRow } from '../../../src/db/statements.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { graphql, rest } from '../../support/graphql.ts'
import { sentRequest } from './sent-request.ts'

const developer = { currentOccupationCode: '15-1252.00', currentIndustryCode: '541511' }

/** Somebody's former position. */
const formerly = (home: Campus, { id: personId }: Someone, values: object) =>
  home.run(
    insertRow(
      'positions',
      { id: newId(), personId, ordinal: 0, employer: 'Elsewhere', title: 'Analyst', ...values },
      sql`1`
    )
  )

t.test('whom to ask next (S#33)', async (t) => {
  const app = await testApp(t)
  const decline = (mentor: Someone, id: string, more: object = {}) =>
    rest(app, mentor, 'POST', `/v1/meeting-requests/${id}/decline`, { reason: 'NO_TIME', ...more })
  const suggested = async (who: Someone, id: string, query = '') =>
    rest(app, who, 'GET', `/v1/meeting-requests/${id}/suggestions${query}`)
  const idsOf = async (who: Someone, id: string, query = '?first=10') =>
    (await suggested(who, id, query)).body.suggestions.map(({ mentorId }: { mentorId: string }) => mentorId)

  t.test('the best come first, each with reasons, in the same order each time', async (t) => {
    const home = await campus(app)
    const [student, asked] = [await home.student(), await home.mentor({ mentor: developer })]
    const mentor = (values: Record<string, unknown> = {}) => home.mentor({ mentor: values })
    const idle = await mentor()
    const sameIndustry = await mentor({ currentIndustryCode: '541519' })
    const sameOrganization = await mentor({ currentEmployer: 'ÁCME' })
    const sameGroup = await mentor({ currentOccupationCode: '15-1211.00' })
    const sameNow = await mentor({ currentOccupationCode: '15-1252.00' })
    const sameBefore = await mentor()
    await formerly(home, sameBefore, { occupationCode: '15-1252.00' })
    const referred = await mentor()
    const draft = {
      mentorId: asked.id,
      type: 'COMPANY_INSIDER',
      targetOrganization: 'acme',
      targetOccupation: '15-1252.00',
      topicKind: 'POSITION',
      topic: 'A day',
      whyYou: 'Your talk on field trials stayed with me.'
    }
    const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', draft)
    await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)
    t.same((await suggested(student, body.id)).body, { suggestions: [] }, 'nothing before an answer')
    await decline(asked, body.id, { referral: { mentorId: referred.id } })
    const expected = [
      [referred, ['REFERRED']],
      [sameNow, ['SAME_OCCUPATION']],
      [sameBefore, ['SAME_OCCUPATION']],
      [sameGroup, ['SAME_OCCUPATION_GROUP']],
      [sameIndustry, ['SAME_INDUSTRY']],
      [sameOrganization, ['SAME_ORGANIZATION']],
      [idle, ['HAS_TIME']]
    ] as const
    const all = expected.map(([{ id: mentorId }, reasons]) => ({ mentorId, reasons }))
    t.same((await suggested(student, body.id, '?first=10')).body.suggestions, all)
    t.same((await suggested(student, body.id)).body.suggestions, all.slice(0, 3), 'three unless asked for more')
    const query = `query ($id: ID!) { meetingRequest(id: $id) { two: suggestedNext(first: 2) { reasons mentor { id } }
      suggestedNext { reasons mentor { id } } } suggestedNext(requestId: $id, first: 1) { suggestions { mentor { id } } } }`
    const { data } = await graphql(app, student, query, { id: body.id })
    const asObjects = all.map(({ mentorId: id, reasons }) => ({ reasons, mentor: { id } }))
    t.same(data.meetingRequest.suggestedNext, asObjects.slice(0, 3))
    t.same(data.meetingRequest.two, asObjects.slice(0, 2))
    t.match(data.suggestedNext.suggestions, [{ mentor: { id: referred.id } }])
  })

  t.test('after every end that is none, and who has least open goes before', async (t) => {
    const home = await campus(app)
    const [busy, free] = [await home.mentor(), await home.mentor()]
    const busyRequest = await sentRequestTo(home, busy)
    const { student, mentor, id } = await sentRequest(app, home)
    t.same(await idsOf(student, id), [])
    await rest(app, student, 'POST', `/v1/meeting-requests/${id}/withdraw`)
    t.same(await idsOf(student, id), [free.id, busy.id])
    t.same(await idsOf(busyRequest.student, busyRequest.id), [], 'one that waits has none')
    const paused = await sentRequest(app, home)
    await rest(app, paused.mentor, 'PUT', `/v1/people/${paused.mentor.id}/mentor-profile`, { isPaused: true })
    t.same(
      await idsOf(paused.student, paused.id),
      [free.id, mentor.id, busy.id].toSorted((a, b) => order(a, b))
    )
    function order(a: string, b: string): number {
      return Number(a === busy.id) - Number(b === busy.id) || (a < b ? -1 : 1)
    }
  })

  t.test('nobody who can not be asked now: away, full, hidden, asked already, or met', async (t) => {
    const home = await campus(app, { mentors: { defaultCapacity: 0 } })
    const { student, mentor, id } = await sentRequest(app, home)
    await home.mentor({ mentor: { isPaused: true } })
    for (const capacity of [0, null]) await home.mentor({ mentor: { capacity } })
    await home.mentor({ isDirectoryOptedOut: true })
    const gone = await home.mentor()
    await home.run(sql`update persons set is_active = false where id = ${gone.id}`)
    const [waiting, accepted, declined] = [await home.mentor(), await home.mentor(), await home.mentor()]
    const ids = new Map<Someone, string>()
    for (const one of [waiting, accepted, declined]) ids.set(one, (await sentRequestTo(home, one, student)).id)
    await rest(app, accepted, 'POST', `/v1/meeting-requests/${ids.get(accepted)}/accept`, {
      startsAt: '2026-03-10T15:00:00.000Z'
    })
    await decline(declined, ids.get(declined) as string)
    await decline(mentor, id)
    const free = await home.mentor()
    await (await campus(app)).mentor()
    t.same(await idsOf(student, id), [free.id])
    app.clock.travel(31 * 24 * 60)
    const later = { id: student.id, token: home.tokenOf(student.id) }
    t.same(await idsOf(later, id), [declined.id, free.id].toSorted(), 'after the pause who declined can be asked again')
  })

  t.test('are for the student, counselors and admins, and for nobody else', async (t) => {
    const home = await campus(app)
    const { student, mentor, id } = await sentRequest(app, home)
    const free = await home.mentor()
    await decline(mentor, id)
    for (const who of [student, await home.counselor(), await home.admin()]) t.same(await idsOf(who, id), [free.id])
    const query = 'query ($id: ID!) { meetingRequest(id: $id) { suggestedNext { mentor { id } } } }'
    for (const who of [mentor, await home.machine()]) {
      t.match(await suggested(who, id), { status: 403, body: { code: 'FORBIDDEN' } })
      t.same((await graphql(app, who, query, { id })).data.meetingRequest.suggestedNext, [])
    }
    for (const who of [free, await (await campus(app)).admin()])
      t.match(await suggested(who, id), { status: 404, body: { code: 'NOT_FOUND', path: ['requestId'] } })
    for (const first of ['0', '11', '-1'])
      t.match(await suggested(student, id, `?first=${first}`), {
        status: 422,
        body: { code: 'INVALID_INPUT', path: ['first'] }
      })
  })

  async function sentRequestTo(home: Campus, mentor: Someone, asker?: Someone) {
    const student = asker ?? (await home.student())
    const words = { topicKind: 'POSITION', topic: 'A day', whyYou: 'Your talk on field trials stayed with me.' }
    const draft = { mentorId: mentor.id, type: 'COMPANY_INSIDER', targetOrganization: 'Acme', ...words }
    const { body } = await rest(app, student, 'POST', '/v1/meeting-requests', draft)
    await rest(app, student, 'POST', `/v1/meeting-requests/${body.id}/send`)
    return { student, id: body.id as string }
  }
})
