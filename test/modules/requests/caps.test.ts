import t from 'tap'
import { sql, tenant } from '../../../src/db/sql.ts'
import { defaultInstitutionPolicy } from '../../../src/modules/tenants/institution-policy.ts'
import { testApp } from '../../support/app.ts'
import { type Campus, campus, type Someone } from '../../support/campus.ts'
import { mutate, rest } from '../../support/graphql.ts'
import { raceAt } from '../meetings/row-race.ts'
import { draft } from './sent-request.ts'

const policyOf = (requests: object) => ({ requests: { ...defaultInstitutionPolicy.requests, ...requests } })

t.test('asking is bounded', async (t) => {
  const app = await testApp(t)
  const drafted = async (student: Someone, mentor: Someone): Promise<string> => {
    const input = { mentorId: mentor.id, ...draft }
    return (await mutate(app, student, 'createMeetingRequest', input, 'meetingRequest { id }')).meetingRequest.id
  }
  const send = (student: Someone, id: string) => rest(app, student, 'POST', `/v1/meeting-requests/${id}/send`)
  const sendTo = async (student: Someone, mentor: Someone) => send(student, await drafted(student, mentor))
  const fresh = (home: Campus, { id }: Someone) => ({ id, token: home.tokenOf(id) })

  t.test('by how many requests of a student wait for an answer, 5 by default', async (t) => {
    const home = await campus(app)
    const student = await home.student()
    for (let count = 1; count <= 5; count++) t.equal((await sendTo(student, await home.mentor())).status, 200)
    const sixth = await drafted(student, await home.mentor())
    t.match(await send(student, sixth), { status: 409, body: { code: 'TOO_MANY_OPEN_REQUESTS', detail: /At most 5/ } })
    const payload = await mutate(app, student, 'sendMeetingRequest', { id: sixth }, 'meetingRequest { id }')
    t.match(payload, { meetingRequest: null, problems: [{ code: 'TOO_MANY_OPEN_REQUESTS', path: [] }] })
    const { body } = await rest(app, student, 'GET', '/v1/meeting-requests?status=SENT&first=1')
    await rest(app, student, 'POST', `/v1/meeting-requests/${body.items[0].id}/withdraw`)
    t.equal((await send(student, sixth)).status, 200, 'one that is withdrawn makes room')
    t.equal((await sendTo(await home.student(), await home.mentor())).status, 200, 'and others have their own')
  })

  t.test('and so it is when 50 are sent at once', async (t) => {
    const home = await campus(app, policyOf({ openPerStudentMax: 3 }))
    const student = await home.student()
    const ids: string[] = []
    for (let count = 0; count < 50; count++) ids.push(await drafted(student, await home.mentor()))
    const answers = await Promise.all(ids.map((id) => send(student, id)))
    const codes = answers.map(({ status, body }) => (status === 200 ? 'SENT' : body.code))
    t.equal(codes.filter((code) => code === 'SENT').length, 3)
    t.equal(codes.filter((code) => code === 'TOO_MANY_OPEN_REQUESTS').length, 47)
  })

  t.test('also when ten of them have met at their mentors and go on at the same instant', async (t) => {
    const home = await campus(app, policyOf({ openPerStudentMax: 3 }))
    const student = await home.student()
    const ids: string[] = []
    for (let count = 0; count < 10; count++) ids.push(await drafted(student, await home.mentor()))
    const mentors = sql`select 1 from mentor_profiles m where m.tenant_id = ${tenant} for update`
    const calls = ids.map((id) => () => send(student, id))
    const answers = await raceAt(app, home, mentors, calls)
    t.equal(answers.filter(({ status }) => status === 200).length, 3)
  })

  t.test(
    'by a pause after a no or silence, 30 days by default, from the same student to the same mentor',
    async (t) => {
      const home = await campus(app)
      const [student, mentor] = [await home.student(), await home.mentor()]
      const { body } = await sendTo(student, mentor)
      await rest(app, mentor, 'POST', `/v1/meeting-requests/${body.id}/decline`, { reason: 'NO_TIME' })
      const again = await drafted(student, mentor)
      const refused = {
        status: 409,
        body: { code: 'ASKED_RECENTLY', path: ['mentorId'], detail: /from 2026-04-01T15:00/ }
      }
      t.match(await send(student, again), refused)
      t.equal((await sendTo(student, await home.mentor())).status, 200, 'another mentor can be asked at once (S#33)')
      t.equal((await sendTo(await home.student(), mentor)).status, 200, 'and by another student')
      app.clock.travel(30 * 24 * 60 - 1)
      t.match(await send(fresh(home, student), again), refused)
      app.clock.travel(1)
      t.equal((await send(fresh(home, student), again)).status, 200)
    }
  )

  t.test('not after a withdrawal, nor where the campus asks for no pause', async (t) => {
    const home = await campus(app, policyOf({ cooldownDays: 0 }))
    const [student, mentor] = [await home.student(), await home.mentor()]
    const { body } = await sendTo(student, mentor)
    await rest(app, mentor, 'POST', `/v1/meeting-requests/${body.id}/decline`, { reason: 'NO_TIME' })
    t.equal((await sendTo(student, mentor)).status, 200)
    const strict = await campus(app)
    const [asker, asked] = [await strict.student(), await strict.mentor()]
    const { body: sent } = await sendTo(asker, asked)
    await rest(app, asker, 'POST', `/v1/meeting-requests/${sent.id}/withdraw`)
    t.equal((await sendTo(asker, asked)).status, 200)
  })

  t.test('by numbers that an admin changes, in force from the next request on', async (t) => {
    const home = await campus(app)
    const [admin, student] = [await home.admin(), await home.student()]
    const change = (body: object) => rest(app, admin, 'PATCH', '/v1/institution/policy', body)
    t.match((await change({ openRequestsPerStudentMax: 1, cooldownDays: 7 })).body.policy, {
      openRequestsPerStudentMax: 1,
      cooldownDays: 7
    })
    t.equal((await sendTo(student, await home.mentor())).status, 200)
    t.match((await sendTo(student, await home.mentor())).body, { code: 'TOO_MANY_OPEN_REQUESTS' })
    for (const body of [{ openRequestsPerStudentMax: 0 }, { cooldownDays: 366 }])
      t.match(await change(body), { status: 422, body: { code: 'INVALID_INPUT', path: Object.keys(body) } })
  })
})
